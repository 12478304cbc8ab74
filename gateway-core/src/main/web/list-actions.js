// What an agent does with conversations of the list without opening them: with the one that has the focus, or with those that are chosen.

import {Problem} from './api.js';
import {wordsOf} from './components/problems.js';
import {inbox, notices, reading, selection, thread, together} from './desk.js';
import {t} from './i18n/index.js';
import {inTurns} from './in-turns.js';
import {ask} from './parts.js';

/**
 * @typedef {import('./i18n/index.js').Key} Key
 * @typedef {import('./types.d.ts').ConversationChange} ConversationChange
 * @typedef {import('./types.d.ts').ConversationRow} Row
 * @typedef {import('./types.d.ts').ResolutionReason} ResolutionReason
 */

/** For how long a change of several conversations can be taken back, in milliseconds. */
const UNDO_FOR = 20_000;
const READ_AT_ONCE = 4;

/** Where the agent was before a dialog took the focus. @type {{place: Element | null} | undefined} */
let stood;

/** What a dialog offers means what it would mean where the focus is now. @returns {() => void} ends that */
export function actFromHere() {
  const here = {place: document.activeElement};
  stood = here;
  return () => {
    if (stood === here) stood = undefined;
  };
}

/** @param {string} selector */
const around = (selector) => (stood?.place ?? document.activeElement)?.closest(selector);

/** The row that has the focus. */
export function focusedRow() {
  const id = /** @type {HTMLElement | null | undefined} */ (around('#list a.row'))?.dataset.id;
  return inbox.rows.find((row) => row.id === id);
}

export function chooseFocused() {
  const row = focusedRow();
  if (!row) return;
  selection.toggle(row.id);
  speakOfSelection();
}

/** Whoever is in an open conversation means that one. */
export function concernsChosen() {
  return selection.size > 0 && (!thread.conversation || Boolean(around('.list-pane')));
}

export function speakOfSelection() {
  notices.speak(t('bulk.chosen', {count: selection.size}));
}

/** @param {string | null} agentId */
export function assignChosen(agentId) {
  return changeChosen({assigneeId: agentId}, agentId ? 'bulk.assigned' : 'bulk.unassigned');
}

/** @param {string | null} teamId */
export function moveChosen(teamId) {
  return changeChosen({teamId}, 'bulk.moved');
}

/** Where an answer is owed to one of them, a reason is asked for, which is kept with each of those. */
export function resolveChosen() {
  const owing = selection.rows.filter(({owedSince}) => owedSince).length;
  if (!owing) {
    changeChosen({state: 'resolved'}, 'bulk.resolved');
    return;
  }
  const act = (/** @type {ResolutionReason | undefined} */ reasonCode, /** @type {string} */ words) =>
    changeChosen({state: 'resolved', reasonCode, reason: words || undefined}, 'bulk.resolved');
  ask('reason-dialog', 'ask-reason', {lead: t('bulk.reason', {count: owing}), act});
}

/**
 * @param {ConversationChange} wish
 * @param {Key} done
 * @returns {Promise<boolean>} that it was tried: what became of each is said by itself
 */
export async function changeChosen(wish, done) {
  const {rows} = selection;
  if (!rows.length || together.left) return true;
  const {changed, failures} = await together.change(rows, wish);
  // What could not be changed stays chosen.
  for (const {id} of changed) if (selection.has(id)) selection.toggle(id);
  thread.refresh();
  if (changed.length) offerUndo(t(done, {count: changed.length}), changed);
  if (failures.length) notices.speak(t('bulk.failed', {count: failures.length}));
  return true;
}

/** @param {string} text @param {Row[]} changed */
function offerUndo(text, changed) {
  const act = async () => {
    const {changed: back, failures} = await together.undo(changed);
    thread.refresh();
    if (back.length) notices.good(t('bulk.undone', {count: back.length}));
    if (failures.length) notices.speak(t('bulk.failed', {count: failures.length}));
  };
  notices.good(text, {label: t('bulk.undo'), act, milliseconds: UNDO_FOR});
}

/** The chosen ones, else the one that has the focus, else the open one, which is left. */
export function markUnread() {
  const row = focusedRow();
  if (concernsChosen()) return markChosen();
  if (row) return mark([row], !row.unread);
  const {conversation} = thread;
  if (!conversation) return;
  ask('thread-pane', 'back-to-list');
  return mark([conversation], true);
}

/** All unread, or all read where each is unread. */
export function markChosen() {
  const {rows} = selection;
  return mark(rows, rows.some(({unread}) => !unread));
}

/** @param {Row[]} rows @param {boolean} unread */
async function mark(rows, unread) {
  const results = await inTurns(rows, READ_AT_ONCE, ({id, version}) => reading.mark(id, unread, version));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) {
    notices.bad(wordsOf(failed.reason));
    if (failed.reason instanceof Problem) for (const {id} of rows) inbox.heard(id);
    return;
  }
  notices.speak(t(unread ? 'done.unread' : 'done.read', {count: rows.length}));
}
