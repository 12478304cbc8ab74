import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {clock, directory, notices, operations} from '../desk.js';
import {fullTime, shortTime} from '../format.js';
import {channelIcon, icon} from '../icons.js';
import {keyOr, t} from '../i18n/index.js';
import {format} from '../routes.js';
import {DeskElement} from './element.js';
import {faultDetail, faultWords} from './fault-words.js';
import {channelLabel} from './labels.js';
import {wordsOf} from './problems.js';

/**
 * @typedef {import('../types.d.ts').DeliveryResult} DeliveryResult
 * @typedef {import('../types.d.ts').Trouble} Trouble
 * @typedef {import('../state/operations.js').TroubleState} TroubleState
 */

/** @type {Record<TroubleState, ('done' | 'retry' | 'hand-back')[]>} */
const CHOICES = {failed: ['retry', 'hand-back'], unknown: ['done', 'retry', 'hand-back'], queued: ['hand-back']};

/** @type {Record<TroubleState, string>} */
const ICONS = {failed: 'warning', unknown: 'question', queued: 'clock'};

/** Answers that failed, of which nobody knows whether they went out, or whose channel is not open; and what can be done about each. */
class OperationsTroubles extends DeskElement {
  /** The unknown one that is to be sent again, while its operator is asked. @type {Trouble | undefined} */
  #asked;
  #busy = '';

  get watched() {
    return [clock, directory, operations];
  }

  render() {
    return html`
      <p class="line filter"><label for="trouble-channel">${t('operations.filter')}</label>
        <select id="trouble-channel" @change=${(/** @type {Event} */ event) => operations.choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
          <option value="" ?selected=${!operations.channel}>${t('operations.every-channel')}</option>
          ${operations.cluster?.channels.map(({id, label}) => html`<option value=${id} ?selected=${id === operations.channel}>${label}</option>`)}
        </select></p>
      ${this.#section('failed')}
      ${this.#section('unknown')}
      ${operations.troubles.queued.length ? this.#section('queued') : nothing}
      <dialog aria-labelledby="twice-heading" aria-describedby="twice-lead" @close=${() => this.#answered()}>
        <h2 id="twice-heading">${t('operations.twice')}</h2>
        <p id="twice-lead">${t('operations.twice-lead')}</p>
        <form method="dialog" class="line end"><button class="button" value="no">${t('cancel')}</button>
          <button class="button primary" value="retry">${t('operations.unknown.retry')}</button></form>
      </dialog>
    `;
  }

  /** @param {TroubleState} state */
  #section(state) {
    const troubles = operations.troubles[state];
    return html`<section aria-labelledby="${state}-heading">
      <h3 id="${state}-heading" tabindex="-1">${icon(ICONS[state])} ${t(`operations.${state}`)}</h3>
      <p class="aside">${t(`operations.${state}-what`)}</p>
      ${troubles.length ? html`<ul class="troubles">${repeat(troubles, ({id}) => id, (trouble) => this.#item(trouble, state))}</ul>` : html`<p>${t('operations.none')}</p>`}
      ${operations.next[state] ? html`<p><button class="button" @click=${() => this.#more(state)}>${t('operations.more')}</button></p>` : nothing}
    </section>`;
  }

  /** @param {Trouble} trouble @param {TroubleState} state */
  #item(trouble, state) {
    const {conversationNumber, channelId, to, fault, updatedAt} = trouble;
    const number = t('conversation.number', {number: String(conversationNumber)});
    return html`<li>
      <p class="line about"><a href=${format({place: 'conversation', number: conversationNumber})}>${number}</a>
        <span>${channelIcon(directory.channel(channelId))} ${channelLabel(channelId)}</span>
        ${to ? html`<span>→ <bdi>${to}</bdi></span>` : nothing}
        <time class="aside" datetime=${updatedAt} title=${fullTime(updatedAt)}>${t('operations.since', {time: shortTime(updatedAt, clock.now)})}</time></p>
      <p>${state === 'queued' ? nothing : fault ? html`${fault.detail ? faultWords(fault) : t('operations.no-detail')} ${state === 'failed' ? t(keyOr(`delivery.failed-by.${fault.owner}`, 'delivery.failed-by.parvis')) : nothing}` : t('operations.no-detail')}</p>
      ${state === 'queued' ? nothing : faultDetail(fault)}
      <p class="choices">${CHOICES[state].map((result) => html`<button class="button small" ?disabled=${this.#busy === trouble.id}
        aria-label="${t(label(state, result))}, ${number}" @click=${() => this.#choose(trouble, state, result)}>${t(label(state, result))}</button>`)}</p>
    </li>`;
  }

  /** @param {Trouble} trouble @param {TroubleState} state @param {DeliveryResult} result */
  #choose(trouble, state, result) {
    if (state === 'unknown' && result === 'retry') {
      this.#asked = trouble;
      const dialog = /** @type {HTMLDialogElement} */ (this.find('dialog'));
      dialog.returnValue = '';
      dialog.showModal();
      return;
    }
    this.#report(trouble, state, result);
  }

  #answered() {
    const trouble = this.#asked;
    this.#asked = undefined;
    if (trouble && /** @type {HTMLDialogElement} */ (this.find('dialog')).returnValue === 'retry') this.#report(trouble, 'unknown', 'retry');
  }

  /** @param {Trouble} trouble @param {TroubleState} state @param {DeliveryResult} result */
  async #report(trouble, state, result) {
    this.#busy = trouble.id;
    this.requestUpdate();
    try {
      await operations.report(trouble, result);
      notices.good(t(`done.delivery.${result}`));
      // The button that was pressed has gone with its answer.
      this.find(`#${state}-heading`)?.focus();
    } catch (problem) {
      notices.bad(wordsOf(problem));
      operations.refresh();
    } finally {
      this.#busy = '';
      this.requestUpdate();
    }
  }

  /** @param {TroubleState} state */
  async #more(state) {
    try {
      await operations.more(state);
    } catch (problem) {
      notices.bad(wordsOf(problem));
    }
  }
}
customElements.define('operations-troubles', OperationsTroubles);

/** @param {TroubleState} state @param {'done' | 'retry' | 'hand-back'} result */
function label(state, result) {
  if (result === 'hand-back') return 'operations.hand-back';
  if (result === 'done') return 'operations.unknown.done';
  return state === 'unknown' ? 'operations.unknown.retry' : 'operations.failed.retry';
}
