// What the palette offers here and now: every action, every place, the orders of the list, what can be done about answers that wait for a person, conversations by their number, and people.

import {assign, moveToTeam} from './actions.js';
import {choicesOf} from './components/delivery-state.js';
import {handleText} from './components/handle-text.js';
import {availableName, channelLabel, personName, viewLabel} from './components/labels.js';
import {directory, inbox, preferences, router, savedViews, selection, session, thread} from './desk.js';
import {shortTime} from './format.js';
import {VIEW_ICONS} from './icons.js';
import {t} from './i18n/index.js';
import {peopleLike} from './known-people.js';
import {sortsOf} from './listing.js';
import {assignChosen, concernsChosen, focusedRow, moveChosen} from './list-actions.js';
import {ACTIONS, actsNow, keysOf, listed, open} from './registry.js';
import {VIEWS} from './routes.js';

/**
 * @typedef {object} Entry
 * @property {string} id kept in the list of what was used lately
 * @property {string} label
 * @property {string} kind what sort of thing it is, in words
 * @property {string} icon
 * @property {string[]} [keys]
 * @property {() => void} run
 */

const NUMBER = /^#?(\d{1,15})$/;

/** What is ranked by what was typed. @param {string} query @returns {Entry[]} */
export function entries(query) {
  // Without a word, people and other conversations would only push the commands out of sight.
  return [...actions(), ...pages(), ...orders(), ...answers(), ...views(), ...(query.trim() ? [...handOver(), ...conversations()] : [])];
}

/** What is offered for the very words that were typed, whatever they match. @param {string} query @returns {{before: Entry[], after: Entry[]}} */
export function asTyped(query) {
  const words = query.trim();
  const number = NUMBER.exec(words)?.[1];
  const search = words ? [entry(`search:${words}`, t('palette.search', {q: words}), 'palette.kind.search', 'search', () => router.go({place: 'list', view: 'all', q: words}))] : [];
  return {before: number ? [conversation(Number(number), t('palette.number', {number}))] : [], after: search};
}

/** Who is called so, or is reached by an address or a number that begins so. @param {string} query @returns {Promise<Entry[]>} */
export async function people(query) {
  if (query.trim().startsWith('#')) return [];
  return (await peopleLike(query)).map((contact) => {
    const words = [contact.name, ...contact.handles.slice(0, 2).map(handleText)].filter(Boolean).join(' · ') || personName(contact);
    return entry(`person:${contact.id}`, words, 'palette.kind.person', 'person', () => router.go({place: 'person', id: contact.id}));
  });
}

function actions() {
  return ACTIONS.filter(actsNow).map((action) => ({
    ...entry(`do:${action.id}`, t(action.words), `palette.kind.${action.group}`, action.icon, action.run), kind: kindOf(action), keys: keysOf(action),
  }));
}

/** Pages that no button of the first page leads to. @type {{id: string, words: import('./i18n/index.js').Key, icon: string, needs: import('./types.d.ts').Permission, route: import('./routes.js').Route}[]} */
const PAGES = [
  {id: 'history', words: 'history.all', icon: 'clock', needs: 'administer', route: {place: 'administration', history: true}},
  {id: 'new-channel', words: 'setup.new', icon: 'channel', needs: 'administer', route: {place: 'channels', fresh: true}},
];

function pages() {
  return PAGES.filter(({needs}) => session.may(needs)).map(({id, words, icon, route}) => entry(`page:${id}`, t(words), 'palette.kind.go', icon, () => router.go(route)));
}

/** Those of the list in sight, apart from the one that it has. */
function orders() {
  const {view, q} = inbox.shown;
  if (q || !listed()) return [];
  return sortsOf(view).filter((sort) => sort !== inbox.sort)
    .map((sort) => entry(`sort:${sort}`, t('sort.label', {sort: t(`sort.${sort}`)}), 'palette.kind.list', 'sort', () => preferences.choose({sorts: {...preferences.choices.sorts, [view]: sort}})));
}

/** What the buttons of the open conversation's answers do, the latest answer first. */
function answers() {
  if (!open()) return [];
  return thread.messages.toReversed().flatMap((message) => (message.delivery ? choicesOf(message.delivery, message).map((choice) => ({...choice, message})) : []))
    .map(({id, label, act, message}) => entry(`answer:${id}:${message.id}`, t('palette.answer', {choice: label, time: shortTime(message.createdAt, Date.now())}), 'palette.kind.conversation', 'send', act));
}

/** With some chosen, which of them and the open conversation it means, as its key would. @param {import('./registry.js').Action} action */
function kindOf({group, on}) {
  if (on === 'chosen' && concernsChosen()) return t('palette.chosen', {count: selection.size});
  const meansOpen = open() && (on === 'chosen' || (group === 'conversation' && !(on === 'row' && focusedRow())));
  return t(selection.size && meansOpen ? 'palette.open' : `palette.kind.${group}`);
}

function views() {
  const plain = VIEWS.map((view) => place({view}, VIEW_ICONS[view]));
  const teams = directory.teams.map(({id}) => place({view: 'team', id}, 'team'));
  const channels = directory.channels.map(({id}) => place({view: 'channel', id}, 'channel'));
  const tags = directory.tags.map(({id}) => place({view: 'tag', id}, 'tag'));
  const saved = savedViews.views.map(({id, name, query}) => entry(`saved:${id}`, name, 'palette.kind.view', 'bookmark', () => router.go({place: 'list', view: 'all', q: query, saved: id})));
  return [...plain, ...saved, ...teams, ...channels, ...tags];
}

/** @param {{view: string, id?: string}} view @param {string} icon */
function place(view, icon) {
  return entry(`view:${view.id ? `${view.view}:${view.id}` : view.view}`, viewLabel(view), 'palette.kind.view', icon, () => router.go({place: 'list', ...view}));
}

/** To whom what is chosen, else the open conversation, can be given. */
function handOver() {
  if (concernsChosen()) return handOverChosen();
  const {conversation: shown} = thread;
  if (!shown || !open()) return [];
  const kind = selection.size ? 'palette.open' : 'palette.kind.conversation';
  const agents = directory.assignable(shown.assigneeId, shown.teamId).filter(({id}) => id !== session.agent?.id);
  const teams = directory.teams.filter(({id}) => id !== shown.teamId);
  return [
    ...agents.map((agent) => entry(`assign:${agent.id}`, t('palette.assign', {name: availableName(agent)}), kind, 'person', () => assign(agent.id))),
    ...(shown.assigneeId ? [entry('assign:', t('palette.unassign'), kind, 'person', () => assign(null))] : []),
    ...teams.map(({id, name}) => entry(`move:${id}`, t('palette.move', {name}), kind, 'team', () => moveToTeam(id))),
  ];
}

function handOverChosen() {
  const kind = t('palette.chosen', {count: selection.size});
  const {view, id: team} = inbox.shown;
  return [
    ...directory.assignable(session.agent?.id, view === 'team' ? team : undefined).map((agent) => entry(`assign:${agent.id}`, t('palette.assign', {name: availableName(agent)}), 'palette.kind.conversation', 'person', () => assignChosen(agent.id))),
    entry('assign:', t('palette.unassign'), 'palette.kind.conversation', 'person', () => assignChosen(null)),
    ...directory.teams.map(({id, name}) => entry(`move:${id}`, t('palette.move', {name}), 'palette.kind.conversation', 'team', () => moveChosen(id))),
  ].map((each) => ({...each, kind}));
}

/** Those of the list that is shown. */
function conversations() {
  return inbox.rows.filter(({number}) => number !== thread.number)
    .map((row) => conversation(row.number, [personName(row.contact), row.subject || row.topic || row.snippet, channelLabel(row.channelId)].filter(Boolean).join(' · ')));
}

/** @param {number} number @param {string} label */
function conversation(number, label) {
  return entry(`open:${number}`, label, 'palette.kind.open', 'channel', () => router.go({place: 'conversation', number}));
}

/** @param {string} id @param {string} label @param {import('./i18n/index.js').Key} kind @param {string} icon @param {() => void} run @returns {Entry} */
function entry(id, label, kind, icon, run) {
  return {id, label, kind: t(kind), icon, run};
}
