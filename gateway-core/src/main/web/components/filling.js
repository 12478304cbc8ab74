// What is left to fill in of a canned answer, in the field where somebody writes.

import {html, nothing} from 'lit';
import {gaps} from '../canned.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';

/** How much is left, and the way there. @param {string} text @param {() => void} onNext */
export function leftToFill(text, onNext) {
  const {length} = gaps(text);
  return length ? html`<p class="to-fill">${icon('pen')} <span>${t('gaps.count', {count: length})}</span>
    <button type="button" class="button small" @click=${onNext}>${t('gaps.next')}</button></p>` : nothing;
}

/** Selects the next gap after where the writer is, else the first: typing replaces it. @param {HTMLTextAreaElement} field */
export function selectGap(field) {
  const all = gaps(field.value);
  const next = all.find(({start}) => start >= field.selectionEnd) ?? all[0];
  field.focus();
  if (next) field.setSelectionRange(next.start, next.end);
}

/** The text with words where the writer is, in place of what is selected. @param {HTMLTextAreaElement} field @param {string} words */
export function withWords({value, selectionStart, selectionEnd}, words) {
  return value.slice(0, selectionStart) + words + value.slice(selectionEnd);
}

/** Whether a key begins a word with a slash. @param {KeyboardEvent} event */
export function isSlash({key, ctrlKey, metaKey, altKey, isComposing, target}) {
  const {value, selectionStart} = /** @type {HTMLTextAreaElement} */ (target);
  return key === '/' && !ctrlKey && !metaKey && !altKey && !isComposing && !/\S$/.test(value.slice(0, selectionStart));
}
