// Everything that an agent can do, declared once: buttons, single keys, the help and the palette all read it here.

import {assignToMe, logOut, reopen, resolve, resolveWithReason, setWaiting, speak, toggleUrgent, turn} from './actions.js';
import {calls, directory, drafts, inbox, notices, panes, preferences, router, savedViews, session, thread} from './desk.js';
import {capOf, keyOf} from './keymap.js';
import {assignChosen, changeChosen, chooseFocused, concernsChosen, focusedRow, markUnread, resolveChosen} from './list-actions.js';
import {ask} from './parts.js';

/**
 * @typedef {import('./i18n/index.js').Key} Key
 * @typedef {import('./types.d.ts').Permission} Permission
 * @typedef {'conversation' | 'list' | 'go' | 'desk'} Group
 *
 * @typedef {object} Action
 * @property {string} id kept with what an agent has chosen: it never changes
 * @property {Group} group
 * @property {Key} words
 * @property {string} icon
 * @property {string} [key] the single key that does it at first, in lower case
 * @property {string[]} [also] what does the same besides, and cannot be changed
 * @property {Permission} [needs] absent: converse; for the group desk nothing
 * @property {'chosen' | 'row'} [on] what it is done with rather than with the open conversation: what is chosen in the list, or the row that has the focus
 * @property {() => boolean} [when] whether it means something here and now; absent: always
 * @property {() => void} run
 */

/** In the order in which they are shown. @type {Group[]} */
export const GROUPS = ['conversation', 'list', 'go', 'desk'];

export const open = () => thread.conversation !== undefined && router.route.place === 'conversation';
const state = () => (open() ? thread.conversation?.state : undefined);
/** Whether an answer to the open conversation is begun. */
const written = () => open() && drafts.of(thread.conversation?.id ?? '').reply.trim() !== '';
const attachable = () => open() && directory.channel(thread.conversation?.replyChannelId)?.media?.maximumCount !== 0;
/** The person of the row that has the focus, else of the open conversation. */
const whom = () => focusedRow()?.contact.id ?? (open() ? thread.conversation?.contact.id : undefined);
export const listed = () => router.route.place === 'list' || router.route.place === 'conversation';

/** What is chosen in the list, else the open conversation. @param {() => unknown} chosen @param {() => unknown} one */
const either = (chosen, one) => ({on: /** @type {const} */ ('chosen'), run: () => void (concernsChosen() ? chosen() : one())});

/** @type {Action[]} */
export const ACTIONS = [
  {id: 'reply', group: 'conversation', words: 'keys.reply', icon: 'send', key: 'r', when: open, run: () => ask('thread-pane', 'compose', 'reply')},
  {id: 'note', group: 'conversation', words: 'keys.note', icon: 'note', key: 'n', when: open, run: () => ask('thread-pane', 'compose', 'note')},
  {id: 'insert-canned', group: 'conversation', words: 'canned.insert', icon: 'canned', when: open, run: () => ask('thread-pane', 'compose', 'canned')},
  {id: 'mention', group: 'conversation', words: 'mention.write', icon: 'at', when: open, run: () => ask('thread-pane', 'compose', 'mention')},
  {id: 'attach', group: 'conversation', words: 'attachments.add', icon: 'clip', when: attachable, run: () => ask('thread-pane', 'compose', 'attach')},
  {id: 'send-resolve', group: 'conversation', words: 'composer.send-resolve', icon: 'send', key: 'q', when: written, run: () => ask('thread-pane', 'compose', 'resolve')},
  {id: 'send-wait', group: 'conversation', words: 'composer.send-wait', icon: 'send', when: written, run: () => ask('thread-pane', 'compose', 'wait')},
  {id: 'send-later', group: 'conversation', words: 'composer.later', icon: 'clock', when: written, run: () => ask('thread-pane', 'compose', 'later')},
  {id: 'assign-to-me', group: 'conversation', words: 'keys.assign', icon: 'person', key: 'a', when: () => open() || concernsChosen(), ...either(() => assignChosen(session.agent?.id ?? null), assignToMe)},
  {id: 'wait', group: 'conversation', words: 'keys.waiting', icon: 'pause', key: 'h', when: () => open() || concernsChosen(), ...either(() => changeChosen({state: 'waiting'}, 'bulk.waiting'), setWaiting)},
  {id: 'expert', group: 'conversation', words: 'expert.ask', icon: 'question', key: 'w', when: open, run: () => ask('expert-dialog', 'ask-expert')},
  {id: 'snooze', group: 'conversation', words: 'snooze.title', icon: 'snooze', key: 's', when: open, run: () => ask('snooze-dialog', 'ask-snooze')},
  {id: 'resolve', group: 'conversation', words: 'keys.resolve', icon: 'check', key: 'e', when: () => (open() && state() !== 'resolved') || concernsChosen(), ...either(resolveChosen, resolve)},
  {id: 'resolve-because', group: 'conversation', words: 'order.resolve-because', icon: 'check', key: 'm', when: () => open() && state() !== 'resolved', run: resolveWithReason},
  {id: 'reopen', group: 'conversation', words: 'order.reopen', icon: 'retry', key: 'o', when: () => open() && state() !== 'open', run: reopen},
  {id: 'hand-over', group: 'conversation', words: 'handover.ask', icon: 'forward', key: 'f', when: open, run: () => ask('hand-over-dialog', 'ask-hand-over')},
  {id: 'tags', group: 'conversation', words: 'tags.edit', icon: 'tag', key: 't', when: open, run: () => ask('tag-dialog', 'ask-tag')},
  {id: 'topic', group: 'conversation', words: 'topic.edit', icon: 'bookmark', when: open, run: () => ask('topic-dialog', 'ask-topic')},
  {
    id: 'urgent', group: 'conversation', icon: 'urgent', key: '!', when: open, run: toggleUrgent,
    get words() {
      return thread.conversation?.urgent && open() ? 'order.not-urgent' : 'order.urgent';
    },
  },
  {id: 'merge-conversation', group: 'conversation', words: 'moves.merge', icon: 'merge', key: 'g', when: open, run: () => ask('other-dialog', 'ask-other', 'merge')},
  {id: 'part-conversation', group: 'conversation', words: 'moves.part', icon: 'split', key: 'd', when: open, run: () => ask('part-dialog', 'ask-part')},
  {id: 'link-conversation', group: 'conversation', words: 'links.do', icon: 'link', key: 'y', when: open, run: () => ask('other-dialog', 'ask-other', 'link')},
  {id: 'context', group: 'conversation', words: 'context.toggle', icon: 'panel', key: 'i', when: open, run: () => panes.toggleContext()},
  {id: 'person', group: 'conversation', words: 'people.open', icon: 'person', key: 'p', on: 'row', when: () => whom() !== undefined, run: () => router.go({place: 'person', id: whom() ?? ''})},
  {id: 'merge-person', group: 'conversation', words: 'people.merge', icon: 'merge', needs: 'merge-people', when: () => open() || router.route.place === 'person', run: () => ask('merge-dialog', 'ask-merge')},

  {id: 'next', group: 'list', words: 'keys.next', icon: 'down', key: 'j', also: ['↓'], when: listed, run: () => move(1)},
  {id: 'previous', group: 'list', words: 'keys.previous', icon: 'up', key: 'k', also: ['↑'], when: listed, run: () => move(-1)},
  {id: 'back', group: 'list', words: 'keys.back', icon: 'back', key: 'u', when: open, run: () => ask('thread-pane', 'back-to-list')},
  {id: 'choose', group: 'list', words: 'keys.choose', icon: 'check', key: 'x', when: () => focusedRow() !== undefined, run: chooseFocused},
  {id: 'unread', group: 'list', words: 'keys.unread', icon: 'unread', key: 'l', on: 'chosen', when: () => listed() && (open() || concernsChosen() || focusedRow() !== undefined), run: markUnread},
  {id: 'take-back', group: 'list', words: 'keys.undo', icon: 'retry', key: 'z', when: () => notices.undoing !== undefined, run: () => notices.act(notices.undoing)},
  {
    id: 'save-view', group: 'list', icon: 'bookmark', key: 'v', when: () => router.route.place === 'list' && Boolean(inbox.shown.q), run: () => ask('view-dialog', 'ask-view'),
    get words() {
      return savedViews.of(inbox.shown) ? 'views.change' : 'views.save';
    },
  },
  {
    id: 'density', group: 'list', words: 'order.density', icon: 'rows-dense', when: listed,
    run: () => preferences.choose({density: preferences.choices.density === 'compact' ? 'comfortable' : 'compact'}),
  },

  {id: 'search', group: 'go', words: 'keys.search', icon: 'search', key: '/', run: () => /** @type {HTMLElement | null} */ (document.querySelector('#search'))?.focus()},
  {id: 'search-help', group: 'go', words: 'search.help', icon: 'question', run: () => ask('search-help', 'show-search-help')},
  {id: 'call', group: 'go', words: 'keys.call', icon: 'phone', key: 'c', when: () => directory.callNoteChannels.length > 0, run: () => router.go({place: 'call'})},
  {id: 'account', group: 'go', words: 'account.title', icon: 'person', needs: 'enter', run: () => router.go({place: 'account'})},
  {id: 'attention', group: 'go', words: 'concern.title', icon: 'bell', key: 'b', run: () => ask('attention-panel', 'show-attention')},
  {id: 'mentions', group: 'go', words: 'mention.title', icon: 'at', run: () => router.go({place: 'mentions'})},
  {id: 'drafts', group: 'go', words: 'draft.mine', icon: 'pen', run: () => router.go({place: 'drafts'})},
  {id: 'canned-answers', group: 'go', words: 'canned.title', icon: 'canned', needs: 'write-canned-answers', run: () => router.go({place: 'canned-answers'})},
  {id: 'operations', group: 'go', words: 'operations.title', icon: 'pulse', needs: 'operate', run: () => router.go({place: 'operations'})},

  {id: 'administration', group: 'go', words: 'administration.title', icon: 'team', needs: 'administer', run: () => router.go({place: 'administration'})},
  {id: 'words', group: 'go', words: 'words.title', icon: 'tag', needs: 'keep-words', run: () => router.go({place: 'words'})},
  {id: 'channels', group: 'go', words: 'channels.title', icon: 'channel', needs: 'control-channels', run: () => router.go({place: 'channels'})},

  {id: 'help', group: 'desk', words: 'help.title', icon: 'keyboard', key: '?', run: () => ask('help-dialog', 'ask-help')},
  {id: 'available', group: 'desk', words: 'availability.mine.available', icon: 'person', when: () => session.agent?.availability !== 'available', run: () => turn('available')},
  {id: 'away', group: 'desk', words: 'availability.mine.away', icon: 'person', when: () => session.agent?.availability !== 'away', run: () => turn('away')},
  {id: 'off', group: 'desk', words: 'availability.mine.off', icon: 'person', when: () => session.agent?.availability !== 'off', run: () => turn('off')},
  {id: 'theme-auto', group: 'desk', words: 'theme.auto', icon: 'theme', run: () => preferences.choose({theme: 'auto'})},
  {id: 'theme-light', group: 'desk', words: 'theme.light', icon: 'theme', run: () => preferences.choose({theme: 'light'})},
  {id: 'theme-dark', group: 'desk', words: 'theme.dark', icon: 'theme', run: () => preferences.choose({theme: 'dark'})},
  {id: 'french', group: 'desk', words: 'order.french', icon: 'globe', run: () => speak('fr')},
  {id: 'english', group: 'desk', words: 'order.english', icon: 'globe', run: () => speak('en')},
  {id: 'single-keys', group: 'desk', words: 'order.single-keys', icon: 'keyboard', run: () => preferences.choose({singleKeys: !preferences.choices.singleKeys})},
  {id: 'log-out', group: 'desk', words: 'logout', icon: 'logout', run: logOut},
];

/** @param {string} id */
export function actionOf(id) {
  const action = ACTIONS.find((known) => known.id === id);
  if (!action) throw new Error(`No action ${id} is declared`);
  return action;
}

/** @param {Action} action */
export function actsNow(action) {
  return session.may(action.needs ?? (action.group === 'desk' ? 'enter' : 'converse')) && (action.when?.() ?? true);
}

/** The keys that do it, as they stand on the keyboard; the first is the agent's own choice. @param {Action} action */
export function keysOf(action) {
  const key = preferences.choices.singleKeys ? keyOf(action, preferences.choices.keys) : '';
  return [...(key ? [capOf(key)] : []), ...(action.also ?? [])];
}

/** What a key means here; `undefined`: nothing. @param {string} key as {@link import('./keymap.js').single} gives it */
export function actionFor(key) {
  const {keys} = preferences.choices;
  const actions = ACTIONS.filter((action) => keyOf(action, keys) === key && actsNow(action));
  // What an agent has chosen stands above what a newer desk begins with.
  return actions.find(({id}) => id in keys) ?? actions[0];
}

/** @param {number} step */
function move(step) {
  /** @type {import('./components/conversation-list.js').ConversationList | null} */ (document.querySelector('conversation-list'))?.move(step);
}

/** Escape leads outwards: from a page to where the agent was before it, from a conversation to the list. */
export function leavePage() {
  const {place} = router.route;
  // A note is kept all the same; but whoever writes one should not lose sight of it by a slip.
  if (place === 'call' && calls.dirty) ask('call-note', 'call-stays');
  else if (session.may('converse')) router.go(thread.number ? {place: 'conversation', number: thread.number} : inbox.shown);
}
