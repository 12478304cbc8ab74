import {html, nothing} from 'lit';
import {inDoubt, Problem} from '../api.js';
import {codeOf, gaps, VARIABLES} from '../canned.js';
import {canned} from '../canned-answers.js';
import {directory, notices, preferences, session} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {KeptEdit} from '../kept-edit.js';
import {agentName} from './labels.js';
import {DeskElement} from './element.js';
import {wordsOf} from './problems.js';
import {submitByKey} from './submit-key.js';

/**
 * @typedef {import('../types.d.ts').CannedAnswer} CannedAnswer
 * @typedef {{code: string, title: string, french: string, english: string, teamId: string}} Fields
 * @typedef {{answer?: CannedAnswer, fields: Fields}} Edit `answer`: as it was when it was begun; absent: a new one
 */

const MAXIMUM = {code: 40, title: 100, text: 10_000};
/** @type {Fields} */
const BLANK = {code: '', title: '', french: '', english: '', teamId: ''};

/** Writes one canned answer. What is typed is kept at every stroke, in the tab's own storage, until it is saved or discarded. */
export class CannedEditor extends DeskElement {
  /** @type {Edit} */
  #edit = {fields: BLANK};
  /** @type {KeptEdit<Edit>} */
  #kept = new KeptEdit('canned');
  /** Where a variable goes. @type {'french' | 'english'} */
  #writing = 'french';
  #problem = '';
  #badField = '';
  /** What somebody else made of it meanwhile. @type {CannedAnswer | undefined} */
  #theirs;
  #saving = false;
  /** What opened it, which has the focus again afterwards. @type {HTMLElement | null} */
  #opener = null;

  get watched() {
    return [directory, session];
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.find('dialog'));
  }

  /** @param {CannedAnswer} [answer] the one to change; none: a new one */
  begin(answer) {
    const left = this.#kept.left;
    const fields = answer ? {...BLANK, ...pick(answer)} : BLANK;
    this.#show(left && left.answer?.id === answer?.id ? left : {answer, fields});
  }

  /** @param {Edit} edit */
  async #show(edit) {
    this.#edit = edit;
    this.#problem = '';
    this.#badField = '';
    this.#theirs = undefined;
    this.#writing = !edit.fields.french && edit.fields.english ? 'english' : 'french';
    this.#opener = /** @type {HTMLElement | null} */ (document.activeElement);
    this.requestUpdate();
    await this.updateComplete;
    this.#dialog.showModal();
    this.find('#canned-title')?.focus();
  }

  render() {
    const {answer, fields} = this.#edit;
    const left = this.#kept.left;
    return html`
      ${left && !this.find('dialog')?.hasAttribute('open') ? html`<p class="unfinished">${icon('pen')} <span>${t('canned.unfinished', {title: left.fields.title || t('canned.untitled')})}</span>
        <button class="button small" @click=${() => this.#show(left)}>${t('canned.resume')}</button>
        <button class="button small quiet" @click=${() => this.#discard()}>${t('canned.discard')}</button></p>` : nothing}
      <dialog class="canned-editor" aria-labelledby="canned-editor-heading" @close=${this.#closed}>
        <h2 id="canned-editor-heading">${answer ? t('canned.edit-title', {title: answer.title}) : t('canned.new')}</h2>
        <form novalidate @submit=${this.#submit} @keydown=${submitByKey}>
          <p class="form-problem" role="alert">${this.#problem ? html`${icon('warning')} <span>${this.#problem}</span>` : nothing}</p>
          ${this.#theirs ? html`<details class="theirs" open><summary>${t('canned.theirs', {name: agentName(this.#theirs.updatedBy ?? '')})}</summary>
            <p class="words">${this.#theirs.french ?? this.#theirs.english}</p></details>` : nothing}
          <label for="canned-title">${t('canned.name')} <span class="required">${t('field.required')}</span></label>
          ${this.#line('title', 'canned-title', MAXIMUM.title, '')}
          <div class="pair">
            <div><label for="canned-code">${t('canned.code')}</label>${this.#line('code', 'canned-code', MAXIMUM.code, codeOf(fields.title))}</div>
            <div><label for="canned-team">${t('canned.team')}</label>
              <select id="canned-team" .value=${fields.teamId} @change=${(/** @type {Event} */ event) => this.#keep({teamId: valueOf(event)})}>
                <option value="" ?selected=${!fields.teamId}>${t('canned.every-team')}</option>
                ${directory.teams.map(({id, name}) => html`<option value=${id} ?selected=${fields.teamId === id}>${name}</option>`)}</select></div>
          </div>
          ${this.#text('french', 'fr')}
          ${this.#text('english', 'en')}
          <p class="aside" id="canned-variables">${t('canned.variables')}</p>
          <ul class="chips" aria-labelledby="canned-variables">${Object.keys(VARIABLES).map((name) => html`<li><button type="button" class="button small"
            @click=${() => this.#insert(`{${name}}`)}><code>{${name}}</code> ${/** @type {any} */ (VARIABLES)[name][preferences.language]}</button></li>`)}</ul>
          ${this.#toFill()}
          <p class="line end"><button type="button" class="button" @click=${() => this.#discard()}>${t('canned.discard')}</button>
            <button class="button primary" ?disabled=${this.#saving}>${t('canned.save')} <kbd aria-hidden="true">Ctrl ↵</kbd></button></p>
        </form>
      </dialog>
    `;
  }

  /** @param {'title' | 'code'} field @param {string} id @param {number} maximum @param {string} hint */
  #line(field, id, maximum, hint) {
    return html`<input id=${id} maxlength=${maximum} autocomplete="off" placeholder=${hint} .value=${this.#edit.fields[field]} aria-invalid=${this.#badField === field ? 'true' : nothing}
      @input=${(/** @type {Event} */ event) => this.#keep({[field]: valueOf(event)})}>`;
  }

  /** @param {'french' | 'english'} field @param {string} language */
  #text(field, language) {
    return html`<label for="canned-${field}">${t(`canned.${field}`)}</label>
      <textarea id="canned-${field}" rows="5" lang=${language} maxlength=${MAXIMUM.text} .value=${this.#edit.fields[field]} aria-invalid=${this.#badField === field ? 'true' : nothing}
        @focus=${() => (this.#writing = field)} @input=${(/** @type {Event} */ event) => this.#keep({[field]: valueOf(event)})}></textarea>`;
  }

  /** What whoever uses it will be asked for. */
  #toFill() {
    const {french, english} = this.#edit.fields;
    const names = [...new Set(gaps(`${french}\n${english}`).map(({name}) => name).filter((name) => !Object.hasOwn(VARIABLES, name)))];
    return names.length ? html`<p class="aside">${t('canned.asked', {names: names.join(', ')})}</p>` : nothing;
  }

  /** @param {Partial<Fields>} change */
  #keep(change) {
    this.#edit = {...this.#edit, fields: {...this.#edit.fields, ...change}};
    this.#kept.keep(this.#edit);
    this.requestUpdate();
  }

  /** @param {string} variable */
  async #insert(variable) {
    const field = /** @type {HTMLTextAreaElement} */ (this.find(`#canned-${this.#writing}`));
    const at = field.selectionStart;
    this.#keep({[this.#writing]: field.value.slice(0, at) + variable + field.value.slice(field.selectionEnd)});
    await this.updateComplete;
    field.focus();
    field.setSelectionRange(at + variable.length, at + variable.length);
  }

  #discard() {
    this.#kept.discard();
    this.#dialog.close();
    this.requestUpdate();
  }

  /** Escape closes it too: what was typed can be resumed. */
  #closed() {
    this.requestUpdate();
    if (this.#opener?.isConnected) this.#opener.focus();
    else document.getElementById('canned-heading')?.focus();
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    this.#save();
  }

  async #save() {
    if (this.#saving) return;
    const {answer, fields} = this.#edit;
    const {title, french, english, teamId} = fields;
    if (!title.trim()) return this.#refuse(t('canned.missing-title'), 'title');
    if (!french.trim() && !english.trim()) return this.#refuse(t('canned.missing-text'), 'french');
    const words = {title: title.trim(), code: fields.code.trim() || codeOf(title), french: french.trim() ? french : undefined, english: english.trim() ? english : undefined, teamId: teamId || undefined};
    this.#saving = true;
    this.requestUpdate();
    try {
      if (answer) await canned.change(this.#theirs ?? answer, words, false);
      else await canned.create(words);
      this.#discard();
      notices.good(t('canned.saved', {title: words.title}));
    } catch (problem) {
      await this.#failed(problem);
    } finally {
      this.#saving = false;
      this.requestUpdate();
    }
  }

  /** @param {unknown} problem */
  async #failed(problem) {
    if (!inDoubt(problem)) canned.refused();
    if (problem instanceof Problem && problem.type === '/problems/changed-meanwhile') {
      await canned.load();
      this.#theirs = canned.answers.find(({id}) => id === this.#edit.answer?.id);
      return this.#refuse(t('canned.changed-meanwhile'), '');
    }
    const field = problem instanceof Problem ? (problem.errors[0]?.field ?? '') : '';
    this.#refuse(field === 'code' && problem instanceof Problem && problem.status !== 409 ? t('canned.bad-code') : wordsOf(problem), field);
  }

  /** @param {string} words @param {string} field */
  #refuse(words, field) {
    this.#problem = words;
    this.#badField = field;
    this.requestUpdate();
    if (field) this.find(`#canned-${field}`)?.focus();
  }
}

/** @param {CannedAnswer} answer */
function pick({code, title, french = '', english = '', teamId = ''}) {
  return {code, title, french, english, teamId};
}

/** @param {Event} event */
function valueOf(event) {
  return /** @type {HTMLInputElement} */ (event.target).value;
}
customElements.define('canned-editor', CannedEditor);
