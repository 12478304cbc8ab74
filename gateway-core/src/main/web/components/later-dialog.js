import {html, nothing} from 'lit';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {forInput, furthest, proposals} from '../later.js';
import {DeskElement} from './element.js';

/** Asks when an answer is to go out, and tells it by the event `put-later`. */
export class LaterDialog extends DeskElement {
  #problem = '';
  #now = 0;

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.find('dialog'));
  }

  show() {
    this.#now = Date.now();
    this.#problem = '';
    this.requestUpdate();
    this.#dialog.showModal();
  }

  render() {
    return html`
      <dialog aria-labelledby="later-heading" aria-describedby="later-lead">
        <h2 id="later-heading">${t('later.title')}</h2>
        <p id="later-lead">${t('later.lead')}</p>
        <ul class="chips">${proposals(this.#now).map(({words, at}) => html`<li><button type="button" class="button" @click=${() => this.#put(at)}>${t(words)}</button></li>`)}</ul>
        <form @submit=${this.#submit} novalidate>
          <label for="later-at">${t('later.at')}</label>
          <input id="later-at" type="datetime-local" min=${forInput(this.#now)} max=${forInput(furthest(this.#now))} aria-describedby="later-problem">
          <p class="form-problem" id="later-problem" role="alert">${this.#problem ? html`${icon('warning')} <span>${this.#problem}</span>` : nothing}</p>
          <p class="line end"><button type="button" class="button" @click=${() => this.#dialog.close()}>${t('cancel')}</button>
            <button class="button primary">${t('later.send')}</button></p>
        </form>
      </dialog>
    `;
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    const at = new Date(/** @type {HTMLInputElement} */ (this.find('#later-at')).value).getTime();
    const now = Date.now();
    if (at > now && at <= furthest(now)) return this.#put(at);
    this.#problem = t('later.past');
    this.requestUpdate();
    this.find('#later-at')?.focus();
  }

  /** @param {number} at */
  #put(at) {
    this.#dialog.close();
    this.dispatchEvent(new CustomEvent('put-later', {detail: new Date(at).toISOString()}));
  }
}
customElements.define('later-dialog', LaterDialog);
