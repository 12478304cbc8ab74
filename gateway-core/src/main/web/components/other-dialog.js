import {html, nothing} from 'lit';
import {get, inDoubt, newKey, Problem} from '../api.js';
import {notices, thread} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {KINDS, linkWith, mergeIn, numberOf, undoMove, UNDO_FOR} from '../moving.js';
import {person} from '../person-in-view.js';
import {isolated} from '../text.js';
import {AskedDialog} from './asked-dialog.js';
import {channelLabel, personName} from './labels.js';
import {wordsOf} from './problems.js';

/**
 * @typedef {import('../types.d.ts').Conversation} Conversation
 * @typedef {import('../types.d.ts').ConversationRow} Row
 * @typedef {import('../types.d.ts').LinkKind} LinkKind
 */

/** Finds another conversation, one of the person's or any by its number, and merges it into the open one or links the two. */
class OtherDialog extends AskedDialog {
  /** @type {'merge' | 'link'} */
  #purpose = 'merge';
  /** What was open when the dialog was: it may change meanwhile. @type {Conversation | undefined} */
  #open;
  /** @type {Row | undefined} */
  #other;
  /** @type {LinkKind} */
  #kind = 'related';
  #problem = '';
  #busy = false;
  #key = newKey();

  get watched() {
    return [person];
  }

  /** @param {'merge' | 'link'} purpose */
  async show(purpose) {
    if (!thread.conversation) return;
    this.#purpose = purpose;
    this.#open = thread.conversation;
    this.#kind = 'related';
    await this.#choose(undefined);
    this.dialog.showModal();
    this.#focus();
  }

  #closed() {
    this.#open = undefined;
    this.requestUpdate();
  }

  /** @param {Row | undefined} other */
  async #choose(other) {
    this.#other = other;
    this.#problem = '';
    this.#key = newKey();
    this.requestUpdate();
    await this.updateComplete;
    if (this.dialog.open) this.#focus();
  }

  #focus() {
    this.find(!this.#other ? '#other-number' : this.#purpose === 'link' ? 'input[type="radio"]:checked' : '.confirm')?.focus();
  }

  render() {
    const {number = 0} = this.#open ?? {};
    const merging = this.#purpose === 'merge';
    return html`
      <dialog class="merge other-conversation" aria-labelledby="other-heading" aria-describedby="other-lead" @close=${this.#closed}>
        <form method="dialog"><h2 id="other-heading">${t(merging ? 'moves.merge-title' : 'links.title', {number: String(number)})}</h2>
          <button class="button quiet" aria-label=${t('close')} title=${t('close')}>${icon('close')}</button></form>
        <p id="other-lead" class="aside">${t(merging ? 'moves.merge-lead' : 'links.lead')}</p>
        ${!this.#open ? nothing : this.#other ? this.#confirm(this.#open, this.#other) : this.#find(this.#open)}
      </dialog>
    `;
  }

  /** @param {Conversation} open */
  #find(open) {
    const others = person.known?.id === open.contact.id ? person.conversations.filter(({id}) => id !== open.id) : [];
    return html`
      <form @submit=${this.#asked}><label for="other-number">${t('moves.number')}</label>
        <p class="line"><input id="other-number" inputmode="numeric" autocomplete="off" maxlength="16"><button class="button" ?disabled=${this.#busy}>${t('moves.find')}</button></p>
        ${this.#wrong()}</form>
      ${others.length ? html`<h3>${t('moves.of-person', {name: isolated(personName(open.contact))})}</h3>
        <ul class="found">${others.map((row) => html`<li><button type="button" class="match-row" @click=${() => this.#choose(row)}>${icon('inbox')}${this.#title(row)}</button></li>`)}</ul>` : nothing}`;
  }

  /** @param {Row} row */
  #title(row) {
    return html`<span><bdi class="title">${row.subject || row.topic || row.snippet || personName(row.contact)}</bdi>
      <span class="aside">${t('conversation.number', {number: String(row.number)})} · ${channelLabel(row.channelId)} · ${t(`state.${row.state}`)}</span></span>`;
  }

  /** @param {Conversation} open @param {Row} other */
  #confirm(open, other) {
    const merging = this.#purpose === 'merge';
    const apart = merging && other.contact.id !== open.contact.id;
    return html`
      <div class="other">${icon('inbox')}${this.#title(other)}</div>
      <form @submit=${this.#submit}>
        ${apart ? html`<p>${t('moves.other-contact', {name: isolated(personName(other.contact))})}</p>` : merging ? this.#outcome(open, other) : this.#kinds()}
        ${this.#wrong()}
        <p class="line end"><button type="button" class="button" @click=${() => this.#choose(undefined)}>${t('moves.another')}</button>
          ${apart ? nothing : html`<button class="button primary confirm" ?disabled=${this.#busy}>${t(merging ? 'moves.do-merge' : 'links.add')}</button>`}</p>
      </form>`;
  }

  /** What will happen. @param {Conversation} open @param {Row} other */
  #outcome(open, other) {
    const number = String(open.number);
    const numbers = {number, other: String(other.number)};
    return html`<ul class="outcome">
      <li>${t('moves.will-move', {...numbers, count: other.messageCount})}</li>
      ${other.owedSince ? html`<li>${t('moves.will-owe')}</li>` : nothing}
      ${other.channelId === open.channelId ? nothing : html`<li>${t('moves.will-channels')}</li>`}
      <li>${t('moves.will-lead', numbers)}</li>
    </ul>`;
  }

  #kinds() {
    return html`<fieldset><legend>${t('links.kind')}</legend>${KINDS.map((kind) => html`<label class="choice"><input type="radio" name="link-kind" value=${kind}
      .checked=${this.#kind === kind} @change=${() => (this.#kind = kind)}> ${t(`links.kind.${kind}`)}</label>`)}</fieldset>`;
  }

  #wrong() {
    return html`<p class="form-problem" role="alert">${this.#problem ? html`${icon('warning')}<span>${this.#problem}</span>` : nothing}</p>`;
  }

  /** @param {SubmitEvent} event */
  async #asked(event) {
    event.preventDefault();
    const number = numberOf(/** @type {HTMLInputElement} */ (this.find('#other-number')).value);
    const found = number ? await this.#attempt(() => get(`/conversations/${number}`)) : undefined;
    if (!number) this.#problem = t('moves.no-number');
    // A number that leads elsewhere means the conversation that it leads to.
    else if (found) {
      const other = found.mergedInto ? await this.#attempt(() => get(`/conversations/${found.mergedInto.id}`)) : found;
      if (other?.id === this.#open?.id) this.#problem = t('moves.same');
      else if (other) await this.#choose(other);
    }
    this.requestUpdate();
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const [open, other] = [this.#open, this.#other];
    if (!open || !other || this.#busy) return;
    const number = String(other.number);
    if (this.#purpose === 'merge') {
      const move = await this.#attempt(() => mergeIn(open.id, other.id, this.#key));
      if (!move) return;
      notices.good(t('moves.merged', {number}), {label: t('order.undo'), act: () => undoMove(move.id), milliseconds: UNDO_FOR});
    } else {
      if (!(await this.#attempt(() => linkWith(open.id, other.id, this.#kind)))) return;
      notices.good(t('links.added', {number}));
    }
    this.dialog.close();
  }

  /** @template T @param {() => Promise<T>} work @returns {Promise<T | undefined>} */
  async #attempt(work) {
    this.#busy = true;
    this.#problem = '';
    this.requestUpdate();
    try {
      return await work();
    } catch (problem) {
      if (!inDoubt(problem)) this.#key = newKey();
      this.#problem = problem instanceof Problem && problem.status === 404 ? t('moves.no-number') : wordsOf(problem);
      return undefined;
    } finally {
      this.#busy = false;
      this.requestUpdate();
    }
  }
}
customElements.define('other-dialog', OtherDialog);
