import {html} from 'lit';
import {awaitExpert} from '../actions.js';
import {thread} from '../desk.js';
import {t} from '../i18n/index.js';
import {AskedDialog} from './asked-dialog.js';

/** As the server counts. */
const MAXIMUM = 200;

/** Asks which expert the open conversation waits for; that need not be said. */
class ExpertDialog extends AskedDialog {
  get #who() {
    return /** @type {HTMLInputElement} */ (this.find('#expert-who'));
  }

  show() {
    this.requestUpdate();
    this.#who.value = thread.conversation?.expert ?? '';
    this.dialog.showModal();
    this.#who.focus();
  }

  render() {
    return html`
      <dialog aria-labelledby="expert-heading" aria-describedby="expert-lead">
        <h2 id="expert-heading">${t('expert.heading')}</h2>
        <p id="expert-lead">${t(thread.conversation?.owedSince ? 'expert.lead-owed' : 'expert.lead')}</p>
        <form @submit=${this.#submit}>
          <label for="expert-who">${t('expert.who')}</label>
          <input id="expert-who" maxlength=${MAXIMUM} autocomplete="off" aria-describedby="expert-hint">
          <p class="aside" id="expert-hint">${t('expert.who-hint')}</p>
          <p class="line end"><button type="button" class="button" @click=${() => this.dialog.close()}>${t('cancel')}</button>
            <button class="button primary">${t('expert.do')}</button></p>
        </form>
      </dialog>
    `;
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    this.dialog.close();
    awaitExpert(this.#who.value.trim());
  }
}
customElements.define('expert-dialog', ExpertDialog);
