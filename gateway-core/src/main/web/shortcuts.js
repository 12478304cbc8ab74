// Single keys and chords. Single keys can be switched off or changed (WCAG 2.1.4) and never act while somebody types.

import {preferences, router, selection, session} from './desk.js';
import {single} from './keymap.js';
import {ask, awaitsPart} from './parts.js';
import {actionFor, leavePage} from './registry.js';

/** @typedef {import('./i18n/index.js').Key} Key */

/** As it is written on this machine's keyboard; either one works. */
export const MODIFIER = /^(Mac|iP)/.test(navigator.platform) ? '⌘' : 'Ctrl';

/** What is no single character always works. @type {{keys: string[], words: Key}[]} */
export const CHORDS = [
  {keys: [MODIFIER, 'K'], words: 'palette.title'},
  {keys: ['↵'], words: 'keys.open'},
  {keys: [MODIFIER, '↵'], words: 'keys.send'},
  {keys: [MODIFIER, '⇧', '↵'], words: 'composer.send-resolve'},
  {keys: ['⇧', '↓'], words: 'keys.choose-more'},
  {keys: [MODIFIER, 'A'], words: 'keys.choose-all'},
  {keys: ['Esc'], words: 'keys.leave'},
];

const WALKING = new Set(['next', 'previous']);

export function listenForKeys() {
  document.addEventListener('keydown', (event) => {
    if (session.state !== 'in' || event.defaultPrevented || event.isComposing || awaitsPart() || document.querySelector('dialog[open]')) return;
    if (asksForPalette(event)) {
      event.preventDefault();
      ask('command-palette', 'show-palette');
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') return leave(event);
    if (!preferences.choices.singleKeys || typing(event.target)) return;
    const key = single(event.key);
    const action = key && actionFor(key);
    if (!action) return;
    event.preventDefault();
    // A key that is held down walks, and does nothing twice.
    if (!event.repeat || WALKING.has(action.id)) action.run();
  });
}

/** Ctrl K, and on a Mac the command key. @param {KeyboardEvent} event */
export function asksForPalette(event) {
  return event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
}

/** @param {EventTarget | null} target */
function typing(target) {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable], [role=menu]') !== null;
}

/** Escape leads outwards: from a field to the conversation, from there to the list. @param {KeyboardEvent} event */
function leave(event) {
  const {target} = event;
  if (['call', 'account', 'person'].includes(router.route.place) && !(router.route.place === 'person' && typing(target))) {
    event.preventDefault();
    return leavePage();
  }
  if (target instanceof HTMLElement && target.closest('#composer')) {
    event.preventDefault();
    document.getElementById('thread')?.focus();
    return;
  }
  if (selection.size && !typing(target)) return selection.clear();
  if (router.route.place === 'conversation' && !typing(target)) ask('thread-pane', 'back-to-list');
}
