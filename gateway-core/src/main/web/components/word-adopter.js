import {html, nothing} from 'lit';
import {live as asShown} from 'lit/directives/live.js';
import {changeTopic} from '../administering.js';
import {Problem} from '../api.js';
import {directory, notices} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {isolated} from '../text.js';
import {DeskElement} from './element.js';
import {wordsOf} from './problems.js';

/** Chooses the topic that a word means from now on. */
export class WordAdopter extends DeskElement {
  static properties = {changed: {attribute: false}};

  #word = '';
  #topic = '';
  #problem = '';
  #busy = false;
  /** @type {HTMLElement | null} */
  #opener = null;

  constructor() {
    super();
    /** Draws what changed, before the dialog closes. @type {() => Promise<unknown>} */
    this.changed = async () => {};
  }

  get watched() {
    return [directory];
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.find('dialog'));
  }

  /** @param {string} word */
  async begin(word) {
    this.#word = word;
    this.#topic = '';
    this.#problem = '';
    this.#opener = /** @type {HTMLElement | null} */ (document.activeElement);
    this.requestUpdate();
    await this.updateComplete;
    this.#dialog.showModal();
    this.find('select')?.focus();
  }

  /** One that has gone meanwhile is chosen no more. */
  willUpdate() {
    if (!this.#topic || directory.topics.some(({id}) => id === this.#topic)) return;
    this.#topic = '';
    this.#problem = t('words.gone');
  }

  render() {
    return html`
      <dialog class="word-dialog" aria-labelledby="adopter-heading" @close=${this.#closed}>
        <h2 id="adopter-heading">${t('words.add-word-of', {name: isolated(this.#word)})}</h2>
        <form @submit=${this.#submit}>
          <p class="form-problem" role="alert">${this.#problem ? html`${icon('warning')} <span>${this.#problem}</span>` : nothing}</p>
          <label for="adopter-topic">${t('words.topic')}</label>
          <select id="adopter-topic" required .value=${asShown(this.#topic)} @change=${(/** @type {Event} */ event) => this.#choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
            <option value="" ?selected=${!this.#topic}>${t('words.choose')}</option>
            ${directory.topics.map(({id, name}) => html`<option value=${id} ?selected=${id === this.#topic}>${name}</option>`)}</select>
          <p class="line end"><button type="button" class="button" @click=${() => this.#dialog.close()}>${t('cancel')}</button>
            <button class="button primary">${t('words.add')}</button></p>
        </form>
      </dialog>
    `;
  }

  /** @param {string} id */
  #choose(id) {
    this.#topic = id;
    this.#problem = '';
    this.requestUpdate();
  }

  #closed() {
    if (this.#opener?.isConnected) this.#opener.focus();
    else document.getElementById('topics-heading')?.focus();
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const topic = directory.topics.find(({id}) => id === this.#topic);
    if (!topic || this.#busy) return;
    this.#busy = true;
    try {
      await changeTopic({...topic, words: [...topic.words, this.#word]});
      await directory.loadTopics();
      await this.changed();
      notices.good(t('words.saved', {name: isolated(topic.name)}));
      this.#dialog.close();
    } catch (problem) {
      await directory.loadTopics().catch(() => {});
      this.#problem = problem instanceof Problem && problem.type === '/problems/changed-meanwhile' ? t('words.again') : wordsOf(problem);
      this.requestUpdate();
      this.find('select')?.focus();
    } finally {
      this.#busy = false;
    }
  }
}
customElements.define('word-adopter', WordAdopter);
