import {html} from 'lit';
import {t} from '../i18n/index.js';
import {DeskElement} from './element.js';

/** Shows how a text that is too long would go out in several posts; the event `posts-chosen` tells them when somebody wants that. */
export class SplitDialog extends DeskElement {
  /** @type {string[]} */
  #posts = [];
  #open = false;

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.find('dialog'));
  }

  /** @param {string[]} posts @param {boolean} open whether everybody can read them */
  async show(posts, open) {
    this.#posts = posts;
    this.#open = open;
    this.requestUpdate();
    await this.updateComplete;
    this.#dialog.showModal();
    this.find('.primary')?.focus();
  }

  render() {
    const count = this.#posts.length;
    return html`
      <dialog class="split-dialog" aria-labelledby="split-heading" aria-describedby="split-lead">
        <h2 id="split-heading">${t('split.title', {count})}</h2>
        <p id="split-lead">${t('split.lead')}</p>
        <ol class="posts" tabindex="0" aria-labelledby="split-heading">${this.#posts.map((post) => html`<li class="words" dir="auto">${post}</li>`)}</ol>
        <p class="line end">
          <button class="button" @click=${() => this.#dialog.close()}>${t('split.again')}</button>
          <button class="button primary" @click=${this.#choose}>${t(this.#open ? 'split.publish' : 'split.send', {count})}</button></p>
      </dialog>
    `;
  }

  #choose() {
    this.#dialog.close();
    this.dispatchEvent(new CustomEvent('posts-chosen', {detail: this.#posts}));
  }
}
customElements.define('split-dialog', SplitDialog);
