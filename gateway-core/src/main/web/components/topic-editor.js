import {html, nothing} from 'lit';
import {changeTopic, createTopic} from '../administering.js';
import {inDoubt, newKey, Problem} from '../api.js';
import {directory, notices} from '../desk.js';
import {fold} from '../fuzzy.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {DeskElement} from './element.js';
import {wordsOf} from './problems.js';

/** @typedef {import('../types.d.ts').Topic} Topic */

const MAXIMUM = {name: 100, words: 10_000};

/** Writes one topic: its name, and the other words that mean it, one a line. */
export class TopicEditor extends DeskElement {
  /** As it was when it was begun; none: a new one. @type {Topic | undefined} */
  #topic;
  /** A word that still needs a topic. */
  #adopted = '';
  #name = '';
  #words = '';
  #problem = '';
  #saving = false;
  #key = newKey();
  /** @type {HTMLElement | null} */
  #opener = null;

  get watched() {
    return [directory];
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.find('dialog'));
  }

  /** @param {Topic} [topic] the one to change; none: a new one @param {string} [name] of a new one */
  begin(topic, name = '') {
    this.#adopted = '';
    return this.#show(topic, topic?.name ?? name, topic?.words ?? []);
  }

  /** Makes a word mean a topic that is chosen. @param {string} word */
  adopt(word) {
    this.#adopted = word;
    const [first] = directory.topics;
    return this.#show(first, first.name, [...first.words, word]);
  }

  /** @param {Topic | undefined} topic @param {string} name @param {string[]} words */
  async #show(topic, name, words) {
    this.#fill(topic, name, words);
    this.#opener = /** @type {HTMLElement | null} */ (document.activeElement);
    await this.updateComplete;
    this.#dialog.showModal();
    this.find(this.#adopted ? '#topic-of' : '#topic-name-field')?.focus();
  }

  /** @param {Topic | undefined} topic @param {string} name @param {string[]} words */
  #fill(topic, name, words) {
    this.#topic = topic;
    this.#name = name;
    this.#words = words.join('\n');
    this.#problem = '';
    this.#key = newKey();
    this.requestUpdate();
  }

  render() {
    const topic = this.#topic;
    const word = this.#adopted;
    return html`
      <dialog class="word-dialog" aria-labelledby="topic-editor-heading" @close=${this.#closed}>
        <h2 id="topic-editor-heading">${word ? t('words.add-word-of', {name: word}) : topic ? t('words.change-topic', {name: topic.name}) : t('words.new-topic')}</h2>
        <form novalidate @submit=${this.#submit} @keydown=${this.#keys}>
          <p class="form-problem" role="alert">${this.#problem ? html`${icon('warning')} <span>${this.#problem}</span>` : nothing}</p>
          ${word ? html`<label for="topic-of">${t('words.topic')}</label>
            <select id="topic-of" .value=${topic?.id ?? ''} @change=${this.#chooseTopic}>${directory.topics.map(({id, name}) => html`<option value=${id} ?selected=${id === topic?.id}>${name}</option>`)}</select>` : html`
            <label for="topic-name-field">${t('words.topic-name')} <span class="required">${t('field.required')}</span></label>
            <input id="topic-name-field" maxlength=${MAXIMUM.name} autocomplete="off" .value=${this.#name} @input=${(/** @type {Event} */ event) => (this.#name = valueOf(event))}>`}
          <label for="topic-words">${t('words.words')}</label>
          <textarea id="topic-words" rows="6" maxlength=${MAXIMUM.words} aria-describedby="topic-words-lead" .value=${this.#words} @input=${(/** @type {Event} */ event) => (this.#words = valueOf(event))}></textarea>
          <p class="aside" id="topic-words-lead">${t('words.words-lead')}</p>
          <p class="line end"><button type="button" class="button" @click=${() => this.#dialog.close()}>${t('cancel')}</button>
            <button class="button primary" ?disabled=${this.#saving}>${t('administration.save')} <kbd aria-hidden="true">Ctrl ↵</kbd></button></p>
        </form>
      </dialog>
    `;
  }

  /** @param {Event} event */
  #chooseTopic(event) {
    const topic = directory.topics.find(({id}) => id === valueOf(event));
    if (topic) this.#fill(topic, topic.name, [...topic.words, this.#adopted]);
  }

  #closed() {
    if (this.#opener?.isConnected) this.#opener.focus();
    else document.getElementById('topics-heading')?.focus();
  }

  /** @param {KeyboardEvent} event */
  #keys(event) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.#save();
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    this.#save();
  }

  async #save() {
    if (this.#saving) return;
    const name = this.#name.trim();
    if (!name) return this.#refuse(t('words.missing-name'));
    const before = this.#topic;
    const words = this.#words.split('\n').map((word) => word.trim()).filter(Boolean);
    // Conversations that have its name of before go on meaning it.
    if (before && fold(before.name) !== fold(name)) words.push(before.name);
    this.#saving = true;
    this.requestUpdate();
    try {
      if (before) await changeTopic({...before, name, words});
      else await createTopic({name, words}, this.#key);
      await directory.loadTopics();
      notices.good(t('words.saved', {name}));
      this.dispatchEvent(new CustomEvent('words-changed', {bubbles: true}));
      await this.updateComplete;
      this.#dialog.close();
    } catch (problem) {
      if (!inDoubt(problem)) this.#key = newKey();
      await this.#failed(problem);
    } finally {
      this.#saving = false;
      this.requestUpdate();
    }
  }

  /** What is typed stays; the next attempt is for what stands there now. @param {unknown} problem */
  async #failed(problem) {
    if (problem instanceof Problem && problem.type === '/problems/changed-meanwhile') {
      await directory.loadTopics();
      this.#topic = directory.topics.find(({id}) => id === this.#topic?.id);
      return this.#refuse(t('words.changed-meanwhile', {words: this.#topic?.words.join(', ') || '–'}));
    }
    this.#refuse(wordsOf(problem));
  }

  /** @param {string} words */
  #refuse(words) {
    this.#problem = words;
    this.requestUpdate();
    this.find(this.#adopted ? '#topic-words' : '#topic-name-field')?.focus();
  }
}

/** @param {Event} event */
function valueOf(event) {
  return /** @type {HTMLInputElement} */ (event.target).value;
}
customElements.define('topic-editor', TopicEditor);
