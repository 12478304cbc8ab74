import {html} from 'lit';
import {resolveBecause} from '../actions.js';
import {t} from '../i18n/index.js';
import {DeskElement} from './element.js';

const REASONS = /** @type {const} */ (['by-phone', 'no-answer-expected', 'duplicate', 'not-ours', 'unwanted']);
const MAXIMUM_REASON = 500;

/** Asks why a conversation is resolved although an answer is owed: the ledger keeps the reason. */
class ReasonDialog extends DeskElement {
  #lead = '';
  /** Whether the reason was taken. @type {(reason: string) => Promise<boolean>} */
  #act = resolveBecause;

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

  /** @param {Event} event `detail`, unless it is about the open conversation: what to say, and what to do with the reason */
  #show = (event) => {
    const {lead = t('reason.lead'), act = resolveBecause} = (event instanceof CustomEvent ? event.detail : undefined) ?? {};
    this.#lead = lead;
    this.#act = act;
    this.requestUpdate();
    this.#reason.value = '';
    this.#dialog.showModal();
    this.#reason.focus();
  };

  render() {
    return html`
      <dialog aria-labelledby="reason-heading" aria-describedby="reason-lead">
        <h2 id="reason-heading">${t('reason.title')}</h2>
        <p id="reason-lead">${this.#lead || t('reason.lead')}</p>
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
    if (!(await this.#act(this.#reason.value.trim()))) return;
    this.#dialog.close();
    // What had the focus before may be gone: the button that resolves, or a row that was resolved.
    if (document.activeElement === document.body) /** @type {HTMLElement | null} */ (document.querySelector('#thread-heading, #list a[tabindex="0"]'))?.focus();
  }
}
customElements.define('reason-dialog', ReasonDialog);
