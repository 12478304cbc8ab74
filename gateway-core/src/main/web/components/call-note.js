import {html, nothing} from 'lit';
import {inDoubt, newKey} from '../api.js';
import {calls, directory, notices, reading, router, session} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {outOfSight} from '../noting.js';
import {isolated} from '../text.js';
import {DeskElement} from './element.js';
import {wordsOf} from './problems.js';
import {submitByKey} from './submit-key.js';
import './call-matches.js';

/** @typedef {import('../state/calls.js').CallNote} CallNote */

const OUTCOMES = /** @type {const} */ (['answered', 'call-back', 'passed-on']);
const MAXIMUM_NOTE = 20_000;
const MAXIMUM_LINE = 200;
/** For how long a note that was put aside can be had back, in milliseconds. */
const BACK_FOR = 10_000;

/** The note of a call, written while the caller still speaks: from the first key to the last without the mouse. */
class CallNotePage extends DeskElement {
  #saving = false;
  #problem = '';
  #saved = 0;

  get watched() {
    return [calls, directory, session];
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('call-stays', this.#stay);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('call-stays', this.#stay);
  }

  /** Escape does not lead away from what is begun. */
  #stay = () => notices.good(t('call.stays'));

  firstUpdated() {
    const {route} = router;
    if (route.place === 'call' && route.caller && !calls.note.caller) calls.write({caller: route.caller});
    this.find(calls.note.caller ? '#call-topic' : '#call-number')?.focus();
  }

  render() {
    const {note, signalled} = calls;
    const [channel] = directory.callNoteChannels;
    const away = outOfSight(note, {agent: session.agent, channel, teams: directory.teams});
    return html`
      <div class="call">
        <form @submit=${this.#submit} @keydown=${submitByKey} novalidate aria-labelledby="call-heading">
          <h2 id="call-heading">${icon('phone')} ${t('call.title')}</h2>
          ${signalled ? html`<p class="ringing" role="status"><span class="dot" aria-hidden="true"></span>${t(signalled.state === 'answered' ? 'call.in-progress' : 'call.ringing', {caller: signalled.caller || t('call.withheld')})}</p>` : nothing}
          <p class="form-problem" role="alert">${this.#problem ? html`${icon('warning')} <span>${this.#problem}</span>` : nothing}</p>
          <div class="pair">
            ${this.#field('caller', 'call-number', t('call.number'), {type: 'tel', inputmode: 'tel', placeholder: t('call.number-hint')})}
            ${this.#field('name', 'call-name', t('call.name'), {})}
          </div>
          ${this.#field('topic', 'call-topic', t('call.topic'), {placeholder: t('call.topic-hint'), list: 'call-topics'})}
          <datalist id="call-topics">${directory.topics.map(({name}) => html`<option value=${name}></option>`)}</datalist>
          <label for="call-text">${t('call.note')} <span class="required">${t('field.required')}</span></label>
          <textarea id="call-text" rows="6" required ?readonly=${this.#saving} maxlength=${MAXIMUM_NOTE} .value=${note.note} @input=${(/** @type {Event} */ event) => calls.write({note: valueOf(event)})}></textarea>
          <fieldset ?disabled=${this.#saving}>
            <legend>${t('call.outcome')}</legend>
            <div class="choices">${OUTCOMES.map((outcome) => html`<label class="choice"><input type="radio" name="outcome" value=${outcome} .checked=${note.outcome === outcome}
              @change=${() => calls.write({outcome})}> ${t(`call.outcome.${outcome}`)}</label>`)}</div>
            ${note.outcome === 'passed-on' ? html`<label for="call-team">${t('call.team')} <span class="required">${t('field.required')}</span></label>
              <select id="call-team" .value=${note.team} @change=${(/** @type {Event} */ event) => calls.write({team: valueOf(event)})}>
                <option value="" ?selected=${!note.team}>${t('call.team-choose')}</option>
                ${directory.teams.map(({name}) => html`<option value=${name} ?selected=${note.team === name}>${name}</option>`)}</select>` : nothing}
            ${note.outcome === 'call-back' ? html`<label for="call-when">${t('call.when')}</label>
              <input id="call-when" type="datetime-local" .value=${note.callBackAt} @input=${(/** @type {Event} */ event) => calls.write({callBackAt: valueOf(event)})}>` : nothing}
          </fieldset>
          ${note.conversation ? html`<p class="linked">${icon('check')} ${t('call.about', {number: String(note.conversation)})}
            <button type="button" class="link" @click=${() => calls.write({conversation: undefined})}>${t('call.new-conversation')}</button></p>` : nothing}
          <p class="away" role="status">${away ? html`${icon('warning')} <span>${away.team ? t('call.away', {team: isolated(away.team)}) : t('call.away-nobody')}</span>` : nothing}</p>
          <p class="line end">
            ${channel ? nothing : html`<span class="aside">${t('call.no-channel')}</span>`}
            <button type="button" class="button" ?disabled=${this.#saving} @click=${() => this.#putAside()}>${t('call.clear')}</button>
            <button class="button primary" ?disabled=${this.#saving || !channel}>${t('call.save')} <kbd aria-hidden="true">Ctrl ↵</kbd></button>
          </p>
          ${this.#saved ? html`<p class="linked" role="status">${icon('check')} <a href="/conversation/${this.#saved}">${t('call.saved-as', {number: String(this.#saved)})}</a></p>` : nothing}
        </form>
        <call-matches .caller=${note.caller} .chosen=${note.conversation} @choose=${this.#choose}></call-matches>
      </div>
    `;
  }

  /**
   * @param {'caller' | 'name' | 'topic'} field
   * @param {string} id
   * @param {string} label
   * @param {{type?: string, inputmode?: string, placeholder?: string, list?: string}} how
   */
  #field(field, id, label, {type = 'text', inputmode = 'text', placeholder = '', list}) {
    return html`<div><label for=${id}>${label}</label><input id=${id} type=${type} inputmode=${/** @type {any} */ (inputmode)} autocomplete="off" ?readonly=${this.#saving} maxlength=${MAXIMUM_LINE} placeholder=${placeholder} list=${list ?? nothing}
      .value=${calls.note[field]} @input=${(/** @type {Event} */ event) => calls.write({[field]: valueOf(event)})}></div>`;
  }

  /** @param {CustomEvent<{name?: string, topic?: string, conversation?: number}>} event */
  #choose({detail}) {
    const {note} = calls;
    calls.write({conversation: detail.conversation, name: note.name || detail.name || '', topic: note.topic || detail.topic || ''});
    this.find('#call-text')?.focus();
  }

  /** What stood there can be had back, and so can what is typed until then. @param {CallNote} [back] */
  #putAside(back) {
    const {dirty} = calls;
    const before = calls.clear();
    if (back) calls.write(back);
    if (dirty) notices.good(t('call.put-aside'), {label: t('order.undo'), act: () => this.#putAside(before), milliseconds: BACK_FOR});
    this.#begin();
  }

  /** The form from its first field on. */
  #begin() {
    this.#problem = '';
    this.#saved = 0;
    this.requestUpdate();
    this.find('#call-number')?.focus();
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    this.#save();
  }

  async #save() {
    const [channel] = directory.callNoteChannels;
    if (this.#saving || !channel) return;
    const {note} = calls;
    if (!note.note.trim()) return this.#refuse(t('call.missing-note'), '#call-text');
    if (note.outcome === 'passed-on' && !note.team) return this.#refuse(t('call.missing-team'), '#call-team');
    this.#saving = true;
    this.requestUpdate();
    try {
      const answer = await calls.save(channel);
      this.#begin();
      this.#saved = Number(answer?.conversation) || 0;
      notices.good(t('done.call'));
      // What cannot be said to be read stays unread, and that is all.
      if (this.#saved) reading.written(this.#saved).catch(() => {});
    } catch (problem) {
      if (!inDoubt(problem)) calls.write({key: newKey()});
      this.#refuse(wordsOf(problem), '#call-text');
    } finally {
      this.#saving = false;
      this.requestUpdate();
    }
  }

  /** @param {string} words @param {string} field */
  #refuse(words, field) {
    this.#problem = words;
    this.requestUpdate();
    this.find(field)?.focus();
  }
}

/** @param {Event} event */
function valueOf(event) {
  return /** @type {HTMLInputElement} */ (event.target).value;
}
customElements.define('call-note', CallNotePage);
