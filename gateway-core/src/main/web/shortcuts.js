// Single keys. They can be switched off (WCAG 2.1.4) and never act while somebody types.

import {assignToMe, resolve, setWaiting} from './actions.js';
import {calls, inbox, preferences, router, selection, session, thread} from './desk.js';
import {actOnList} from './list-actions.js';

/** @typedef {import('./i18n/index.js').Key} Key */

/** The keys as the help shows them. @type {{keys: string[], words: Key}[]} */
export const SHORTCUTS = [
  {keys: ['J', '↓'], words: 'keys.next'},
  {keys: ['K', '↑'], words: 'keys.previous'},
  {keys: ['↵'], words: 'keys.open'},
  {keys: ['R'], words: 'keys.reply'},
  {keys: ['N'], words: 'keys.note'},
  {keys: ['A'], words: 'keys.assign'},
  {keys: ['H'], words: 'keys.waiting'},
  {keys: ['E'], words: 'keys.resolve'},
  {keys: ['U'], words: 'keys.back'},
  {keys: ['⇧', 'U'], words: 'keys.unread'},
  {keys: ['X'], words: 'keys.choose'},
  {keys: ['Z'], words: 'keys.undo'},
  {keys: ['/'], words: 'keys.search'},
  {keys: ['C'], words: 'keys.call'},
  {keys: ['?'], words: 'keys.help'},
];

/** Keys that are no single characters; they always work. @type {{keys: string[], words: Key}[]} */
export const CHORDS = [
  {keys: ['Ctrl', '↵'], words: 'keys.send'},
  {keys: ['⇧', '↓'], words: 'keys.choose-more'},
  {keys: ['Ctrl', 'A'], words: 'keys.choose-all'},
  {keys: ['Esc'], words: 'keys.leave'},
];

/** @param {HTMLElement} app */
export function listenForKeys(app) {
  document.addEventListener('keydown', (event) => {
    if (session.state !== 'in' || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector('dialog[open]')) return;
    if (event.key === 'Escape') return leave(event);
    if (!preferences.choices.singleKeys || typing(event.target)) return;
    if (act(event.key, app)) event.preventDefault();
  });
}

/** @param {EventTarget | null} target */
function typing(target) {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable], [role=menu]') !== null;
}

/**
 * @param {string} key
 * @param {HTMLElement} app
 * @returns {boolean} whether the key meant something here
 */
function act(key, app) {
  if (actOnList(key)) return true;
  const open = thread.conversation !== undefined && router.route.place === 'conversation';
  switch (key) {
    case 'j':
    case 'k': {
      const list = /** @type {import('./components/conversation-list.js').ConversationList | null} */ (app.querySelector('conversation-list'));
      list?.move(key === 'j' ? 1 : -1);
      return list !== null;
    }
    case 'r':
    case 'n':
      if (open) document.dispatchEvent(new CustomEvent('compose', {detail: key === 'r' ? 'reply' : 'note'}));
      return open;
    case 'a':
      if (open) assignToMe();
      return open;
    case 'h':
      if (open) setWaiting();
      return open;
    case 'e':
      if (open) resolve();
      return open;
    case 'u':
      backToList();
      return true;
    case '/':
      /** @type {HTMLElement | null} */ (app.querySelector('#search'))?.focus();
      return true;
    case 'c':
      router.go({place: 'call'});
      return true;
    case '?':
      app.dispatchEvent(new CustomEvent('show-help'));
      return true;
    default:
      return false;
  }
}

/** Escape leads outwards: from a field to the conversation, from there to the list. @param {KeyboardEvent} event */
function leave(event) {
  const {target} = event;
  if (router.route.place === 'call' || router.route.place === 'account') {
    event.preventDefault();
    // A note is kept all the same; but whoever writes one should not lose sight of it by a slip.
    if (router.route.place === 'account' || !calls.dirty) router.go(thread.number ? {place: 'conversation', number: thread.number} : inbox.shown);
    return;
  }
  if (target instanceof HTMLElement && target.closest('#composer')) {
    event.preventDefault();
    document.getElementById('thread')?.focus();
    return;
  }
  if (selection.size && !typing(target)) return selection.clear();
  if (router.route.place === 'conversation' && !typing(target)) backToList();
}

function backToList() {
  document.dispatchEvent(new CustomEvent('back-to-list'));
}
