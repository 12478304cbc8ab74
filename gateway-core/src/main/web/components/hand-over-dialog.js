import {html, nothing} from 'lit';
import {live as asShown} from 'lit/directives/live.js';
import {handOver} from '../actions.js';
import {inDoubt, newKey, Problem} from '../api.js';
import {directory, drafts, session, thread} from '../desk.js';
import {rank} from '../fuzzy.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {AskedDialog} from './asked-dialog.js';
import {availableName} from './labels.js';
import {wordsOf} from './problems.js';

/** @typedef {{kind: 'assigneeId' | 'teamId', id: string, label: string, name: string}} Receiver */

const MOST_SHOWN = 30;
const MAXIMUM_NOTE = 50_000;

/**
 * Gives the open conversation to a colleague or a team, with a note that says why. What is typed is the draft of the note: it is kept at every stroke, and a note that was begun
 * is what stands here.
 */
class HandOverDialog extends AskedDialog {
  /** The conversation that it is about, whichever is opened meanwhile. */
  #of = '';
  #query = '';
  #active = 0;
  /** @type {Receiver | undefined} */
  #chosen;
  #problem = '';
  #badField = '';
  #sending = false;
  #listed = false;

  get watched() {
    return [directory, drafts, thread];
  }

  async show() {
    const {conversation} = thread;
    if (!conversation) return;
    this.#of = conversation.id;
    this.#chosen = undefined;
    this.#refuse('', '');
    this.#ask('');
    await this.updateComplete;
    this.dialog.showModal();
    this.find('input')?.focus();
  }

  /** @param {string} query */
  #ask(query) {
    this.#query = query;
    this.#active = 0;
    this.#listed = true;
    this.requestUpdate();
  }

  /** Those who take work on first, as where something is assigned. @returns {Receiver[]} */
  get #receivers() {
    if (!this.#listed) return [];
    const {conversation} = thread;
    const agents = directory.assignable(conversation?.assigneeId, conversation?.teamId).filter(({id}) => id !== session.agent?.id)
      .map((agent) => /** @type {const} */ ({kind: 'assigneeId', id: agent.id, label: `${availableName(agent)} ${agent.account}`, name: agent.name}));
    const teams = directory.teams.filter(({id}) => id !== conversation?.teamId || conversation?.assigneeId).map(({id, name}) => /** @type {const} */ ({kind: 'teamId', id, label: name, name}));
    return rank(this.#query, [...agents, ...teams], []).slice(0, MOST_SHOWN).map(({entry}) => entry);
  }

  render() {
    const receivers = this.#receivers;
    const at = Math.min(this.#active, receivers.length - 1);
    const note = this.#of ? drafts.of(this.#of).note : '';
    return html`
      <dialog class="tags hand-over" aria-labelledby="hand-over-heading">
        <form method="dialog"><h2 id="hand-over-heading">${t('handover.title')}</h2>
          <button class="button quiet" aria-label=${t('close')} title=${t('close')}>${icon('close')}</button></form>
        <form novalidate @submit=${this.#submit} @keydown=${this.#send}>
          <label for="hand-over-to">${t('handover.to')} <span class="required">${t('field.required')}</span></label>
          <input id="hand-over-to" role="combobox" aria-expanded=${receivers.length > 0} aria-controls="hand-over-list" aria-autocomplete="list" autocomplete="off" spellcheck="false" maxlength="100"
            aria-required="true" aria-invalid=${this.#badField === 'to' ? 'true' : nothing} aria-activedescendant=${receivers.length ? `hand-over-${at}` : nothing}
            .value=${asShown(this.#query)} @input=${this.#typed} @blur=${this.#unlist} @keydown=${(/** @type {KeyboardEvent} */ event) => this.#keys(event, receivers, at)}>
          <ul id="hand-over-list" role="listbox" aria-label=${t('handover.known')} ?hidden=${!receivers.length}>${receivers.map((receiver, index) => html`
            <li role="option" id="hand-over-${index}" aria-selected=${index === at} @mousedown=${(/** @type {Event} */ event) => event.preventDefault()} @click=${() => this.#choose(receiver)}>
              ${icon(receiver.kind === 'teamId' ? 'team' : 'person')}<bdi>${this.#shown(receiver)}</bdi></li>`)}</ul>
          <label for="hand-over-why">${t('handover.why')} <span class="required">${t('field.required')}</span></label>
          <textarea id="hand-over-why" rows="4" maxlength=${MAXIMUM_NOTE} aria-required="true" aria-invalid=${this.#badField === 'why' ? 'true' : nothing} aria-describedby="hand-over-lead"
            .value=${asShown(note)} @input=${this.#write}></textarea>
          <p class="aside" id="hand-over-lead">${t('handover.lead')}</p>
          <p class="form-problem" role="alert">${this.#problem ? html`${icon('warning')} <span>${this.#problem}</span>` : nothing}</p>
          <p class="line end"><button type="button" class="button" @click=${() => this.dialog.close()}>${t('cancel')}</button>
            <button class="button primary" ?disabled=${this.#sending}>${t('handover.do')} <kbd aria-hidden="true">Ctrl ↵</kbd></button></p>
        </form>
      </dialog>
    `;
  }

  updated() {
    this.querySelector('[aria-selected="true"]')?.scrollIntoView({block: 'nearest'});
  }

  /** @param {Receiver} receiver */
  #shown({kind, id, name}) {
    const agent = kind === 'assigneeId' ? directory.agent(id) : undefined;
    return agent ? availableName(agent) : name;
  }

  /** @param {InputEvent} event */
  #typed(event) {
    this.#chosen = undefined;
    this.#ask(/** @type {HTMLInputElement} */ (event.target).value);
  }

  /** Whoever goes on to the words sees what was chosen. */
  #unlist() {
    this.#listed = false;
    this.requestUpdate();
  }

  /** @param {Event} event */
  #write(event) {
    drafts.change(this.#of, {note: /** @type {HTMLTextAreaElement} */ (event.target).value});
  }

  /** @param {KeyboardEvent} event @param {Receiver[]} receivers @param {number} at */
  #keys(event, receivers, at) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const {length} = receivers;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!this.#listed) this.#ask(this.#chosen ? '' : this.#query);
      else if (length) this.#active = (at + (event.key === 'ArrowDown' ? 1 : -1) + length) % length;
    } else if (event.key === 'Enter') {
      if (length) this.#choose(receivers[at]);
    } else if (event.key === 'Escape' && length && this.#query) this.#ask('');
    else return;
    event.preventDefault();
    this.requestUpdate();
  }

  /** @param {Receiver} receiver */
  #choose(receiver) {
    this.#chosen = receiver;
    this.#query = receiver.name;
    this.#listed = false;
    this.#refuse('', '');
    this.find('textarea')?.focus();
  }

  /** @param {KeyboardEvent} event */
  #send(event) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#submit(event);
  }

  /** @param {Event} event */
  async #submit(event) {
    event.preventDefault();
    if (this.#sending) return;
    const of = this.#of;
    const {note, noteKey} = drafts.of(of);
    const to = this.#chosen;
    if (!to) return this.#refuse(t('handover.missing-to'), 'to');
    if (!note.trim()) return this.#refuse(t('handover.missing-why'), 'why');
    if (thread.conversation?.id !== of) return this.#refuse(t('problem.changed-meanwhile'), '');
    this.#sending = true;
    this.#refuse('', '');
    try {
      await drafts.inTurn(() => handOver({[to.kind]: to.id, note}, to.name, noteKey));
      drafts.sent(of, {note: '', noteKey: newKey()});
      this.dialog.close();
      if (document.activeElement === document.body) /** @type {HTMLElement | null} */ (document.querySelector('#thread-heading'))?.focus();
    } catch (problem) {
      if (!inDoubt(problem)) drafts.change(of, {noteKey: newKey()});
      if (problem instanceof Problem && problem.status === 409) await thread.readAgain().catch(() => {});
      this.#refuse(wordsOf(problem), '');
    } finally {
      this.#sending = false;
      this.requestUpdate();
    }
  }

  /** @param {string} words @param {'' | 'to' | 'why'} field */
  #refuse(words, field) {
    this.#problem = words;
    this.#badField = field;
    this.requestUpdate();
    if (field) this.find(`#hand-over-${field}`)?.focus();
  }
}
customElements.define('hand-over-dialog', HandOverDialog);
