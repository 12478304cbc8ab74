// The desk wired by hand: its parts, and who tells whom.

import {whenUnauthorised} from './api.js';
import {coalesce} from './coalesce.js';
import {t, useLanguage} from './i18n/index.js';
import {LiveChanges} from './live.js';
import {format} from './routes.js';
import {Calls} from './state/calls.js';
import {Clock} from './state/clock.js';
import {Directory} from './state/directory.js';
import {Inbox} from './state/inbox.js';
import {Drafts} from './state/drafts.js';
import {Notices} from './state/notices.js';
import {Operations} from './state/operations.js';
import {Panes} from './state/panes.js';
import {Preferences} from './state/preferences.js';
import {Presence} from './state/presence.js';
import {Reading} from './state/reading.js';
import {Router} from './state/router.js';
import {SavedViews} from './state/saved-views.js';
import {Selection} from './state/selection.js';
import {Session} from './state/session.js';
import {Thread} from './state/thread.js';
import {Timeline} from './state/timeline.js';
import {Together} from './state/together.js';
import {Unseen} from './state/unseen.js';

/** @typedef {import('./types.d.ts').Change} Change */

export const preferences = new Preferences();
export const panes = new Panes(preferences);
export const session = new Session();
/** Operators do not. */
const converses = () => session.may('converse');
export const directory = new Directory();
export const inbox = new Inbox(() => session.agent?.id ?? '', (rows) => concerning?.attention.read(rows));
export const notices = new Notices();
export const selection = new Selection(inbox);
export const together = new Together(inbox);
export const calls = new Calls();
export const clock = new Clock();
export const drafts = new Drafts(() => notices.bad(t('draft.file-gone')), async (id) => (id === thread.conversation?.id ? thread.readAgain() : undefined));
export const operations = new Operations(converses);
export const presence = new Presence(() => session.agent?.id ?? '');
export const router = new Router();
export const savedViews = new SavedViews();
export const timeline = new Timeline();
export const unseen = new Unseen();
export const thread = new Thread((conversation) => {
  // What was merged into another is in no list.
  if (conversation.mergedInto) inbox.heard(conversation.id);
  else inbox.replace(conversation);
  inbox.recount();
}, ({id}) => inbox.heard(id));
export const reading = new Reading(thread, inbox, router);
export const live = new LiveChanges(heard, readAgain, () => session.resume().catch(() => {}), presenceHeard, deskHeard);

/** Parts that come when they are needed, and hear of changes from then on. @type {Set<{heard: (change: Change) => void, readAgain: () => void}>} */
export const later = new Set();

/** What concerns the agent: comes after the first page, and is told then what was heard meanwhile. @type {typeof import('./concerning.js') | undefined} */
let concerning;
/** @type {Change[]} */
let early = [];
const MOST_EARLY = 1_000;

const refreshChannels = coalesce(() => directory.loadChannels().catch(() => {}), {delay: 100, interval: 2_000});

const refreshPeople = coalesce(() => directory.loadPeople().catch(() => {}), {delay: 100, interval: 2_000});

/** Messages that came while the page waited to say so. */
let unspoken = 0;
const speakOfMessages = coalesce(async () => {
  notices.speak(t('live.messages', {count: unspoken}));
  unspoken = 0;
}, {delay: 500, interval: 5_000});

export async function start() {
  // Nothing is said before there are words to say it.
  await useLanguage(preferences.language);
  preferences.observe(() => useLanguage(preferences.language).catch(() => notices.bad(t('problem.load'))));
  preferences.observe(sortChanged);
  preferences.apply();
  whenUnauthorised((problem) => session.lost(problem));
  session.observe(sessionChanged);
  thread.observe(tellWhere);
  thread.observe(followMerged);
  live.observe(connectionChanged);
  thread.observe(() => timeline.follow(thread.conversation));
  router.observe(placeChanged);
  router.start();
  clock.start();
  await resume();
}

/** Finds out who is logged in; a server that is not there is asked again. */
async function resume() {
  try {
    await session.resume();
  } catch {
    setTimeout(resume, 2_000);
  }
}

/** @type {typeof session.state} */
let sessionBefore = 'unknown';
/** Whose desk it was. */
let agentBefore = '';

function sessionChanged() {
  if (session.state === sessionBefore) return;
  sessionBefore = session.state;
  if (session.state === 'out') {
    live.stop();
    presence.stop();
    drafts.stop();
    operations.hide();
    early = [];
    savedViews.forget();
    if (router.route.place !== 'login') router.go({place: 'login', next: format(router.route)}, {replace: true});
    return;
  }
  if (session.agent) {
    // What a notice would do, it would do for somebody else.
    if (agentBefore && agentBefore !== session.agent.id) notices.forget();
    otherVersion = '';
    agentBefore = session.agent.id;
    preferences.speak(session.agent.language);
    drafts.start(session.agent.id);
    calls.of(session.agent.id);
  }
  live.start();
  presence.start();
  if (converses()) fetchConcerning();
  (converses() ? directory.load() : directory.loadChannels()).catch(() => notices.bad(t('problem.load')));
  if (router.route.place === 'login') router.replace(router.route.next);
  else placeChanged();
  readAgain();
}

async function fetchConcerning() {
  if (concerning) return;
  try {
    const fetched = await import('./concerning.js');
    if (concerning) return;
    concerning = fetched;
    concerning.start(early);
    early = [];
  } catch {
    // It is fetched again with the next login; the lists have everything.
  }
}

/** Whether it concerns the agent is not known yet. @param {Change} change */
function keepForLater(change) {
  early = [...early, change].slice(-MOST_EARLY);
  return false;
}

/** Whoever logs out leaves nothing of it in the browser. */
export function forgetConcerns() {
  concerning?.attention.forget();
}

/** Shows what the address says. */
function placeChanged() {
  if (session.state !== 'in') return;
  const {route} = router;
  panes.uncover();
  if (!converses() && !ofOperators(route)) {
    if (!first(route)) import('./led.js').then(({tellWhyLed}) => tellWhyLed()).catch(() => {});
    return router.go({place: 'operations'}, {replace: true});
  }
  if (route.place === 'list') {
    thread.close();
    inbox.show(route, preferences.sortOf(route.view));
  }
  if (route.place === 'conversation') {
    inbox.show(inbox.shown, preferences.sortOf(inbox.shown.view));
    thread.open(route.number, inbox.rows.find(({number}) => number === route.number)?.id);
  }
  tellWhere();
  if (route.place === 'operations' || route.place === 'channels') operations.show();
  else operations.hide();
  if (route.place === 'unknown') router.go({place: 'list', view: 'to-handle'}, {replace: true});
}

/** @param {import('./routes.js').Route} route */
function ofOperators(route) {
  return ['operations', 'channels', 'account'].includes(route.place) || (route.place === 'administration' && route.channel);
}

/** Whether nobody chose it: what an address without a page leads to. @param {import('./routes.js').Route} route */
function first(route) {
  return route.place === 'unknown' || (route.place === 'list' && route.view === 'to-handle' && !route.q);
}

/** Which version of the desk this page is: its files stand under it. */
export const version = String(import.meta.url.split('/').at(-2));
/** Which other one a node serves, of which the agent was told. */
export let otherVersion = '';

/** @param {string} served by the node */
async function deskHeard(served) {
  if ([version, otherVersion].includes(served)) return;
  otherVersion = served;
  try {
    const {tellOfVersion} = await import('./upgraded.js');
    await tellOfVersion(served);
  } catch {
    // The next beat tells again.
    otherVersion = '';
  }
}

let connected = false;

/** What happened after the list was read and before the stream began is in neither. */
function connectionChanged() {
  if (live.connection === 'live' && !connected && converses()) {
    inbox.readAgain();
    concerning?.readAgain();
  }
  connected = live.connection === 'live' || (connected && live.connection !== 'offline');
}

function sortChanged() {
  if (session.state === 'in' && converses()) inbox.show(inbox.shown, preferences.sortOf(inbox.shown.view));
}

/** Colleagues see in which conversation this agent is, and their drafts there are seen. */
function tellWhere() {
  const here = router.route.place === 'conversation' ? (thread.conversation?.id ?? '') : '';
  presence.enter(here);
  drafts.enter(here);
}

/** A conversation that is empty leads to the one that has what it had. What is typed there and not kept yet goes along. */
function followMerged() {
  const {conversation} = thread;
  if (!conversation?.mergedInto || router.route.place !== 'conversation' || router.route.number !== conversation.number) return;
  const {id, number} = conversation.mergedInto;
  drafts.moved(conversation.id, id);
  notices.good(t('moves.led', {number: String(conversation.number), other: String(number)}));
  router.go({place: 'conversation', number}, {replace: true});
}

function readAgain() {
  if (session.state !== 'in') return;
  operations.refresh();
  refreshChannels();
  if (!converses()) return;
  inbox.readAgain();
  thread.refresh();
  drafts.refresh();
  concerning?.readAgain();
  savedViews.refresh();
  for (const part of later) part.readAgain();
}

/** @param {Change} change */
function heard(change) {
  const ofChannel = change.kind.startsWith('channel.');
  if (ofChannel || change.kind === 'delivery.changed') operations.refresh();
  if (ofChannel) return refreshChannels();
  if (change.kind === 'call.signalled') return callSignalled(change);
  const concerns = concerning ? concerning.heard(change) : keepForLater(change);
  if (change.kind === 'conversation.read') return inbox.mark(change.conversationId ?? '', change.detail?.unread === true);
  if (['mention.read', 'concern.seen'].includes(change.kind)) return;
  if (change.kind === 'draft.changed') return draftChanged(change);
  for (const part of later) part.heard(change);
  if (change.kind === 'view.changed') return viewChanged(change);
  if (/^(agent|team)\./.test(change.kind)) return peopleChanged(change);
  if (change.conversationId) inbox.heard(change.conversationId);
  else if (change.kind === 'contact.changed') inbox.heardOf(String(change.detail?.contactId));
  thread.heard(change);
  if (!concerns) speakOfMessage(change);
}

/** A message that is not said otherwise: the thread tells of what comes into it, and a notice of what concerns the agent. @param {Change} change */
export function speakOfMessage({kind, conversationId}) {
  if (kind !== 'message.received' || conversationId === thread.conversation?.id) return;
  unspoken++;
  speakOfMessages();
}

/** Who comes into the open conversation, or begins to reply there, is said aloud. @param {import('./types.d.ts').PresenceEvent} event */
function presenceHeard(event) {
  presence.heard(event);
  if ('everybody' in event || event.doing === 'none' || event.conversationId !== thread.conversation?.id) return;
  notices.speak(t(`presence.${event.doing}`, {name: directory.agent(event.agentId)?.name ?? t('agent.former')}));
}

/** What was changed of this agent may have been changed elsewhere. @param {Change} change */
function peopleChanged({detail}) {
  if (converses()) refreshPeople();
  if (detail?.id === session.agent?.id && converses()) savedViews.refresh();
  if (detail?.id === session.agent?.id) session.resume().catch(() => {});
}

/** @param {Change} change */
function viewChanged({agentId, detail}) {
  const team = detail?.teamId;
  if (team ? session.agent?.teamIds?.includes(String(team)) : agentId === session.agent?.id) savedViews.refresh();
}

/** @param {Change} change */
function draftChanged(change) {
  drafts.heard(change);
  if (change.detail?.from === session.agent?.id) notices.good(t('draft.taken', {name: directory.agent(change.agentId)?.name ?? t('agent.former')}));
}

/** @param {Change} change */
function callSignalled({detail = {}, agentId}) {
  if (agentId !== session.agent?.id) return;
  const caller = String(detail.caller ?? '');
  const ours = calls.signal({call: String(detail.call ?? ''), caller, state: String(detail.state ?? '')});
  if (!ours || router.route.place === 'call') return;
  notices.speak(t('call.signalled', {caller: caller || t('call.withheld')}));
  router.go({place: 'call'});
}
