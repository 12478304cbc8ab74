import {html, nothing} from 'lit';
import {live as asShown} from 'lit/directives/live.js';
import {tagWith, untag} from '../actions.js';
import {directory, thread} from '../desk.js';
import {fold, rank} from '../fuzzy.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {DeskElement} from './element.js';

/** @typedef {{name: string, fresh: boolean}} Choice `fresh`: there is no such tag yet */

const MAXIMUM_NAME = 40;
const MOST_SHOWN = 8;

/** The tags of the open conversation: chips that are taken off, and a combobox that finds others or makes one. What is chosen holds at once. */
class TagDialog extends DeskElement {
  #query = '';
  #active = 0;
  /** @type {Choice[]} */
  #choices = [];

  get watched() {
    return [directory, thread];
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('ask-tags', this.#show);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('ask-tags', this.#show);
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.find('dialog'));
  }

  get #tags() {
    return thread.conversation?.tags ?? [];
  }

  /** At once: what is typed behind the key belongs into the field. */
  #show = () => {
    this.#ask('');
    this.#dialog.showModal();
    this.find('input')?.focus();
    directory.loadTags().catch(() => {
      // Those known so far can be chosen.
    });
  };

  /** @param {string} query */
  #ask(query) {
    this.#query = query;
    this.#active = 0;
    this.requestUpdate();
  }

  willUpdate() {
    const name = this.#query.trim().replace(/\s+/g, ' ');
    const has = new Set(this.#tags.map((tag) => fold(tag.name)));
    const known = directory.tags.filter((tag) => !has.has(fold(tag.name))).map((tag) => ({id: tag.id, label: tag.name}));
    const found = rank(name, known, []).slice(0, MOST_SHOWN).map(({entry}) => ({name: entry.label, fresh: false}));
    const exists = has.has(fold(name)) || directory.tags.some((tag) => fold(tag.name) === fold(name));
    this.#choices = name && !exists ? [...found, {name, fresh: true}] : found;
    this.#active = Math.min(this.#active, Math.max(0, this.#choices.length - 1));
  }

  render() {
    return html`
      <dialog class="tags" aria-labelledby="tags-heading">
        <form method="dialog"><h2 id="tags-heading">${t('tags.title')}</h2>
          <button class="button quiet" aria-label=${t('close')} title=${t('close')}>${icon('close')}</button></form>
        ${this.#tags.length ? html`<ul class="chips" aria-label=${t('tags.of-this')}>${this.#tags.map((tag) => html`<li class="tag">${icon('tag')}<bdi>${tag.name}</bdi>
          <button type="button" class="button quiet small" aria-label=${t('tags.remove', {name: tag.name})} title=${t('tags.remove', {name: tag.name})} @click=${() => this.#remove(tag.id)}>${icon('close')}</button></li>`)}</ul>` : html`<p class="aside">${t('tags.none')}</p>`}
        <label for="tag-name">${t('tags.add')}</label>
        <input id="tag-name" role="combobox" aria-expanded=${this.#choices.length > 0} aria-controls="tag-list" aria-autocomplete="list" autocomplete="off" spellcheck="false" maxlength=${MAXIMUM_NAME}
          aria-activedescendant=${this.#choices.length ? `tag-${this.#active}` : nothing} .value=${asShown(this.#query)} @input=${this.#typed} @keydown=${this.#keys}>
        <ul id="tag-list" role="listbox" aria-label=${t('tags.known')} ?hidden=${!this.#choices.length}>${this.#choices.map((choice, at) => html`
          <li role="option" id="tag-${at}" aria-selected=${at === this.#active} @click=${() => this.#choose(choice)} @pointermove=${() => this.#point(at)}>
            ${icon('tag')}<span>${choice.fresh ? t('tags.create', {name: choice.name}) : html`<bdi>${choice.name}</bdi>`}</span></li>`)}</ul>
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
    else if (event.key === 'Enter') this.#query.trim() && chosen ? this.#choose(chosen) : this.#dialog.close();
    else if (event.key === 'Backspace' && !this.#query && this.#tags.length) this.#remove(this.#tags[this.#tags.length - 1].id);
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
  async #choose({name}) {
    this.#ask('');
    this.find('input')?.focus();
    await tagWith(name);
  }

  /** @param {string} id */
  async #remove(id) {
    this.find('input')?.focus();
    await untag(id);
  }
}
customElements.define('tag-dialog', TagDialog);
