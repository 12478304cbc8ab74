import {html, nothing} from 'lit';
import {filled, offered} from '../canned.js';
import {canned, directory, person, session, thread} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {DeskElement} from './element.js';

/** @typedef {import('../canned.js').Option} Option */

const MOST_SHOWN = 50;

/**
 * Finds an answer that is written often: an editable combobox with a list, after the ARIA Authoring Practices. `canned-chosen` tells the text with what is known
 * filled in; `canned-left` gives back what was typed, for the text, when nothing was chosen.
 */
export class CannedPicker extends DeskElement {
  #open = false;
  #filter = '';
  #at = 0;
  /** What opened it stands before what is given back: a slash, or nothing. */
  #opener = '';

  get watched() {
    return [canned, directory, session, thread];
  }

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener('focusout', (event) => {
      if (this.#open && !(event.relatedTarget instanceof Node && this.contains(event.relatedTarget))) this.#leave(false);
    });
  }

  get isOpen() {
    return this.#open;
  }

  /** @param {string} opener the key that opened it, or '' for a button */
  async show(opener) {
    if (!canned.loaded) canned.load();
    this.#open = true;
    this.#opener = opener;
    this.#filter = '';
    this.#at = 0;
    this.requestUpdate();
    await this.updateComplete;
    this.find('input')?.focus();
  }

  /** @returns {Option[]} */
  get #options() {
    const {conversation} = thread;
    const contact = person.known;
    const language = contact && contact.id === conversation?.contact.id && contact.language?.startsWith('en') ? 'en' : 'fr';
    return offered(canned.answers, this.#filter, {language, teams: [conversation?.teamId, ...(session.agent?.teamIds ?? [])]}).slice(0, MOST_SHOWN);
  }

  render() {
    if (!this.#open) return nothing;
    const options = this.#options;
    const at = Math.min(this.#at, options.length - 1);
    const active = options.length > 0;
    return html`
      <div class="canned">
        <div class="line">${icon('search')}
          <input role="combobox" aria-label=${t('canned.find')} placeholder=${t('canned.find')} autocomplete="off" spellcheck="false" maxlength="100" .value=${this.#filter}
            aria-expanded=${active} aria-autocomplete="list" aria-controls=${active ? 'canned-list' : nothing} aria-activedescendant=${active ? `canned-${at}` : nothing}
            @input=${this.#typed} @keydown=${this.#keys}></div>
        <p class="unseen" role="status">${canned.loaded ? t('canned.count', {count: options.length}) : ''}</p>
        ${active ? html`<ul role="listbox" id="canned-list" aria-label=${t('canned.title')} @mousedown=${(/** @type {Event} */ event) => event.preventDefault()}>
          ${options.map((option, index) => this.#option(option, index, index === at))}</ul>` : html`<p class="aside">${this.#nothing()}</p>`}
      </div>
    `;
  }

  /** @param {Option} option @param {number} index @param {boolean} active */
  #option({answer, language, text}, index, active) {
    const both = answer.french && answer.english;
    return html`<li role="option" id="canned-${index}" aria-selected=${active} @click=${() => this.#choose(index)}>
      <span class="title"><strong>${answer.title}</strong> <span class="code">/${answer.code}</span>${both ? html` <span class="pill" lang=${language}>${language === 'fr' ? 'Français' : 'English'}</span>` : nothing}</span>
      <span class="snippet" lang=${language}>${text}</span></li>`;
  }

  #nothing() {
    if (!canned.loaded) return t(canned.problem ? 'problem.load' : 'list.loading');
    return t(canned.answers.length ? 'canned.none-found' : 'canned.none');
  }

  updated() {
    this.querySelector('[aria-selected="true"]')?.scrollIntoView({block: 'nearest'});
  }

  /** @param {Event} event */
  #typed(event) {
    this.#filter = /** @type {HTMLInputElement} */ (event.target).value;
    this.#at = 0;
    this.requestUpdate();
  }

  /** @param {KeyboardEvent} event */
  #keys(event) {
    if (event.isComposing) return;
    const {length} = this.#options;
    const empty = this.#filter === '';
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        if (length) this.#at = (Math.min(this.#at, length - 1) + (event.key === 'ArrowDown' ? 1 : -1) + length) % length;
        break;
      case 'Enter':
        if (length) this.#choose(Math.min(this.#at, length - 1));
        break;
      case 'Escape':
        this.#leave(true);
        break;
      case 'Backspace':
        if (!empty) return;
        this.#opener = '';
        this.#leave(true);
        break;
      case ' ':
        // A slash with a space after it is only a slash.
        if (!empty || !this.#opener) return;
        this.#filter = ' ';
        this.#leave(true);
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
    this.requestUpdate();
  }

  /** @param {number} index */
  #choose(index) {
    const {text, language} = this.#options[index];
    const {conversation} = thread;
    const contact = person.known;
    const known = contact?.id === conversation?.contact.id ? contact?.name : undefined;
    this.#open = false;
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('canned-chosen', {detail: filled(text.trimEnd(), {
      'contact.name': known, 'conversation.number': conversation ? String(conversation.number) : undefined,
      'agent.name': session.agent?.name, team: directory.team(conversation?.teamId)?.name,
    }, language)}));
  }

  /** Nothing typed is lost: with a slash it was perhaps meant for the text. @param {boolean} back whether the writer goes back to the text */
  #leave(back) {
    this.#open = false;
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('canned-left', {detail: {typed: this.#opener && this.#opener + this.#filter, back}}));
  }
}
customElements.define('canned-picker', CannedPicker);
