import {html} from 'lit';
import {resolveBecause} from '../actions.js';
import {t} from '../i18n/index.js';
import {DeskElement} from './element.js';

const REASONS = /** @type {const} */ (['by-phone', 'no-answer-expected', 'duplicate', 'not-ours', 'unwanted']);
const MAXIMUM_REASON = 500;

/** Asks why a conversation is resolved although an answer is owed: the ledger keeps the reason. */
class ReasonDialog extends DeskElement {
  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('ask-reason', this.#show);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('ask-reason', this.#show);
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.find('dialog'));
  }

  get #reason() {
    return /** @type {HTMLInputElement} */ (this.find('#reason'));
  }

  #show = () => {
    this.#reason.value = '';
    this.#dialog.showModal();
    this.#reason.focus();
  };

  render() {
    return html`
      <dialog aria-labelledby="reason-heading" aria-describedby="reason-lead">
        <h2 id="reason-heading">${t('reason.title')}</h2>
        <p id="reason-lead">${t('reason.lead')}</p>
        <form @submit=${this.#submit}>
          <label for="reason">${t('reason.label')} <span class="required">${t('field.required')}</span></label>
          <input id="reason" required maxlength=${MAXIMUM_REASON} autocomplete="off">
          <ul class="chips" aria-label=${t('reason.common')}>${REASONS.map((reason) => html`<li><button type="button" class="button small" @click=${() => this.#fill(t(`reason.${reason}`))}>${t(`reason.${reason}`)}</button></li>`)}</ul>
          <p class="line end"><button type="button" class="button" @click=${() => this.#dialog.close()}>${t('cancel')}</button>
            <button class="button primary">${t('action.resolve')}</button></p>
        </form>
      </dialog>
    `;
  }

  /** @param {string} reason */
  #fill(reason) {
    this.#reason.value = reason;
    this.#reason.focus();
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    if (await resolveBecause(this.#reason.value.trim())) this.#dialog.close();
  }
}
customElements.define('reason-dialog', ReasonDialog);
