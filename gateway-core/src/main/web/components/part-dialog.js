import {html, nothing} from 'lit';
import {get, inDoubt, newKey} from '../api.js';
import {notices, router, thread} from '../desk.js';
import {shortTime} from '../format.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {mayPart, part, undoMove, UNDO_FOR} from '../moving.js';
import {AskedDialog} from './asked-dialog.js';
import {personName} from './labels.js';
import {wordsOf} from './problems.js';

/** @typedef {import('../types.d.ts').Message} Message */

const MAXIMUM_SUBJECT = 200;
const WORDS = 120;

/** Chooses messages of the open conversation that become one of their own: from one on, or one by one. */
class PartDialog extends AskedDialog {
  /** What was open when the dialog was. @type {import('../types.d.ts').Conversation | undefined} */
  #open;
  /** @type {Message[]} */
  #messages = [];
  /** @type {Set<string>} */
  #picked = new Set();
  #problem = '';
  #busy = false;
  #key = newKey();

  /** From the message on that has the focus, if one has. */
  async show() {
    if (!thread.conversation) return;
    const here = /** @type {HTMLElement | null | undefined} */ (document.activeElement?.closest('[data-message]'))?.dataset.message;
    this.#open = thread.conversation;
    this.#messages = thread.messages;
    this.#picked = new Set();
    this.#problem = '';
    this.#key = newKey();
    if (here) this.#from(here);
    this.requestUpdate();
    await this.updateComplete;
    this.dialog.showModal();
    this.find('input[type="checkbox"]:checked, input[type="checkbox"]')?.focus();
  }

  #closed() {
    this.#open = undefined;
    this.#messages = [];
    this.requestUpdate();
  }

  render() {
    const {number = 0, subject = ''} = this.#open ?? {};
    const count = this.#picked.size;
    return html`
      <dialog class="merge part-conversation" aria-labelledby="part-heading" aria-describedby="part-lead" @close=${this.#closed}>
        <form method="dialog"><h2 id="part-heading">${t('moves.part-title', {number: String(number)})}</h2>
          <button class="button quiet" aria-label=${t('close')} title=${t('close')}>${icon('close')}</button></form>
        <p id="part-lead" class="aside">${t('moves.part-lead')}</p>
        ${!this.#open ? nothing : html`<form @submit=${this.#submit}>
          <fieldset><legend>${t('moves.which')}</legend><ul class="picked">${this.#messages.map((message) => this.#row(message))}</ul></fieldset>
          <label for="part-subject">${t('moves.subject')}</label>
          <input id="part-subject" maxlength=${MAXIMUM_SUBJECT} autocomplete="off" .value=${subject}>
          <p class="aside" role="status">${count ? t('moves.will-part', {count}) : ''}</p>
          <p class="form-problem" role="alert">${this.#problem ? html`${icon('warning')}<span>${this.#problem}</span>` : nothing}</p>
          <p class="line end"><button class="button primary" ?disabled=${this.#busy}>${t('moves.do-part')}</button></p>
        </form>`}
      </dialog>
    `;
  }

  /** @param {Message} message */
  #row({id, author, sentAt, text, kind}) {
    const name = kind === 'note' ? t('message.note') : personName(author);
    return html`<li><label class="choice"><input type="checkbox" .checked=${this.#picked.has(id)} @change=${() => this.#pick(id)}>
        <span><strong><bdi>${name}</bdi></strong> <time class="aside" datetime=${sentAt}>${shortTime(sentAt, Date.now())}</time> <bdi class="start">${text.slice(0, WORDS)}</bdi></span></label>
      <button type="button" class="button quiet small" aria-label=${t('moves.from-here-of', {name, time: shortTime(sentAt, Date.now())})} @click=${() => this.#from(id)}>${t('moves.from-here')}</button></li>`;
  }

  /** @param {string} id */
  #pick(id) {
    if (!this.#picked.delete(id)) this.#picked.add(id);
    this.#changed();
  }

  /** @param {string} id */
  #from(id) {
    const at = this.#messages.findIndex((message) => message.id === id);
    this.#picked = new Set(this.#messages.slice(Math.max(0, at)).map((message) => message.id));
    this.#changed();
  }

  #changed() {
    this.#problem = '';
    this.#key = newKey();
    this.requestUpdate();
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const open = this.#open;
    if (!open || this.#busy) return;
    const refusal = mayPart(this.#messages, this.#picked, thread.earlier !== undefined);
    this.#problem = refusal ? t(refusal) : '';
    this.#busy = !refusal;
    this.requestUpdate();
    if (refusal) return;
    try {
      const subject = /** @type {HTMLInputElement} */ (this.find('#part-subject')).value.trim();
      const move = await part(open.id, [...this.#picked], subject, this.#key);
      const fresh = await get(`/conversations/${move.toId}`);
      this.dialog.close();
      notices.good(t('moves.parted', {number: String(fresh.number)}), {label: t('order.undo'), act: () => undoMove(move.id), milliseconds: UNDO_FOR});
      router.go({place: 'conversation', number: fresh.number});
    } catch (problem) {
      if (!inDoubt(problem)) this.#key = newKey();
      this.#problem = wordsOf(problem);
    } finally {
      this.#busy = false;
      this.requestUpdate();
    }
  }
}
customElements.define('part-dialog', PartDialog);
