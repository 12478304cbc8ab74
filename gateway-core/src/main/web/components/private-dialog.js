import {html, nothing} from 'lit';
import {t} from '../i18n/index.js';
import {DeskElement} from './element.js';

/** @typedef {import('../private-data.js').Find} Find */
/** @typedef {'again' | 'anyway' | 'privately'} Choice */

/** Asks before a public reply goes out with what looks like private data. */
export class PrivateDialog extends DeskElement {
  static properties = {mayHide: {attribute: false}};

  constructor() {
    super();
    /** Whether the channel has private replies. */
    this.mayHide = false;
  }

  /** @type {Find[]} */
  #finds = [];
  /** @type {(choice: Choice) => void} */
  #decide = () => {};

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.find('dialog'));
  }

  /** @param {Find[]} finds @returns {Promise<Choice>} */
  async ask(finds) {
    this.#finds = finds;
    this.requestUpdate();
    await this.updateComplete;
    this.#dialog.showModal();
    this.find('.primary')?.focus();
    return new Promise((resolve) => {
      this.#decide = resolve;
    });
  }

  render() {
    return html`
      <dialog role="alertdialog" aria-labelledby="private-heading" aria-describedby="private-lead" @cancel=${() => this.#choose('again')}>
        <h2 id="private-heading">${t('private.title')}</h2>
        <div id="private-lead"><p>${t('private.lead')}</p>
          <ul class="finds">${this.#finds.map(({kind, words}) => html`<li>${t(`private.kind.${kind}`)} <bdi><strong>${words}</strong></bdi></li>`)}</ul></div>
        <p class="line end">
          <button class="button" @click=${() => this.#choose('anyway')}>${t('private.anyway')}</button>
          ${this.mayHide ? html`<button class="button" @click=${() => this.#choose('privately')}>${t('private.privately')}</button>` : nothing}
          <button class="button primary" @click=${() => this.#choose('again')}>${t('private.again')}</button></p>
      </dialog>
    `;
  }

  /** @param {Choice} choice */
  #choose(choice) {
    this.#dialog.close();
    this.#decide(choice);
  }
}
customElements.define('private-dialog', PrivateDialog);
