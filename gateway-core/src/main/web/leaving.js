// What somebody who logs out would lose: typed in this tab, and nowhere else.

import {get} from './api.js';
import {calls, drafts} from './desk.js';
import {keyOr, t} from './i18n/index.js';
import {formsLeft, KeptEdit} from './kept-edit.js';
import {format} from './routes.js';
import {fileName} from './text.js';
import {uploads} from './uploads.js';

/** @typedef {{what: string, words?: string, address?: string}} Loss `address`: where it is */

/** Where the forms are that keep what is typed into them, by the first word of their names. @type {Record<string, (rest: string) => string>} */
const PLACES = {
  canned: () => '/canned-answers',
  channel: (id) => format(id ? {place: 'channels', id} : {place: 'channels', fresh: true}),
  team: () => '/administration',
  topic: () => '/administration/words',
};

/** @returns {Promise<Loss[]>} */
export async function losses() {
  const kept = await Promise.all(drafts.onlyHere().map(([conversation, draft]) => draftOf(conversation, draft)));
  return [
    ...kept,
    ...(uploads.any ? [{what: t('composer.uploading')}] : []),
    ...(calls.dirty ? [{what: t('leaving.call'), words: calls.note.note, address: '/call'}] : []),
    ...formsLeft().flatMap(formsOf),
  ];
}

/** @param {string} form @returns {Loss[]} */
function formsOf(form) {
  const [kind = '', ...rest] = form.split('.');
  const what = t(keyOr(`leaving.${kind}`, 'leaving.form'));
  if (kind !== 'person') return [{what, address: PLACES[kind]?.(rest.join('.'))}];
  /** @type {KeptEdit<{[person: string]: import('./state/person.js').Edit}>} */
  const edits = new KeptEdit(form);
  return Object.entries(edits.left ?? {}).map(([id, {text}]) => ({what, words: text, address: format({place: 'person', id})}));
}

/** @param {string} id of the conversation @param {import('./drafting.js').Draft} draft @returns {Promise<Loss>} */
async function draftOf(id, draft) {
  const words = [draft, draft.other].flatMap((one) => (one ? [one.reply, one.note, ...one.attachments.map(({name}) => fileName(name))] : [])).filter(Boolean).join('\n\n');
  try {
    const {number} = await get(`/conversations/${id}`);
    return {what: t('leaving.draft', {number: String(number)}), words, address: `/conversation/${number}`};
  } catch {
    return {what: t('leaving.draft-gone'), words};
  }
}
