import {html, nothing} from 'lit';
import {DeskElement} from './element.js';

/** @typedef {{label: unknown, act: () => void, checked?: boolean, lang?: string} | 'line'} Item */

/** A button that opens a menu, after the pattern of the ARIA Authoring Practices: arrows move, Escape closes and gives the focus back. */
export class MenuButton extends DeskElement {
  static properties = {items: {attribute: false}, content: {attribute: false}, label: {}, look: {}, disabled: {type: Boolean}};

  constructor() {
    super();
    /** @type {Item[]} */
    this.items = [];
    /** What the button shows. @type {unknown} */
    this.content = '';
    /** Its name. */
    this.label = '';
    /** Classes of the button. */
    this.look = 'button';
    this.disabled = false;
    this.open = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener('focusout', (event) => {
      if (!(event.relatedTarget instanceof Node && this.contains(event.relatedTarget))) this.#show(false);
    });
  }

  render() {
    return html`
      <button type="button" class=${this.look} aria-haspopup="menu" aria-expanded=${this.open} aria-label=${this.label} title=${this.label} ?disabled=${this.disabled}
        @click=${() => this.#toggle()} @keydown=${this.#fromButton}>${this.content}</button>
      <ul role="menu" class="menu" aria-label=${this.label} ?hidden=${!this.open} @keydown=${this.#within}>
        ${this.items.map((item) => (item === 'line' ? html`<li role="separator"></li>` : this.#item(item)))}
      </ul>
    `;
  }

  /** @param {Exclude<Item, 'line'>} item */
  #item(item) {
    const role = item.checked === undefined ? 'menuitem' : 'menuitemradio';
    return html`<li role="none"><button type="button" role=${role} tabindex="-1" lang=${item.lang ?? nothing} aria-checked=${item.checked ?? nothing}
      @click=${() => this.#choose(item)}>${item.label}</button></li>`;
  }

  get #buttons() {
    return /** @type {HTMLElement[]} */ ([...this.querySelectorAll('[role^=menuitem]')]);
  }

  async #toggle() {
    await this.#show(!this.open);
    if (this.open) this.#enter(this.#buttons[0]);
  }

  /** The one with the focus is where Tab leads. @param {HTMLElement | undefined} button */
  #enter(button) {
    for (const each of this.#buttons) each.tabIndex = each === button ? 0 : -1;
    button?.focus();
  }

  /** @param {boolean} open */
  async #show(open) {
    if (this.open === open) return;
    this.open = open;
    this.requestUpdate();
    await this.updateComplete;
  }

  /** @param {Exclude<Item, 'line'>} item */
  #choose(item) {
    this.find('button')?.focus();
    this.#show(false);
    item.act();
  }

  /** @param {KeyboardEvent} event */
  #fromButton(event) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    if (!this.open) this.#toggle();
  }

  /** @param {KeyboardEvent} event */
  #within(event) {
    const buttons = this.#buttons;
    const at = buttons.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = {ArrowDown: (at + 1) % buttons.length, ArrowUp: (at - 1 + buttons.length) % buttons.length, Home: 0, End: buttons.length - 1}[event.key];
    if (to !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      this.#enter(buttons[to]);
    }
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.find('button')?.focus();
      this.#show(false);
    }
  }
}
customElements.define('menu-button', MenuButton);
