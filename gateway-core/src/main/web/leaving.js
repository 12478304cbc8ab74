// What somebody who logs out would lose: typed in this tab, and nowhere else.

import {get} from './api.js';
import {calls, drafts, person} from './desk.js';
import {keyOr, t} from './i18n/index.js';
import {formsLeft} from './kept-edit.js';
import {fileName} from './text.js';
import {uploads} from './uploads.js';

/** @typedef {{what: string, words?: string, address?: string}} Loss `address`: where it is */

/** Where the forms are that keep what is typed into them. @type {Record<string, string>} */
const PLACES = {canned: '/canned-answers', topic: '/administration/words'};

/** @returns {Promise<Loss[]>} */
export async function losses() {
  const kept = await Promise.all(drafts.onlyHere().map(([conversation, draft]) => draftOf(conversation, draft)));
  return [
    ...kept,
    ...(uploads.any ? [{what: t('composer.uploading')}] : []),
    ...(calls.dirty ? [{what: t('leaving.call'), words: calls.note.note, address: '/call'}] : []),
    ...(person.unsaved ? [{what: t('leaving.person')}] : []),
    ...formsLeft().map((form) => ({what: t(keyOr(`leaving.${form}`, 'leaving.form')), address: PLACES[form]})),
    // A form that is open and kept nowhere says so itself.
    .../** @type {HTMLElement[]} */ ([...document.querySelectorAll('[data-unsaved]')]).map(({dataset}) => ({what: dataset.unsaved ?? ''})),
  ];
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
