import {html, nothing} from 'lit';
import {resolveBecause} from '../actions.js';
import {thread} from '../desk.js';
import {t} from '../i18n/index.js';
import {AskedDialog} from './asked-dialog.js';

/** @typedef {import('../types.d.ts').ResolutionReason} ResolutionReason */

/** @type {ResolutionReason[]} */
const REASONS = ['solved', 'by-phone', 'no-answer-expected', 'duplicate', 'not-ours', 'unwanted'];
const MAXIMUM_REASON = 500;

/** Asks why a conversation is resolved: one of a short list, words of one's own, or both. Where an answer is owed, the ledger keeps the reason. */
class ReasonDialog extends AskedDialog {
  /** @type {ResolutionReason | undefined} */
  #code;
  /** What to say where it is not about the open conversation. */
  #lead = '';
  /** Whether the reason was taken. @type {(code: ResolutionReason | undefined, words: string) => Promise<boolean>} */
  #act = resolveBecause;

  get #reason() {
    return /** @type {HTMLInputElement} */ (this.find('#reason'));
  }

  /** @param {{lead?: string, act?: (code: ResolutionReason | undefined, words: string) => Promise<boolean>}} [about] unless it is the open conversation: what to say, and what to do with the reason */
  show({lead = '', act = resolveBecause} = {}) {
    this.#lead = lead;
    this.#act = act;
    this.#code = undefined;
    this.requestUpdate();
    this.#reason.value = '';
    this.dialog.showModal();
    this.#reason.focus();
  }

  render() {
    const owed = this.#lead !== '' || thread.conversation?.owedSince !== undefined;
    const required = owed && !this.#code;
    return html`
      <dialog aria-labelledby="reason-heading" aria-describedby="reason-lead">
        <h2 id="reason-heading">${t(owed ? 'reason.title' : 'reason.title-answered')}</h2>
        <p id="reason-lead">${this.#lead || t(owed ? 'reason.lead' : 'reason.lead-answered')}</p>
        <form @submit=${this.#submit}>
          <ul class="chips" aria-label=${t('reason.common')}>${REASONS.map((reason) => html`<li><button type="button" class="button small" aria-pressed=${reason === this.#code}
            @click=${() => this.#choose(reason)}>${t(`reason.${reason}`)}</button></li>`)}</ul>
          <label for="reason">${t(this.#code ? 'reason.more' : 'reason.label')} ${required ? html`<span class="required">${t('field.required')}</span>` : nothing}</label>
          <input id="reason" ?required=${required} maxlength=${MAXIMUM_REASON} autocomplete="off">
          <p class="line end"><button type="button" class="button" @click=${() => this.dialog.close()}>${t('cancel')}</button>
            <button class="button primary">${t('action.resolve')}</button></p>
        </form>
      </dialog>
    `;
  }

  /** A reason that is pressed again is none. @param {ResolutionReason} reason */
  #choose(reason) {
    this.#code = this.#code === reason ? undefined : reason;
    this.requestUpdate();
    this.#reason.focus();
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    if (!(await this.#act(this.#code, this.#reason.value.trim()))) return;
    this.dialog.close();
    // What had the focus before may be gone: the button that resolves, or a row that was resolved.
    if (document.activeElement === document.body) /** @type {HTMLElement | null} */ (document.querySelector('#thread-heading, #list a[tabindex="0"]'))?.focus();
  }
}
customElements.define('reason-dialog', ReasonDialog);
