// Which words are kept when a draft was changed here and elsewhere: the version typed last, and the other one is offered beside it, and how two texts become one.

import {newKey} from './api.js';

/**
 * @typedef {import('./types.d.ts').Attachment} Attachment
 * @typedef {import('./types.d.ts').KeptDraft} KeptDraft
 * @typedef {import('./answering.js').Aim & {reply: string, attachments: Attachment[], seen?: string}} Answer what of a draft goes out as a reply
 * @typedef {Answer & {note: string}} Words
 *
 * @typedef {object} Draft as it stands in this tab
 * @property {'reply' | 'note'} tab
 * @property {string} reply
 * @property {string} note
 * @property {import('./types.d.ts').Visibility} [visibility] only when chosen on purpose
 * @property {import('./answering.js').Answered} [answers] once something is written
 * @property {string} [seen] the latest message when it was begun
 * @property {Attachment[]} attachments uploaded already
 * @property {string} replyKey Idempotency-Key: sending the same draft again after a lost answer gives one message, from whatever machine
 * @property {string} noteKey
 * @property {number} base the version on the server that it was written from; 0: there was none
 * @property {number} [typedAt] when it was changed here, in milliseconds; undefined: the server has it as it is
 * @property {{posts: string[], sent: number}} [series] posts that the reply was split into on purpose, and how many of them are sent; `reply` is the rest
 * @property {Words} [other] what was typed elsewhere at the same time and gave way
 */

/** In a text that somebody is writing right now nothing is replaced, whatever the clocks say. */
const WRITING = 60_000;

/** @returns {Draft} */
export const blank = () => ({tab: 'reply', reply: '', note: '', attachments: [], replyKey: newKey(), noteKey: newKey(), base: 0});

/** @param {Pick<Words, 'reply' | 'note' | 'attachments'>} words */
export function isEmpty({reply, note, attachments}) {
  return !reply.trim() && !note.trim() && !attachments.length;
}

/**
 * What this tab holds from now on, and whether the server is to be told.
 * @param {Draft} draft
 * @param {KeptDraft | undefined} kept what the server has now
 * @param {number} now
 * @returns {{draft: Draft, push: boolean}}
 */
export function reconcile(draft, kept, now) {
  const base = kept?.version ?? 0;
  if (draft.typedAt === undefined) return {draft: base === draft.base ? draft : adopted(draft, kept), push: false};
  if (base === draft.base) return {draft, push: true};
  const there = adopted(draft, kept);
  if (same(draft, there)) return {draft: {...draft, base, typedAt: undefined}, push: false};
  const mineIsNewer = !kept || draft.typedAt >= Date.parse(kept.updatedAt) || now - draft.typedAt < WRITING;
  if (mineIsNewer) return {draft: {...draft, base, other: lost(there, draft) ?? draft.other}, push: true};
  return {draft: {...there, other: lost(draft, there) ?? draft.other}, push: false};
}

/** What the server has, in place of what stood here. @param {Draft} draft @param {KeptDraft | undefined} kept @returns {Draft} */
export function adopted({tab, other}, kept) {
  if (!kept) return {...blank(), tab, other};
  const {reply, note, visibility, answers, seenId, attachments, replyKey = newKey(), noteKey = newKey(), version} = kept;
  return {tab, reply, note, visibility, answers, seen: seenId, attachments, replyKey, noteKey, base: version, other};
}

/**
 * Two replies in one: if either was private all of it is, and goes where that one would have gone.
 * @param {Answer} first @param {Answer} second
 * @returns {Answer & {series: undefined}} posts that either was split into are not what stands there now
 */
export function inOne(first, second) {
  const hidden = [first, second].filter(isPrivate);
  const both = [...hidden, first, second];
  const {visibility, answers, seen} = both.find((one) => one.answers) ?? both.find((one) => one.visibility) ?? first;
  return {
    reply: paragraphs(first.reply, second.reply), attachments: eachOnce([...first.attachments, ...second.attachments]), visibility: hidden.length ? 'private' : visibility, answers,
    seen: seen ?? first.seen ?? second.seen, series: undefined,
  };
}

/** @param {Answer} answer */
function isPrivate({visibility, answers}) {
  return (visibility ?? answers?.visibility) === 'private';
}

/** @param {Attachment[]} files */
function eachOnce(files) {
  return [...new Map(files.map((file) => [file.id, file])).values()];
}

/** Two drafts of one conversation in one; the server may have made them one already. @param {Draft} first @param {Draft} second @returns {Partial<Draft>} */
export function draftsInOne(first, second) {
  const reply = beside(first.reply, second.reply);
  return {...inOne(first, {...second, reply}), note: paragraphs(first.note, beside(first.note, second.note)), other: first.other ?? second.other};
}

/** What of the second text is not in the first. @param {string} first @param {string} second */
function beside(first, second) {
  return first.includes(second.trim()) ? '' : second;
}

/** @param {string[]} texts */
function paragraphs(...texts) {
  return texts.filter(Boolean).join('\n\n');
}

/** @param {Words} words @returns {Words} */
export function wordsOf({reply, note, attachments, visibility, answers, seen}) {
  return {reply, note, attachments, visibility, answers, seen};
}

/** What would be lost of the one if only the other were there. @param {Words} words @param {Words} beside @returns {Words | undefined} */
function lost(words, beside) {
  const {reply, note, attachments} = words;
  const files = attachments.filter(({id}) => !beside.attachments.some((file) => file.id === id));
  const there = beside.reply.includes(reply.trim()) && beside.note.includes(note.trim()) && !files.length;
  return there ? undefined : wordsOf(words);
}

/** @param {Words} one @param {Words} two */
function same(one, two) {
  return one.reply === two.reply && one.note === two.note && one.attachments.map(({id}) => id).join() === two.attachments.map(({id}) => id).join();
}
