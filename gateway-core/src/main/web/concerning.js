// What concerns this agent, wired once the first page stands: who hears of it, and who counts it.

import {get, put} from './api.js';
import {coalesce} from './coalesce.js';
import {isLater, knownConcern, latestOf, MOST_CONCERNS, seenUntil} from './concerns.js';
import {clock, inbox, router, session, speakOfMessage, thread, unseen} from './desk.js';
import {allWords} from './i18n/index.js';
import {inTurns} from './in-turns.js';
import {Attention} from './state/attention.js';
import {Mentions} from './state/mentions.js';
import {wholeStyle} from './style-sheets.js';

/** @typedef {import('./types.d.ts').Change} Change */

const AT_ONCE = 4;
const PACE = {delay: 0, interval: 900};

export const attention = new Attention(inSight, (news) => void tellNews(news), speakOfMessage);
export const mentions = new Mentions(() => {
  const before = attention.concerns;
  return (items, unread) => attention.know(items, items.filter((mention) => mention.unread).length === unread ? before : []);
});

/** @param {Change[]} changes what was heard of before this was here */
export function start(changes) {
  attention.observe(count);
  attention.observe(tellSeen);
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
  if (kind === 'concern.seen') seenElsewhere(conversationId, String(detail?.until));
  if (kind.startsWith('mention.')) mentions.refresh();
  return attention.heard(change);
}

/** The stream may have left something out. */
export function readAgain() {
  mentions.refresh();
  catchUp();
}

let self = '';

function sessionChanged() {
  const {agent} = session;
  if (agent) {
    attention.start(agent);
    if (agent.id !== self) {
      told = undefined;
      readAgain();
    }
  } else {
    attention.stop();
    mentions.forget();
  }
  self = agent?.id ?? '';
  lookedAt();
}

/** Without it the lists say what is unread all the same. */
const catchUp = coalesce(async () => {
  const {agent} = session;
  if (!agent) return;
  const before = attention.concerns;
  asking = true;
  const [latest, owed, known] = await Promise.all([
    mine('activity'),
    mine('promise'),
    // A node from before knows of none.
    get('/concerns').catch(() => []),
  ]);
  asking = false;
  if (session.agent?.id !== agent.id) return;
  if (owed) attention.watch(owed.items);
  if (!latest) return;
  // What the server does not list needs no word to it.
  const listed = /** @type {import('./concerns.js').Concern[]} */ (known.map(knownConcern));
  const ids = new Set(listed.map(({id}) => id));
  told = new Map([...(told ?? seenUntil(attention.concerns.filter(({id}) => !ids.has(id)))), ...seenUntil(listed)]);
  attention.catchUp(latest.items, known, before);
  tellSeen();
}, PACE);

/** Whether the server has yet to answer what it knows. */
let asking = false;

/** @param {'activity' | 'promise'} sort */
const mine = (sort) => get('/conversations', {query: {view: 'mine', sort, limit: String(MOST_CONCERNS)}}).catch(() => undefined);

/** Until when the server knows that conversations are seen; absent until it has said what it knows. @type {Map<string, string> | undefined} */
let told;

/** What is seen here need not be looked at again at another machine. */
function tellSeen() {
  tell(seenUntil(attention.concerns));
}

/** @param {Map<string, string>} until */
function tell(until) {
  const known = told;
  if (!known) return;
  const due = [...until].filter(([id, at]) => isLater(at, known.get(id)));
  for (const [id, at] of due) known.set(id, at);
  // What is not taken is told again when the desk opens.
  void inTurns(due, AT_ONCE, ([id, at]) => put(`/conversations/${id}/seen`, {until: at}).catch(() => {}));
}

/** Seen at another machine, or in another window. @param {string} conversationId @param {string} until */
function seenElsewhere(conversationId, until) {
  if (isLater(until, told?.get(conversationId))) told?.set(conversationId, until);
  attention.seeUntil(conversationId, until);
  // What the server is about to answer may be from before.
  if (asking) catchUp();
}

/** Also what only the other machines count. */
export function seeAll() {
  tell(latestOf(attention.concerns.filter(({seen}) => !seen)));
  attention.seeAll();
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
