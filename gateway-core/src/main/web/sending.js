// How a reply goes out: in one post or in several, and what is said of it.

import {takeBack} from './actions.js';
import {drafts, notices, thread} from './desk.js';
import {later} from './format.js';
import {t} from './i18n/index.js';
import {joined} from './splitting.js';

/**
 * @typedef {import('./types.d.ts').ConversationState} ConversationState
 * @typedef {import('./types.d.ts').Message} Message
 */

/**
 * Sends the draft's reply: one answer for each post, the files with the first. The draft holds what is left, so that nothing goes out twice whatever happens in between; the last
 * post has the draft's own key and takes it along.
 * @param {string} conversation
 * @param {Omit<import('./types.d.ts').Reply, 'text' | 'attachmentIds'>} how
 * @returns {Promise<Message>} the last one
 */
export async function sendReply(conversation, how) {
  const {reply, attachments, replyKey, series} = drafts.of(conversation);
  const {posts, sent} = series ?? {posts: [reply], sent: 0};
  const files = attachments.map(({id}) => id);
  const last = posts.length - 1;
  for (let at = sent; at < last; at++) {
    await thread.reply({...how, text: posts[at], attachmentIds: at ? [] : files, then: 'open'}, `${replyKey}.${at + 1}`);
    drafts.change(conversation, {series: {posts, sent: at + 1}, reply: joined(posts.slice(at + 1)), attachments: []});
  }
  return thread.reply({...how, text: posts[last], attachmentIds: last ? [] : files}, replyKey);
}

/**
 * Says what became of it, and offers to undo that while it can be.
 * @param {{id: string, number: number}} of @param {ConversationState} then @param {Message | undefined} sent @param {number} holdSeconds @param {string} [sendAt]
 */
export function tellSent(of, then, sent, holdSeconds, sendAt) {
  if (!sent) return notices.good(t('done.note'));
  if (sendAt) return notices.good(t('done.later', {when: later(sendAt, Date.now())}));
  const done = t(then === 'resolved' ? 'done.sent-resolved' : then === 'waiting' ? 'done.sent-waiting' : 'done.sent');
  if (!holdSeconds) return notices.good(done);
  notices.good(t('done.held', {count: holdSeconds}), {label: t('composer.undo'), act: () => takeBack(of, sent), milliseconds: holdSeconds * 1_000});
}
