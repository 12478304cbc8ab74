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

/**
 * What a key opens that begins a word; '': nothing. Colleagues are mentioned in notes alone, by a key that some keyboards have behind AltGr.
 * @param {KeyboardEvent} event @param {'reply' | 'note'} tab
 */
export function pickerFor({key, ctrlKey, metaKey, altKey, isComposing, target}, tab) {
  if (isComposing || metaKey || !beginsWord(/** @type {HTMLTextAreaElement} */ (target))) return '';
  if (key === '@') return tab === 'note' && ctrlKey === altKey ? 'mention-picker' : '';
  return key === '/' && !ctrlKey && !altKey ? 'canned-picker' : '';
}

/** @param {HTMLElement} place where the pickers stand @param {string} picker @param {string} [opener] the key that opens it; none for a button */
export function pick(place, picker, opener = '') {
  /** @type {import('./text-picker.js').TextPicker<unknown> | null} */ (place.querySelector(picker))?.show(opener);
}

/** A mention stands apart from the word before it. @param {HTMLTextAreaElement} field @param {string} words */
export function asWord(field, words) {
  return words.startsWith('@') && !beginsWord(field) ? ` ${words}` : words;
}

/** @param {HTMLTextAreaElement} field */
function beginsWord({value, selectionStart}) {
  return !/\S$/.test(value.slice(0, selectionStart));
}
