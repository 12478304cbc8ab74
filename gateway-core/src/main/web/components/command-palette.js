import {html, nothing} from 'lit';
import {live as asShown} from 'lit/directives/live.js';
import {directory, inbox, preferences, selection, thread} from '../desk.js';
import {rank} from '../fuzzy.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {actFromHere} from '../list-actions.js';
import {asTyped, entries, people} from '../palette.js';
import {asksForPalette} from '../shortcuts.js';
import {DeskElement} from './element.js';
import {marked} from './marked.js';

/** @typedef {{entry: import('../palette.js').Entry, ranges: [number, number][]}} Found */

/** More are not looked through: a letter more finds them. */
const MOST_SHOWN = 40;
const MOST_KEPT = 8;
const PAGE = 8;
/** In milliseconds, without a stroke, before people are asked for. */
const PAUSE = 200;

/** Every command and place by some of its letters: a combobox with a listbox, after the ARIA Authoring Practices. The focus stays in the field. */
class CommandPalette extends DeskElement {
  #query = '';
  #active = 0;
  /** @type {Found[]} */
  #found = [];
  #open = false;
  /** Whoever fits what was typed, once it is known. @type {import('../palette.js').Entry[]} */
  #people = [];
  #timer = 0;
  #leave = () => {};

  get watched() {
    return [directory, inbox, preferences, selection, thread];
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('show-palette', this.#show);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('show-palette', this.#show);
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.find('dialog'));
  }

  #show = () => {
    this.#open = true;
    this.#leave = actFromHere();
    this.#ask('');
    this.#dialog.showModal();
    this.find('input')?.focus();
  };

  /** @param {string} query */
  #ask(query) {
    this.#query = query;
    this.#active = 0;
    this.#people = [];
    clearTimeout(this.#timer);
    if (query) this.#timer = window.setTimeout(() => this.#askWho(query), PAUSE);
    this.requestUpdate();
  }

  /** They come last, so that nothing moves under the hand of whoever presses Enter at that moment. @param {string} query */
  async #askWho(query) {
    const found = await people(query).catch(() => []);
    if (query !== this.#query || !this.#open) return;
    this.#people = found;
    this.requestUpdate();
  }

  willUpdate() {
    if (!this.#open) return;
    const {before, after} = asTyped(this.#query);
    const ranked = rank(this.#query, entries(this.#query), preferences.choices.lately);
    const plain = (/** @type {import('../palette.js').Entry} */ entry) => ({entry, ranges: []});
    this.#found = [...before.map(plain), ...ranked.slice(0, MOST_SHOWN), ...after.map(plain), ...this.#people.map(plain)];
    this.#active = Math.min(this.#active, Math.max(0, this.#found.length - 1));
  }

  render() {
    return html`
      <dialog class="palette" aria-label=${t('palette.title')} @close=${this.#closed} @click=${this.#outside}>
        <div class="palette-field">${icon('search')}
          <input type="text" role="combobox" aria-label=${t('palette.label')} aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list" autocomplete="off" autocapitalize="off" spellcheck="false"
            maxlength="200" placeholder=${t('palette.hint')} aria-activedescendant=${this.#found.length ? `palette-${this.#active}` : nothing} .value=${asShown(this.#query)} @input=${this.#typed} @keydown=${this.#keys}>
          <button type="button" class="button quiet" aria-label=${t('close')} title=${t('close')} @click=${() => this.#dialog.close()}>${icon('close')}</button></div>
        <ul id="palette-list" role="listbox" aria-label=${t('palette.title')}>${this.#open ? this.#found.map((found, at) => this.#option(found, at)) : nothing}</ul>
        <p class="unseen" role="status">${this.#open ? t('palette.count', {count: this.#found.length}) : ''}</p>
      </dialog>
    `;
  }

  /** @param {Found} found @param {number} at */
  #option({entry, ranges}, at) {
    return html`<li role="option" id="palette-${at}" aria-selected=${at === this.#active} @click=${() => this.#run(at)} @pointermove=${() => this.#point(at)}>
      ${icon(entry.icon)}<span class="label"><bdi>${marked(entry.label, ranges)}</bdi></span><span class="kind">${entry.kind}</span>
      ${entry.keys?.length ? html`<span class="caps">${entry.keys.map((key) => html`<kbd>${key}</kbd>`)}</span>` : nothing}</li>`;
  }

  updated() {
    if (this.#open) this.find(`#palette-${this.#active}`)?.scrollIntoView({block: 'nearest'});
  }

  /** @param {InputEvent} event */
  #typed(event) {
    this.#ask(/** @type {HTMLInputElement} */ (event.target).value);
  }

  /** @param {KeyboardEvent} event */
  #keys(event) {
    if (event.isComposing) return;
    const last = this.#found.length - 1;
    const to = {
      ArrowDown: this.#active === last ? 0 : this.#active + 1, ArrowUp: this.#active === 0 ? last : this.#active - 1,
      PageDown: Math.min(last, this.#active + PAGE), PageUp: Math.max(0, this.#active - PAGE),
    }[event.key];
    if (asksForPalette(event)) this.#dialog.close();
    else if (to !== undefined) this.#activate(to);
    else if (event.key === 'Enter') this.#run(this.#active);
    else return;
    event.preventDefault();
  }

  /** @param {number} at */
  #point(at) {
    if (at !== this.#active) this.#activate(at);
  }

  /** @param {number} at */
  #activate(at) {
    this.#active = Math.max(0, at);
    this.requestUpdate();
  }

  /** The dialog gives the focus back first: what is run may take it somewhere. @param {number} at */
  #run(at) {
    const found = this.#found[at];
    if (!found) return;
    const {id, run} = found.entry;
    this.#dialog.close();
    // What was searched for stays out of the memory of this browser.
    if (!/^(search|person|answer):/.test(id)) preferences.choose({lately: [id, ...preferences.choices.lately.filter((other) => other !== id)].slice(0, MOST_KEPT)});
    run();
    this.#leave();
  }

  /** Told a moment later: it may be open again by then. */
  #closed() {
    if (this.#dialog.open) return;
    this.#open = false;
    this.#leave();
    this.#found = [];
    this.#ask('');
  }

  /** @param {MouseEvent} event */
  #outside(event) {
    if (event.target === this.#dialog) this.#dialog.close();
  }
}

customElements.define('command-palette', CommandPalette);
