// What concerns this agent, wired once the first page stands: who hears of it, and who counts it.

import {get} from './api.js';
import {MOST_CONCERNS} from './concerns.js';
import {clock, inbox, router, session, speakOfMessage, thread, unseen} from './desk.js';
import {allWords} from './i18n/index.js';
import {Attention} from './state/attention.js';
import {Mentions} from './state/mentions.js';
import {wholeStyle} from './style-sheets.js';

/** @typedef {import('./types.d.ts').Change} Change */

export const attention = new Attention(inSight, (news) => void tellNews(news), speakOfMessage);
export const mentions = new Mentions(() => {
  const before = attention.concerns;
  return (items, unread) => attention.know(items, items.filter((mention) => mention.unread).length === unread ? before : []);
});

/** @param {Change[]} changes what was heard of before this was here */
export function start(changes) {
  attention.observe(count);
  mentions.observe(count);
  session.observe(sessionChanged);
  thread.observe(lookedAt);
  router.observe(lookedAt);
  clock.observe(() => attention.passing(clock.now).forEach((id) => inbox.heard(id)));
  document.addEventListener('visibilitychange', lookedAt);
  sessionChanged();
  for (const change of changes) {
    if (heard(change) && change.conversationId) inbox.heard(change.conversationId);
  }
}

/** Whether it concerns the agent, as far as can be known before its conversation was looked at. @param {Change} change */
export function heard(change) {
  const {kind, conversationId = '', messageId = '', detail} = change;
  if (kind === 'conversation.read' && detail?.unread !== true) attention.see(conversationId);
  if (kind === 'mention.read') attention.seeNote(messageId);
  if (kind.startsWith('mention.')) mentions.refresh();
  return attention.heard(change);
}

let self = '';

function sessionChanged() {
  const {agent} = session;
  if (agent) {
    attention.start(agent);
    if (agent.id !== self) {
      mentions.refresh();
      void catchUp(agent);
    }
  } else {
    attention.stop();
    mentions.forget();
  }
  self = agent?.id ?? '';
  lookedAt();
}

/** Without it the lists say what is unread all the same. @param {{id: string}} agent */
async function catchUp(agent) {
  const [latest, owed] = await Promise.all(['activity', 'promise'].map((sort) => get('/conversations', {query: {view: 'mine', sort, limit: String(MOST_CONCERNS)}}).catch(() => undefined)));
  if (session.agent?.id !== agent.id) return;
  if (latest) attention.catchUp(latest.items);
  if (owed) attention.watch(owed.items);
}

function count() {
  unseen.count(attention.unseen, mentions.unread);
}

/** @param {string} conversationId */
function inSight(conversationId) {
  return document.visibilityState === 'visible' && router.route.place === 'conversation' && thread.conversation?.id === conversationId;
}

function lookedAt() {
  const id = thread.conversation?.id ?? '';
  if (inSight(id)) attention.see(id);
}

/** @param {import('./concerns.js').Concern[]} news */
async function tellNews(news) {
  try {
    const [{announce}] = await Promise.all([import('./announcing.js'), allWords(), wholeStyle()]);
    announce(news);
  } catch {
    // The title and the bell say it all the same.
  }
}
