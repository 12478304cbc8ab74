// What the first page of the desk does without: fetched with the place that shows it, with what asks for it, or once the first page stands.

import {notices} from './desk.js';
import {allWords, t} from './i18n/index.js';
import {wholeStyle} from './style-sheets.js';

/** @typedef {keyof typeof PARTS} Part */

/** By the element that each defines; the first are missed the soonest. */
const PARTS = {
  'thread-pane': () => import('./components/thread-pane.js'),
  'bulk-bar': () => import('./components/bulk-bar.js'),
  'command-palette': () => import('./components/command-palette.js'),
  'tag-dialog': () => import('./components/tag-dialog.js'),
  'topic-dialog': () => import('./components/topic-dialog.js'),
  'words-page': () => import('./components/words-page.js'),
  'account-page': () => import('./components/account-page.js'),
  'administration-page': () => import('./components/administration-page.js'),
  'call-note': () => import('./components/call-note.js'),
  'canned-page': () => import('./components/canned-page.js'),
  'context-pane': () => import('./components/context-pane.js'),
  'channels-page': () => import('./components/channels-page.js'),
  'drafts-page': () => import('./components/drafts-page.js'),
  'expert-dialog': () => import('./components/expert-dialog.js'),
  'hand-over-dialog': () => import('./components/hand-over-dialog.js'),
  'attention-panel': () => import('./components/attention-panel.js'),
  'mentions-page': () => import('./components/mentions-page.js'),
  'other-dialog': () => import('./components/other-dialog.js'),
  'part-dialog': () => import('./components/part-dialog.js'),
  'help-dialog': () => import('./components/help-dialog.js'),
  'merge-dialog': () => import('./components/merge-dialog.js'),
  'operations-page': () => import('./components/operations-page.js'),
  'person-page': () => import('./components/person-page.js'),
  'reason-dialog': () => import('./components/reason-dialog.js'),
  'search-help': () => import('./components/search-help.js'),
  'view-dialog': () => import('./components/view-dialog.js'),
  'leaving-dialog': () => import('./components/leaving-dialog.js'),
  'snooze-dialog': () => import('./components/snooze-dialog.js'),
};

/** @type {Partial<Record<import('./routes.js').Route['place'], Part[]>>} */
const OF_PLACE = {
  account: ['account-page'],
  administration: ['administration-page'],
  call: ['call-note'],
  'canned-answers': ['canned-page'],
  channels: ['channels-page'],
  conversation: ['thread-pane', 'context-pane'],
  drafts: ['drafts-page'],
  mentions: ['mentions-page'],
  operations: ['operations-page'],
  person: ['person-page'],
  words: ['words-page'],
};

let asking = 0;

/** Whether a part that was asked for is still on its way: keys are meant for it then. */
export function awaitsPart() {
  return asking > 0;
}

/** What a place shows. @param {import('./routes.js').Route['place']} place */
export function fetchPartsOf(place) {
  for (const part of OF_PLACE[place] ?? []) fetchPart(part).catch(missing);
}

/** Everything, so that nobody waits later; what fails is fetched again when it is needed. */
export async function fetchRest() {
  try {
    await Promise.all([allWords(), wholeStyle()]);
  } catch {
    return;
  }
  for (const part of /** @type {Part[]} */ (Object.keys(PARTS))) await fetchPart(part).catch(() => {});
}

/** Those that are there with all they need. @type {Set<Part>} */
const here = new Set();

/**
 * Tells an element on the page what it listens for on the document: at once if it is there, for what is typed behind the key belongs to it; else as soon as it is.
 * @param {Part} part
 * @param {string} event
 * @param {unknown} [detail]
 */
export async function ask(part, event, detail) {
  if (!here.has(part)) {
    asking++;
    try {
      await fetchPart(part);
    } catch {
      return missing();
    } finally {
      asking--;
    }
  }
  document.dispatchEvent(new CustomEvent(event, {detail}));
}

/** Once the part is there and drawn, with its words and its looks. @param {Part} part */
async function fetchPart(part) {
  await Promise.all([allWords(), wholeStyle(), import('./over-dialogs.js')]);
  await PARTS[part]();
  await /** @type {import('lit').LitElement | null} */ (document.querySelector(part))?.updateComplete;
  here.add(part);
}

function missing() {
  notices.bad(t('app.part-missing'));
}
