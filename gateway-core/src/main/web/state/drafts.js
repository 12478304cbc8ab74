// What an agent has typed and not sent, for each conversation. It outlives a reload and a login, goes with the browser's tab, and is nobody else's.

import {newKey} from '../api.js';

const PREFIX = 'parvis.draft.';

let owner = '';

/** From now on drafts are this agent's. @param {string} agentId */
export function draftsOf(agentId) {
  owner = agentId;
}

/** @param {string} conversation */
const keyOf = (conversation) => `${PREFIX}${owner}.${conversation}`;

/**
 * @typedef {object} Draft
 * @property {'reply' | 'note'} tab
 * @property {string} reply
 * @property {string} note
 * @property {import('../types.d.ts').Visibility} [visibility] only when chosen on purpose
 * @property {import('../answering.js').Answered} [answers] once something is written
 * @property {import('../types.d.ts').Attachment[]} attachments uploaded already
 * @property {string} replyKey Idempotency-Key: sending the same draft again after a lost answer gives one message
 * @property {string} noteKey
 */

/** @returns {Draft} */
const blank = () => ({tab: 'reply', reply: '', note: '', attachments: [], replyKey: newKey(), noteKey: newKey()});

/** @param {string} conversation @returns {Draft} */
export function draftOf(conversation) {
  try {
    return {...blank(), ...JSON.parse(sessionStorage.getItem(keyOf(conversation)) ?? '{}')};
  } catch {
    return blank();
  }
}

/** @param {string} conversation @param {Draft} draft */
export function keepDraft(conversation, draft) {
  try {
    if (draft.reply || draft.note || draft.attachments.length) sessionStorage.setItem(keyOf(conversation), JSON.stringify(draft));
    else sessionStorage.removeItem(keyOf(conversation));
  } catch {
    // Storage is full or forbidden: the text lives on in the page.
  }
}

/** Somebody who logs out on purpose leaves nothing behind for the next one at this machine. */
export function forgetDrafts() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith('parvis.')) sessionStorage.removeItem(key);
}
