// Conversations that become one or two, and links between them: what the dialogs, the timeline and the context share.

import {get, newKey, post, put, remove} from './api.js';
import {wordsOf} from './components/problems.js';
import {notices, thread} from './desk.js';
import {t} from './i18n/index.js';
import {Links} from './state/links.js';

/**
 * @typedef {import('./types.d.ts').LinkKind} LinkKind
 * @typedef {import('./types.d.ts').Move} Move
 */

export const UNDO_FOR = 10_000;

/** @type {LinkKind[]} */
export const KINDS = ['related', 'duplicate', 'follow-up'];

export {mayPart, numberOf} from './parting.js';

export const links = new Links((id) => get(`/conversations/${id}/links`));
thread.observe(() => links.follow(thread.conversation));
links.follow(thread.conversation);

/** @param {string} kept @param {string} otherId @param {string} key @returns {Promise<Move>} */
export async function mergeIn(kept, otherId, key) {
  const move = await post(`/conversations/${kept}/merges`, {otherId}, {key});
  thread.refreshWhole();
  return move;
}

/** @param {string} id @param {string[]} messageIds @param {string} subject @param {string} key @returns {Promise<Move>} */
export function part(id, messageIds, subject, key) {
  return post(`/conversations/${id}/splits`, {messageIds, subject: subject || undefined}, {key});
}

/** Whatever is open meanwhile. @param {string} move */
export async function undoMove(move) {
  try {
    await post(`/conversation-moves/${move}/undo`, undefined, {key: newKey()});
    thread.refreshWhole();
    notices.good(t('order.undone'));
  } catch (problem) {
    notices.bad(wordsOf(problem));
  }
}

/** @param {string} id @param {string} other @param {LinkKind} kind */
export async function linkWith(id, other, kind) {
  links.take(id, await put(`/conversations/${id}/links/${other}`, {kind}));
  return true;
}

/** @param {string} id @param {string} other */
export async function unlink(id, other) {
  links.take(id, await remove(`/conversations/${id}/links/${other}`));
}
