import {html, nothing} from 'lit';
import {clock, directory, notices, preferences, session} from '../desk.js';
import {fullTime, phone, shortTime} from '../format.js';
import {icon} from '../icons.js';
import {keyOr, t} from '../i18n/index.js';
import {KeptEdit} from '../kept-edit.js';
import {LANGUAGES} from '../people.js';
import {person} from '../person-in-view.js';
import {format} from '../routes.js';
import {ask} from '../parts.js';
import {isolated} from '../text.js';
import {DeskElement} from './element.js';
import {handleText} from './handle-text.js';
import {agentName, channelLabel, personName} from './labels.js';
import {wordsOf} from './problems.js';
import {submitByKey} from './submit-key.js';

/**
 * @typedef {import('../types.d.ts').Handle} Handle
 * @typedef {import('../types.d.ts').Merge} Merge
 * @typedef {import('../types.d.ts').Person} Person
 * @typedef {import('../types.d.ts').Suggestion} Suggestion
 * @typedef {import('../state/person.js').Edit} Edit
 */

const MAXIMUM = {name: 100, note: 2000};
/** Of so many people at most what is typed and not saved outlives a reload. */
const MOST_KEPT = 20;
/** As long as what was said can be taken back in its place, in milliseconds. */
const UNDO_FOR = 10_000;

/** What is known of a person, and what agents say: beside a conversation and on the person's page. */
class PersonCard extends DeskElement {
  /** @type {KeptEdit<{[person: string]: Edit}>} */
  #kept = new KeptEdit('person');
  /** Whose card it is: what was left is taken up once. */
  #shown = '';

  get watched() {
    return [clock, directory, person];
  }

  willUpdate() {
    const {id, known, edit} = person;
    if (!known || id === this.#shown) return;
    this.#shown = id;
    const left = edit ? undefined : this.#kept.left?.[id];
    if (left) person.takeUp(left);
  }

  /** @param {string} id @param {Edit | undefined} edit none: it is saved or discarded */
  #keep(id, edit) {
    const others = this.#kept.left ?? {};
    delete others[id];
    const left = [...Object.entries(others), ...(edit ? [[id, edit]] : [])].slice(-MOST_KEPT);
    if (left.length) this.#kept.keep(Object.fromEntries(left));
    else this.#kept.discard();
  }

  render() {
    const {known} = person;
    if (!known) return nothing;
    return html`
      ${this.#suggestions(known)}
      <section><h3>${t('people.who')}</h3>
        ${person.edit?.field === 'name' ? this.#form(t('people.name'), html`<input id="person-name" required pattern=".*\\S.*" title=${t('words.missing-name')} maxlength=${MAXIMUM.name} autocomplete="off" .value=${person.edit.text} @input=${this.#typed} @keydown=${this.#leave}>`) : html`
          <p class="line apart"><span>${known.name ? html`<bdi>${known.name}</bdi>` : t('contact.nameless')}</span>
            <button type="button" class="button small quiet" id="edit-name" @click=${() => this.#begin('name')}>${icon('pen')} ${t('people.rename')}</button></p>`}
        ${known.usualChannelId ? html`<p class="aside">${t('people.usually', {channel: isolated(channelLabel(known.usualChannelId))})}</p>` : nothing}
        <label for="person-language">${t('contact.language')}</label>
        <select id="person-language" @change=${this.#speak}>
          <option value="" ?selected=${!known.language || known.languageGuessed}>${known.languageGuessed && known.language ? t('people.guessed', {language: this.#language(known.language)}) : t('people.no-language')}</option>
          ${LANGUAGES.map((code) => html`<option value=${code} ?selected=${code === known.language && !known.languageGuessed}>${this.#language(code)}</option>`)}
        </select>
      </section>
      ${known.handles.length ? html`<section><h3>${t('context.handles')}</h3><ul class="handles">${known.handles.map((handle) => this.#handle(handle, known))}</ul></section>` : nothing}
      ${this.#note(known)}
      ${this.#merges(known)}
    `;
  }

  /** @param {string} code */
  #language(code) {
    return new Intl.DisplayNames(preferences.language, {type: 'language'}).of(code) ?? code;
  }

  /** @param {Handle} handle @param {Person} known */
  #handle({kind, value, name, profile, stated, channelId, lastSeen}, known) {
    const shown = shownHandle({kind, value});
    return html`<li>${icon(kind)}<span><span class="unseen">${t(`handle.${kind}`)}</span>
      ${profile && /^https?:/.test(profile) ? html`<a href=${profile} target="_blank" rel="noopener noreferrer">${shown}</a>` : html`<span>${shown}</span>`}
      ${name && name !== known.name ? html`<bdi class="aside">${name}</bdi>` : nothing}
      ${stated ? html`<span class="aside">${t('handle.stated')}</span>` : nothing}
      ${channelId && lastSeen ? html`<span class="aside" title=${fullTime(lastSeen)}>${t('people.seen', {channel: isolated(channelLabel(channelId)), when: shortTime(lastSeen, clock.now)})}</span>` : nothing}</span></li>`;
  }

  /** @param {Person} known */
  #note({note}) {
    const written = note ? html`<p class="words" dir="auto">${note.text}</p>
      <p class="aside">${t('people.note-by', {who: isolated(agentName(note.agentId)), when: shortTime(note.at, clock.now)})}</p>` : nothing;
    return html`<section><h3>${t('people.note')}</h3>
      ${person.edit?.field === 'note' ? html`${person.edit.outdated ? written : nothing}${this.#form(t('people.note-label'), html`<textarea id="person-note" rows="4" maxlength=${MAXIMUM.note} dir="auto" .value=${person.edit.text}
          @input=${this.#typed} @keydown=${submitByKey}></textarea>`)}` : html`${note ? written : html`<p class="aside">${t('people.no-note')}</p>`}
        <button type="button" class="button small quiet" id="edit-note" @click=${() => this.#begin('note')}>${icon('note')} ${t(note ? 'people.change-note' : 'people.add-note')}</button>`}
    </section>`;
  }

  /** @param {string} label @param {unknown} field */
  #form(label, field) {
    return html`<form @submit=${this.#submit}>
      <label for="person-${person.edit?.field}">${label}</label>
      ${field}
      <p class="form-problem" role="alert">${person.edit?.outdated ? html`${icon('warning')}<span>${t('people.outdated')}</span>` : nothing}</p>
      <p class="line end"><button type="button" class="button small" @click=${this.#discard}>${t('cancel')}</button><button class="button small primary">${t('people.save')}</button></p>
    </form>`;
  }

  /** @param {Person} known */
  #suggestions({suggestions}) {
    if (!suggestions.length) return nothing;
    return html`<section class="suggestions"><h3>${t('people.maybe')}</h3><ul>${suggestions.map((other) => html`<li>
      <a href=${format({place: 'person', id: other.id})}><bdi>${personName(other)}</bdi></a>
      <span class="aside">${other.evidence.map((each) => evidenceWords(each)).join(' · ')}</span>
      <span class="choices"><button type="button" class="button small" aria-label=${t('people.merge-with', {name: isolated(personName(other))})} @click=${() => merge(other)}>${t('people.compare')}</button>
      <button type="button" class="button small quiet" aria-label=${t('people.is-not', {name: isolated(personName(other))})} @click=${() => this.#tellApart(other)}>${t('people.somebody-else')}</button></span></li>`)}</ul></section>`;
  }

  /** @param {Suggestion} other */
  async #tellApart(other) {
    const {id} = person;
    await tellApart(id, other, true);
    await this.updateComplete;
    if (document.activeElement === document.body) this.find('.suggestions a, #merge-person')?.focus();
  }

  /** @param {Person} known */
  #merges({merges}) {
    if (!session.may('merge-people')) return nothing;
    return html`<section><h3>${t('people.merges')}</h3>
      ${merges.length ? html`<ul class="merges">${merges.map((merge) => this.#merge(merge))}</ul>` : html`<p class="aside">${t('people.no-merges')}</p>`}
      <button type="button" class="button small quiet" id="merge-person" @click=${() => merge()}>${icon('merge')} ${t('people.merge')}</button></section>`;
  }

  /** @param {Merge} merge */
  #merge(merge) {
    const {name, reason, words, agentId, at, note, undoable} = merge;
    return html`<li><span>${t('people.merged-by', {who: isolated(agentName(agentId)), name: isolated(name || t('contact.nameless')), when: shortTime(at, clock.now)})}</span>
      <span class="aside">${[t(keyOr(`people.reason.${reason}`, 'people.reason.other')), words ? isolated(words) : ''].filter(Boolean).join(', ')}</span>
      ${note ? html`<span class="words aside" dir="auto">${t('people.its-note', {note})}</span>` : nothing}
      ${undoable ? html`<button type="button" class="button small" aria-label=${t('people.separate-from', {name: isolated(name || t('contact.nameless'))})} @click=${() => this.#separate(merge)}>${t('people.separate')}</button>` : html`<span class="aside">${t('people.later-first')}</span>`}</li>`;
  }

  /** @param {'name' | 'note'} field */
  async #begin(field) {
    person.begin(field);
    await this.updateComplete;
    this.find(`#person-${field}`)?.focus();
  }

  /** @param {Event} event */
  #typed(event) {
    person.type(/** @type {HTMLInputElement} */ (event.target).value);
    this.#keep(person.id, person.edit);
  }

  /** @param {KeyboardEvent} event */
  #leave(event) {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.#discard();
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    this.#save();
  }

  async #save() {
    const {id} = person;
    const field = person.edit?.field;
    try {
      if (await person.save()) {
        this.#keep(id, person.leftOf(id));
        notices.speak(t('people.saved'));
        this.#back(field);
      } else this.find(`#person-${field}`)?.focus();
    } catch (problem) {
      notices.bad(wordsOf(problem));
    }
  }

  #discard() {
    const field = person.edit?.field;
    this.#keep(person.id, undefined);
    person.discard();
    this.#back(field);
  }

  /** The field is gone, the button that opened it is there again. @param {'name' | 'note' | undefined} field */
  async #back(field) {
    await this.updateComplete;
    this.find(`#edit-${field}`)?.focus();
  }

  /** @param {Event} event */
  async #speak(event) {
    const select = /** @type {HTMLSelectElement} */ (event.target);
    try {
      await person.change({language: select.value || null});
      notices.speak(t('people.saved'));
    } catch (problem) {
      notices.bad(wordsOf(problem));
      person.refresh();
    }
  }

  /** @param {Merge} merge */
  async #separate({id}) {
    await separate(id);
    await this.updateComplete;
    if (document.activeElement === document.body) this.find('#merge-person')?.focus();
  }
}

/** @param {string} merge */
export async function separate(merge) {
  try {
    await person.separate(merge);
    notices.good(t('people.separated'));
  } catch (problem) {
    notices.bad(wordsOf(problem));
    person.refresh();
  }
}

/** Says that two contacts are two people, or that this is not said any more. @param {string} id @param {Suggestion} other @param {boolean} apart */
async function tellApart(id, other, apart) {
  try {
    await person.tellApart(id, other.id, apart);
    if (apart) notices.good(t('people.told-apart', {name: isolated(personName(other))}), {label: t('order.undo'), act: () => tellApart(id, other, false), milliseconds: UNDO_FOR});
  } catch (problem) {
    notices.bad(wordsOf(problem));
  }
}

/** Opens the dialog that merges. @param {Suggestion} [other] */
function merge(other) {
  ask('merge-dialog', 'ask-merge', other);
}

/** @param {import('../types.d.ts').Evidence} evidence */
export function evidenceWords({sort, value}) {
  return t(keyOr(`people.evidence.${sort}`, 'people.evidence.name'), {value: isolated(sort === 'phone' ? phone(value) : value)});
}

/** @param {{kind: import('../types.d.ts').HandleKind, value: string}} handle */
export function shownHandle(handle) {
  return breakable(handleText(handle));
}

/** An address that is too long for its line is continued at its server's name. @param {string} address */
function breakable(address) {
  const at = address.lastIndexOf('@');
  return at > 0 ? html`${address.slice(0, at)}<wbr>${address.slice(at)}` : address;
}

customElements.define('person-card', PersonCard);
