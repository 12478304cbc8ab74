// How a reply goes out: in one post or in several, what is said of it, and how it comes back.

import {newKey} from './api.js';
import {wordsOf} from './components/problems.js';
import {directory, drafts, notices, router, session, thread} from './desk.js';
import {inOne} from './drafting.js';
import {later} from './format.js';
import {t} from './i18n/index.js';
import {ask} from './parts.js';
import {joined} from './splitting.js';

/**
 * @typedef {import('./types.d.ts').ConversationState} ConversationState
 * @typedef {import('./types.d.ts').Message} Message
 * @typedef {import('./drafting.js').Draft} Draft
 */

/** For how long a reply that was given up can be had back, in milliseconds. */
const BACK_FOR = 10_000;

/** @typedef {Omit<import('./types.d.ts').Reply, 'text' | 'attachmentIds'> & {then: ConversationState, holdSeconds: number}} How */

/** What is left of a draft whose reply went out, or is not wanted any more. */
const withoutReply = () => ({reply: '', attachments: [], visibility: undefined, answers: undefined, seen: undefined, series: undefined, replyKey: newKey()});

/** Nothing was sent: the draft is not what its writer let go any more, for another tab writes in it. */
export class Retyped extends Error {}

/**
 * Sends the reply or the note of a draft, and says what became of it. Throws {@link Retyped}.
 * @param {{id: string, number: number}} of @param {Draft} asked as its writer let it go @param {How} how
 */
export async function sendDraft(of, asked, how) {
  const {tab, note, noteKey, series} = asked;
  /** @type {Draft['attachments']} */
  let files = [];
  const sent = await drafts.inTurn(async () => {
    const draft = drafts.of(of.id);
    if (draft[tab] !== asked[tab] || draft.visibility !== asked.visibility || draft.answers?.id !== asked.answers?.id) throw new Retyped();
    files = draft.attachments;
    return tab === 'reply' ? sendReply(of.id, how) : void (await thread.note(of.id, note, noteKey));
  });
  drafts.sent(of.id, sent ? {...withoutReply(), ...left(of.id, files)} : {note: '', noteKey: newKey()});
  if (sent && series) notices.good(t('split.done', {count: series.posts.length}));
  else tellSent(of, sent, how);
}

/** A file that was dropped meanwhile, or is on its way, is the next reply's, and for nobody else. @param {string} conversation @param {Draft['attachments']} files that were sent */
function left(conversation, files) {
  const {attachments, visibility} = drafts.of(conversation);
  const since = attachments.filter(({id}) => !files.some((file) => file.id === id));
  return {attachments: since, ...(since.length || drafts.expects(conversation) ? {visibility} : {})};
}

/** What an attempt that was in doubt had sent is no draft any more. @param {string} conversation */
export function alreadySent(conversation) {
  drafts.sent(conversation, withoutReply());
  notices.good(t('second.was-sent'));
}

/** The reply is not sent, and offered back for a while. @param {string} conversation */
export function giveUpReply(conversation) {
  const given = drafts.of(conversation);
  drafts.change(conversation, withoutReply());
  const takeUp = () => drafts.change(conversation, inOne(given, drafts.of(conversation)));
  notices.good(t('second.given-up'), {label: t('order.undo'), act: takeUp, milliseconds: BACK_FOR});
}

/**
 * An answer that has not gone out yet does not, and is in the reply again, before whatever was typed meanwhile; files come back to whoever attached them.
 * @param {{id: string, number: number}} conversation
 * @param {Message} message
 */
export async function takeBack(conversation, message) {
  const {delivery, text: reply, attachments, visibility, author} = message;
  if (!delivery) return;
  try {
    const {state} = await thread.report(delivery.id, 'take-back');
    if (state !== 'cancelled') return notices.bad(t('done.delivery.take-back-unknown'));
  } catch (problem) {
    notices.bad(wordsOf(problem));
    thread.refresh();
    return;
  }
  const draft = drafts.of(conversation.id);
  const taken = {reply, attachments: author.agentId === session.agent?.id ? attachments : [], visibility, seen: draft.seen ?? message.id};
  drafts.change(conversation.id, {...inOne(taken, draft), tab: 'reply', replyKey: newKey()});
  notices.good(t('done.delivery.take-back'));
  if (thread.conversation?.id === conversation.id) ask('thread-pane', 'compose', 'reply');
  else router.go({place: 'conversation', number: conversation.number});
}

/**
 * Sends the draft's reply: one answer for each post, the files with the first. The draft holds what is left, so that nothing goes out twice whatever happens in between; the last
 * post has the draft's own key and takes it along.
 * @param {string} conversation
 * @param {How} how
 * @returns {Promise<Message>} the last one
 */
async function sendReply(conversation, how) {
  const {reply, attachments, replyKey, series} = drafts.of(conversation);
  const {posts, sent} = series ?? {posts: [reply], sent: 0};
  const files = attachments.map(({id}) => id);
  const last = posts.length - 1;
  for (let at = sent; at < last; at++) {
    const {id: seen} = await thread.reply(conversation, {...how, text: posts[at], attachmentIds: at ? [] : files, then: 'open'}, `${replyKey}.${at + 1}`);
    drafts.change(conversation, {series: {posts, sent: at + 1}, reply: joined(posts.slice(at + 1)), attachments: left(conversation, attachments).attachments, seen});
  }
  return thread.reply(conversation, {...how, text: posts[last], attachmentIds: last ? [] : files}, replyKey);
}

/**
 * Says what became of it, and offers to undo that while it can be.
 * @param {{id: string, number: number}} of @param {Message | undefined} sent none: a note @param {How} how
 */
function tellSent(of, sent, {then, holdSeconds, sendAt}) {
  if (!sent) return notices.good(t('done.note'));
  if (sendAt) return notices.good(t('done.later', {when: later(sendAt, Date.now())}));
  const done = t(doneBy(sent, then));
  if (!holdSeconds) return notices.good(done);
  notices.good(t('done.held', {count: holdSeconds}), {label: t('composer.undo'), act: () => takeBack(of, sent), milliseconds: holdSeconds * 1_000});
}

/** A call that has to be made opens its conversation again, whatever its agent has chosen. @param {Message} sent @param {ConversationState} then */
function doneBy({channelId}, then) {
  const toSay = directory.channel(channelId)?.features?.includes('said-by-person');
  if (toSay) return then === 'open' ? 'delivery.by-person' : 'done.sent-to-say';
  return then === 'resolved' ? 'done.sent-resolved' : then === 'waiting' ? 'done.sent-waiting' : 'done.sent';
}
