import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {canned} from '../canned-answers.js';
import {clock, directory, notices, session} from '../desk.js';
import {shortTime} from '../format.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {DeskElement} from './element.js';
import {agentName} from './labels.js';
import {wordsOf} from './problems.js';
import './canned-editor.js';

/** @typedef {import('../types.d.ts').CannedAnswer} CannedAnswer */

/** Answers that are written often: leads write them, change them, and put them away. */
class CannedPage extends DeskElement {
  #filter = '';
  #archived = false;

  get watched() {
    return [canned, clock, directory, session];
  }

  firstUpdated() {
    canned.load();
    this.find('#canned-heading')?.focus();
  }

  render() {
    const may = session.may('write-canned-answers');
    return html`
      <div class="writing-page">
        <header>
          <h2 id="canned-heading" tabindex="-1">${t('canned.title')}</h2>
          ${may ? html`<button class="button primary" @click=${() => this.#editor?.begin()}>${icon('pen')} ${t('canned.new')}</button>` : nothing}
          <p class="aside">${t('canned.lead')}</p>
        </header>
        ${may ? html`<canned-editor></canned-editor>` : nothing}
        <div role="alert">${canned.problem ? html`<p class="form-problem">${icon('warning')}<span>${wordsOf(canned.problem)}</span></p>` : nothing}</div>
        ${canned.answers.length ? this.#filters() : nothing}
        ${this.#list(may)}
      </div>
    `;
  }

  get #editor() {
    return /** @type {import('./canned-editor.js').CannedEditor | null} */ (this.querySelector('canned-editor'));
  }

  #filters() {
    return html`<div class="filters">
      <label class="unseen" for="canned-search">${t('canned.find')}</label>
      <input id="canned-search" type="search" maxlength="100" autocomplete="off" placeholder=${t('canned.find')} .value=${this.#filter} @input=${this.#typed}>
      <label class="choice"><input type="checkbox" .checked=${this.#archived} @change=${this.#showArchived}> ${t('canned.show-archived')}</label>
    </div>`;
  }

  /** @param {boolean} may */
  #list(may) {
    if (!canned.loaded) return html`<p class="aside" role="status">${canned.problem ? '' : t('list.loading')}</p>`;
    const wanted = this.#filter.toLowerCase();
    const shown = canned.answers.filter(({archived, code, title, french = '', english = ''}) => archived === this.#archived
      && [code, title, french, english].some((words) => words.toLowerCase().includes(wanted)));
    return html`<p class="unseen" role="status">${t('canned.count', {count: shown.length})}</p>
      ${shown.length ? html`<ul class="entries">${repeat(shown, ({id}) => id, (answer) => this.#answer(answer, may))}</ul>` : html`<div class="none">
        <p>${icon('canned')}</p><p>${t(this.#filter ? 'canned.none-found' : this.#archived ? 'canned.none-archived' : 'canned.none')}</p>
        ${this.#filter || this.#archived ? nothing : html`<p class="aside">${t('canned.none-what')}</p>`}</div>`}`;
  }

  /** @param {CannedAnswer} answer @param {boolean} may */
  #answer(answer, may) {
    const {id, code, title, french, english, teamId, archived, updatedBy, updatedAt} = answer;
    const heading = `canned-${id}`;
    return html`<li><article aria-labelledby=${heading}>
      <h3 id=${heading}>${title} <span class="code">/${code}</span></h3>
      <p class="marks">
        <span class="pill">${teamId ? (directory.team(teamId)?.name ?? t('canned.team-gone')) : t('canned.every-team')}</span>
        ${french ? html`<span class="pill" lang="fr">Français</span>` : nothing}${english ? html`<span class="pill" lang="en">English</span>` : nothing}
        <span class="aside">${updatedBy ? t('canned.changed-by', {name: agentName(updatedBy), when: shortTime(updatedAt, clock.now)}) : t('canned.changed', {when: shortTime(updatedAt, clock.now)})}</span></p>
      <p class="words snippet" lang=${french ? 'fr' : 'en'}>${french ?? english}</p>
      ${may ? html`<p class="choices">
        ${archived ? html`<button class="button small" aria-describedby=${heading} @click=${() => this.#archive(answer, false)}>${t('canned.take-up')}</button>` : html`
          <button class="button small" aria-describedby=${heading} @click=${() => this.#editor?.begin(answer)}>${t('canned.edit')}</button>
          <button class="button small quiet" aria-describedby=${heading} @click=${() => this.#archive(answer, true)}>${t('canned.archive')}</button>`}</p>` : nothing}
    </article></li>`;
  }

  /** @param {CannedAnswer} answer @param {boolean} archived */
  async #archive(answer, archived) {
    const {code, title, french, english, teamId} = answer;
    try {
      const now = await canned.change(answer, {code, title, french, english, teamId}, archived);
      notices.good(t(archived ? 'canned.archived' : 'canned.taken-up', {title}), archived ? {label: t('canned.undo'), act: () => this.#archive(now, false), milliseconds: 10_000} : undefined);
    } catch (problem) {
      notices.bad(wordsOf(problem));
      canned.load();
    }
    // The button that was pressed is gone with its row.
    await this.updateComplete;
    if (document.activeElement === document.body) this.find('#canned-heading')?.focus();
  }

  /** @param {Event} event */
  #typed(event) {
    this.#filter = /** @type {HTMLInputElement} */ (event.target).value;
    this.requestUpdate();
  }

  /** @param {Event} event */
  #showArchived(event) {
    this.#archived = /** @type {HTMLInputElement} */ (event.target).checked;
    this.requestUpdate();
  }
}
customElements.define('canned-page', CannedPage);
