import {html} from 'lit';
import {t} from '../i18n/index.js';
import {DeskElement} from './element.js';

/** Asks before a reply goes out in which something in braces was not filled in. */
export class GapsDialog extends DeskElement {
  /** @type {string[]} */
  #names = [];
  /** @type {(anyway: boolean) => void} */
  #decide = () => {};

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.find('dialog'));
  }

  /** @param {string[]} names @returns {Promise<boolean>} whether it is sent all the same */
  async ask(names) {
    this.#names = names;
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
      <dialog role="alertdialog" aria-labelledby="gaps-heading" aria-describedby="gaps-lead" @cancel=${() => this.#choose(false)}>
        <h2 id="gaps-heading">${t('gaps.title')}</h2>
        <div id="gaps-lead"><p>${t('gaps.lead')}</p>
          <ul class="finds">${this.#names.map((name) => html`<li><bdi><strong>{${name}}</strong></bdi></li>`)}</ul></div>
        <p class="line end">
          <button class="button" @click=${() => this.#choose(true)}>${t('gaps.anyway')}</button>
          <button class="button primary" @click=${() => this.#choose(false)}>${t('gaps.fill')}</button></p>
      </dialog>
    `;
  }

  /** @param {boolean} anyway */
  #choose(anyway) {
    this.#dialog.close();
    this.#decide(anyway);
  }
}
customElements.define('gaps-dialog', GapsDialog);
