import {html, nothing} from 'lit';
import {icon} from '../icons.js';
import {DeskElement} from './element.js';

/**
 * What a picker says: the names of its field and of its list, what is shown where nothing fits, and how many fit.
 * @typedef {{find: string, title: string, none: string, count: string}} Said
 */

/**
 * Finds something for the text that somebody writes: an editable combobox with a list, after the ARIA Authoring Practices. `words-chosen` tells what goes into the text;
 * `words-left` gives back what was typed, for the text, when nothing was chosen.
 * @template Option
 */
export class TextPicker extends DeskElement {
  #open = false;
  #filter = '';
  #at = 0;
  /** What opened it stands before what is given back: a key, or nothing. */
  #opener = '';

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener('focusout', (event) => {
      if (this.#open && !(event.relatedTarget instanceof Node && this.contains(event.relatedTarget))) this.#leave(false);
    });
  }

  /** @param {string} opener the key that opened it, or '' for a button */
  async show(opener) {
    this.#open = true;
    this.#opener = opener;
    this.#filter = '';
    this.#at = 0;
    this.requestUpdate();
    await this.updateComplete;
    this.find('input')?.focus();
  }

  /** What fits, the best first. @param {string} _filter @returns {Option[]} @protected */
  options(_filter) {
    return [];
  }

  /** @param {number} _count @returns {Said} @protected */
  said(_count) {
    return {find: '', title: '', none: '', count: ''};
  }

  /** How it stands in the list. @param {Option} _option @returns {unknown} @protected */
  drawn(_option) {
    return nothing;
  }

  /** What goes into the text. @param {Option} _option @returns {string} @protected */
  words(_option) {
    return '';
  }

  /** Whether a space after what was typed chooses this. @param {Option} _option @param {string} _filter @protected */
  isNamed(_option, _filter) {
    return false;
  }

  /** What a picker is called in ids. @protected */
  get kind() {
    return this.localName.replace('-picker', '');
  }

  render() {
    if (!this.#open) return nothing;
    const {kind} = this;
    const options = this.options(this.#filter);
    const at = Math.min(this.#at, options.length - 1);
    const active = options.length > 0;
    const {find, title, none, count} = this.said(options.length);
    return html`
      <div class="canned">
        <div class="line">${icon('search')}
          <input role="combobox" aria-label=${find} placeholder=${find} autocomplete="off" spellcheck="false" maxlength="100" .value=${this.#filter}
            aria-expanded=${active} aria-autocomplete="list" aria-controls=${active ? `${kind}-list` : nothing} aria-activedescendant=${active ? `${kind}-${at}` : nothing}
            @input=${this.#typed} @keydown=${this.#keys}></div>
        <p class="unseen" role="status">${count}</p>
        ${active ? html`<ul role="listbox" id="${kind}-list" aria-label=${title} @mousedown=${(/** @type {Event} */ event) => event.preventDefault()}>
          ${options.map((option, index) => html`<li role="option" id="${kind}-${index}" aria-selected=${index === at} @click=${() => this.#choose(option)}>${this.drawn(option)}</li>`)}</ul>` : html`<p class="aside">${none}</p>`}
      </div>
    `;
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
    const options = this.options(this.#filter);
    const {length} = options;
    const empty = this.#filter === '';
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        if (length) this.#at = (Math.min(this.#at, length - 1) + (event.key === 'ArrowDown' ? 1 : -1) + length) % length;
        break;
      case 'Enter':
        if (length) this.#choose(options[Math.min(this.#at, length - 1)]);
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
        if (!this.#space(options)) return;
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
    this.requestUpdate();
  }

  /** A key with a space after it is only that key; so is a name that nobody has. Whether that was so. @param {Option[]} options */
  #space(options) {
    const named = options.find((option) => this.isNamed(option, this.#filter));
    if (named !== undefined) {
      this.#choose(named);
      return true;
    }
    if (!this.#opener || (this.#filter && (options.length || !this.givesUp))) return false;
    this.#filter += ' ';
    this.#leave(true);
    return true;
  }

  /** Whether a space after what fits nothing goes back to the text. @protected */
  get givesUp() {
    return false;
  }

  /** @param {Option} option */
  #choose(option) {
    this.#open = false;
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('words-chosen', {bubbles: true, detail: this.words(option)}));
  }

  /** Nothing typed is lost: with a slash it was perhaps meant for the text. @param {boolean} back whether the writer goes back to the text */
  #leave(back) {
    this.#open = false;
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('words-left', {bubbles: true, detail: {typed: this.#opener && this.#opener + this.#filter, back}}));
  }
}
