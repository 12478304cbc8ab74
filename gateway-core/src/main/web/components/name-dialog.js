import {html, nothing} from 'lit';
import {live as asShown} from 'lit/directives/live.js';
import {rank} from '../fuzzy.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {AskedDialog} from './asked-dialog.js';

/**
 * @typedef {{name: string, also?: string[], fresh?: boolean}} Choice `also`: other words that find it; `fresh`: there is none of that name yet
 *
 * What a dialog says.
 * @typedef {{title: string, find: string, list: string, create: (name: string) => string}} Said
 */

const MOST_SHOWN = 8;

/** Names that the open conversation has, and an editable combobox (ARIA Authoring Practices) that finds others. What is chosen holds at once. */
export class NameDialog extends AskedDialog {
  #query = '';
  #active = 0;
  /** @type {Choice[]} */
  #choices = [];

  /** @protected */
  get maximumName() {
    return 100;
  }

  /** @returns {Said} @protected */
  get said() {
    return {title: '', find: '', list: '', create: String};
  }

  /** What can be chosen now. @returns {Choice[]} @protected */
  get known() {
    return [];
  }

  /** Whether a name that is not known can be. @param {string} _name @protected */
  isFree(_name) {
    return false;
  }

  /** What the conversation has. @returns {unknown} @protected */
  had() {
    return nothing;
  }

  /** @param {Choice} _choice @protected */
  chosen(_choice) {}

  /** By the key that takes the last letter off, where there is none. @protected */
  takeLastOff() {}

  /** @protected */
  shown() {}

  /** @protected */
  close() {
    this.dialog.close();
  }

  /** At once: what is typed behind the key belongs into the field. */
  show() {
    this.#ask('');
    this.dialog.showModal();
    this.find('input')?.focus();
    this.shown();
  }

  /** @param {string} query */
  #ask(query) {
    this.#query = query;
    this.#active = 0;
    this.requestUpdate();
  }

  willUpdate() {
    const name = this.#query.trim().replace(/\s+/g, ' ');
    const known = this.known;
    const entries = known.map((choice, at) => ({id: String(at), label: [choice.name, ...(choice.also ?? [])].join(' · ')}));
    const found = rank(name, entries, []).slice(0, MOST_SHOWN).map(({entry}) => known[Number(entry.id)]);
    this.#choices = name && this.isFree(name) ? [...found, {name, fresh: true}] : found;
    this.#active = Math.min(this.#active, Math.max(0, this.#choices.length - 1));
  }

  render() {
    const {kind, said} = this;
    const any = this.#choices.length > 0;
    return html`
      <dialog class="tags" aria-labelledby="${kind}-heading">
        <form method="dialog"><h2 id="${kind}-heading">${said.title}</h2>
          <button class="button quiet" aria-label=${t('close')} title=${t('close')}>${icon('close')}</button></form>
        ${this.had()}
        <label for="${kind}-name">${said.find}</label>
        <input id="${kind}-name" role="combobox" aria-expanded=${any} aria-controls="${kind}-list" aria-autocomplete="list" autocomplete="off" spellcheck="false" maxlength=${this.maximumName}
          aria-activedescendant=${any ? `${kind}-${this.#active}` : nothing} .value=${asShown(this.#query)} @input=${this.#typed} @keydown=${this.#keys}>
        <ul id="${kind}-list" role="listbox" aria-label=${said.list} ?hidden=${!any}>${this.#choices.map((choice, at) => html`
          <li role="option" id="${kind}-${at}" aria-selected=${at === this.#active} @click=${() => this.#choose(choice)} @pointermove=${() => this.#point(at)}>
            ${icon(ICONS[kind] ?? 'tag')}<span>${choice.fresh ? said.create(choice.name) : html`<bdi>${choice.name}</bdi>`}</span></li>`)}</ul>
      </dialog>
    `;
  }

  /** @param {InputEvent} event */
  #typed(event) {
    this.#ask(/** @type {HTMLInputElement} */ (event.target).value);
  }

  /** @param {KeyboardEvent} event */
  #keys(event) {
    if (event.isComposing) return;
    const last = this.#choices.length - 1;
    const chosen = this.#choices[this.#active];
    if (event.key === 'ArrowDown') this.#point(this.#active >= last ? 0 : this.#active + 1);
    else if (event.key === 'ArrowUp') this.#point(this.#active <= 0 ? Math.max(0, last) : this.#active - 1);
    // Without a word, Enter has nothing to add: the work is done.
    else if (event.key === 'Enter') this.#query.trim() && chosen ? this.#choose(chosen) : this.close();
    // A key that is held down empties the field, and no more.
    else if (event.key === 'Backspace' && !this.#query) event.repeat || this.takeLastOff();
    else return;
    event.preventDefault();
  }

  /** @param {number} at */
  #point(at) {
    if (at === this.#active) return;
    this.#active = at;
    this.requestUpdate();
  }

  /** @param {Choice} choice */
  #choose(choice) {
    this.#ask('');
    this.find('input')?.focus();
    this.chosen(choice);
  }
}

/** @type {Record<string, string>} */
const ICONS = {topic: 'bookmark'};
