import {html, nothing} from 'lit';
import {setWaiting, snooze} from '../actions.js';
import {thread} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {forInput, furthest, proposals} from '../later.js';
import {AskedDialog} from './asked-dialog.js';

/** Asks until when the open conversation is put off. */
class SnoozeDialog extends AskedDialog {
  #problem = '';
  #now = 0;

  async show() {
    this.#now = Date.now();
    this.#problem = '';
    this.requestUpdate();
    this.dialog.showModal();
    await this.updateComplete;
    this.find('.chips button')?.focus();
  }

  render() {
    return html`
      <dialog aria-labelledby="snooze-heading" aria-describedby="snooze-lead">
        <h2 id="snooze-heading">${t('snooze.do')}</h2>
        <p id="snooze-lead">${t(thread.conversation?.owedSince ? 'snooze.lead-owed' : 'snooze.lead')}</p>
        <ul class="chips">${proposals(this.#now).map(({words, at}) => html`<li><button type="button" class="button" @click=${() => this.#put(at)}>${t(words)}</button></li>`)}
          <li><button type="button" class="button" @click=${this.#wait}>${icon('pause')} ${t('snooze.until-person')}</button></li></ul>
        <form @submit=${this.#submit} novalidate>
          <label for="snooze-at">${t('later.at')}</label>
          <input id="snooze-at" type="datetime-local" min=${forInput(this.#now)} max=${forInput(furthest(this.#now))} aria-describedby="snooze-problem">
          <p class="form-problem" id="snooze-problem" role="alert">${this.#problem ? html`${icon('warning')} <span>${this.#problem}</span>` : nothing}</p>
          <p class="line end"><button type="button" class="button" @click=${() => this.dialog.close()}>${t('cancel')}</button>
            <button class="button primary">${t('snooze.do')}</button></p>
        </form>
      </dialog>
    `;
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    const at = new Date(/** @type {HTMLInputElement} */ (this.find('#snooze-at')).value).getTime();
    const now = Date.now();
    if (at > now && at <= furthest(now)) return this.#put(at);
    this.#problem = t('later.past');
    this.requestUpdate();
    this.find('#snooze-at')?.focus();
  }

  /** @param {number} at */
  #put(at) {
    this.dialog.close();
    snooze(new Date(at).toISOString());
  }

  #wait() {
    this.dialog.close();
    setWaiting();
  }
}
customElements.define('snooze-dialog', SnoozeDialog);
