import {html, nothing} from 'lit';
import {get, inDoubt, newKey} from '../api.js';
import {notices} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {looksLikeHandle, REASONS, reasonFor} from '../people.js';
import {person} from '../person-in-view.js';
import {isolated} from '../text.js';
import {AskedDialog} from './asked-dialog.js';
import {personName} from './labels.js';
import {evidenceWords, separate, shownHandle} from './person-card.js';
import {wordsOf} from './problems.js';

/**
 * @typedef {import('../types.d.ts').Contact} Contact
 * @typedef {import('../types.d.ts').MergeReason} MergeReason
 * @typedef {import('../types.d.ts').Suggestion} Suggestion
 */

const MAXIMUM_WORDS = 300;
const SHORTEST = 2;
const PAUSE = 200;
const UNDO_FOR = 10_000;

/** Finds another contact of the person who is shown and, with the evidence, makes the two one. */
class MergeDialog extends AskedDialog {
  /** Who was shown when it was opened: what is shown may turn to another contact meanwhile. @type {import('../types.d.ts').Person | undefined} */
  #kept;
  /** @type {Contact | Suggestion | undefined} */
  #other;
  /** Whom the search found. @type {Contact[]} */
  #found = [];
  #asked = '';
  #timer = 0;
  /** @type {MergeReason | undefined} */
  #reason;
  #problem = '';
  #busy = false;
  #key = newKey();

  get watched() {
    return [person];
  }

  /** @param {Suggestion} [suggestion] that it is about */
  async show(suggestion) {
    if (!person.known) return notices.bad(t('people.not-read'));
    this.#kept = person.known;
    this.#found = [];
    this.#asked = '';
    await this.#choose(suggestion);
    this.dialog.showModal();
    this.#focus();
  }

  /** What is not shown has no fields: their labels would stand beside those of the page. */
  #closed() {
    this.#kept = undefined;
    this.requestUpdate();
  }

  /** @param {Contact | Suggestion | undefined} other */
  async #choose(other) {
    this.#other = other;
    this.#reason = other && 'evidence' in other ? reasonFor(other.evidence) : undefined;
    this.#problem = '';
    this.#key = newKey();
    this.requestUpdate();
    await this.updateComplete;
    if (this.dialog.open) this.#focus();
  }

  #focus() {
    this.find(this.#other ? 'input[type="radio"]:checked, input[type="radio"]' : '#merge-search')?.focus();
  }

  render() {
    const name = isolated(personName(this.#kept));
    return html`
      <dialog class="merge" aria-labelledby="merge-heading" aria-describedby="merge-lead" @close=${this.#closed}>
        <form method="dialog"><h2 id="merge-heading">${t('people.merge-title', {name})}</h2>
          <button class="button quiet" aria-label=${t('close')} title=${t('close')}>${icon('close')}</button></form>
        <p id="merge-lead" class="aside">${t('people.merge-lead')}</p>
        ${!this.#kept ? nothing : this.#other ? this.#evidence(this.#other, name) : this.#search()}
      </dialog>
    `;
  }

  #search() {
    const found = this.#found.filter(({id}) => id !== this.#kept?.id);
    return html`<label for="merge-search">${t('people.find')}</label>
      <input id="merge-search" type="search" autocomplete="off" maxlength="100" @input=${this.#typed}>
      <p class="form-problem" role="alert">${this.#problem ? html`${icon('warning')}<span>${this.#problem}</span>` : nothing}</p>
      <p class="unseen" role="status">${this.#asked ? t('people.found', {count: found.length}) : ''}</p>
      <ul class="found">${found.map((other) => html`<li><button type="button" class="match-row" @click=${() => this.#choose(other)}>${icon('person')}<span><bdi class="title">${personName(other)}</bdi>
        ${this.#handles(other)}</span></button></li>`)}</ul>
      ${this.#asked && !found.length ? html`<p class="aside">${t('people.nobody')}</p>` : nothing}`;
  }

  /** @param {Contact} other */
  #handles({handles}) {
    return html`<span class="aside">${handles.slice(0, 4).map((handle, at) => html`${at ? ' · ' : ''}${shownHandle(handle)}${handle.stated ? ` ${t('handle.stated')}` : ''}`)}</span>`;
  }

  /** @param {Contact | Suggestion} other @param {string} name */
  #evidence(other, name) {
    const required = this.#reason === 'other';
    return html`
      <div class="other">${icon('person')}<span><strong><bdi>${personName(other)}</bdi></strong> ${this.#handles(other)}
        ${'evidence' in other ? html`<span class="aside">${other.evidence.map((each) => evidenceWords(each)).join(' · ')}</span>` : nothing}</span></div>
      <form @submit=${this.#submit}>
        <fieldset><legend>${t('people.why')} <span class="required">${t('field.required')}</span></legend>
          ${REASONS.map((reason) => html`<label class="choice"><input type="radio" name="merge-reason" value=${reason} required .checked=${this.#reason === reason}
            @change=${() => this.#because(reason)}> ${t(`people.reason.${reason}`)}</label>`)}</fieldset>
        <label for="merge-words">${t('people.words')} ${required ? html`<span class="required">${t('field.required')}</span>` : nothing}</label>
        <input id="merge-words" maxlength=${MAXIMUM_WORDS} autocomplete="off" ?required=${required}>
        <p class="aside">${t('people.what-moves', {name})}</p>
        <p class="form-problem" role="alert">${this.#problem ? html`${icon('warning')}<span>${this.#problem}</span>` : nothing}</p>
        <p class="line end"><button type="button" class="button" @click=${() => this.#choose(undefined)}>${t('people.another')}</button>
          <button class="button primary" ?disabled=${this.#busy}>${t('people.do-merge')}</button></p>
      </form>`;
  }

  /** @param {MergeReason} reason */
  #because(reason) {
    this.#reason = reason;
    this.requestUpdate();
  }

  /** @param {Event} event */
  #typed(event) {
    const typed = /** @type {HTMLInputElement} */ (event.target).value.trim();
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#ask(typed), PAUSE);
  }

  /** @param {string} typed */
  async #ask(typed) {
    this.#asked = typed.length < SHORTEST ? '' : typed;
    if (!this.#asked) this.#found = [];
    else {
      try {
        const found = await get('/contacts', {query: looksLikeHandle(typed) ? {handle: typed} : {q: typed}});
        if (typed !== this.#asked) return;
        this.#found = found;
        this.#problem = '';
      } catch (problem) {
        this.#problem = wordsOf(problem);
      }
    }
    this.requestUpdate();
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const words = /** @type {HTMLInputElement} */ (this.find('#merge-words')).value.trim();
    if (!this.#kept || !this.#other || !this.#reason || this.#busy) return;
    this.#busy = true;
    this.requestUpdate();
    try {
      const merge = await person.merge(this.#kept.id, this.#other.id, this.#reason, words, this.#key);
      this.dialog.close();
      notices.good(t('people.merged'), {label: t('order.undo'), act: () => separate(merge.id), milliseconds: UNDO_FOR});
      // The suggestion that opened it is gone.
      await /** @type {import('./element.js').DeskElement | null} */ (document.querySelector('person-card'))?.updateComplete;
      if (document.activeElement === document.body) /** @type {HTMLElement | null} */ (document.querySelector('#merge-person'))?.focus();
    } catch (problem) {
      if (!inDoubt(problem)) this.#key = newKey();
      this.#problem = wordsOf(problem);
      person.refresh();
    } finally {
      this.#busy = false;
      this.requestUpdate();
    }
  }
}
customElements.define('merge-dialog', MergeDialog);
