import {html} from 'lit';
import {live as asShown} from 'lit/directives/live.js';
import {changeTopic} from '../administering.js';
import {Problem} from '../api.js';
import {directory, notices} from '../desk.js';
import {t} from '../i18n/index.js';
import {isolated} from '../text.js';
import {wordsOf} from './problems.js';
import {WordDialog} from './word-dialog.js';

/** Chooses the topic that a word means from now on. */
export class WordAdopter extends WordDialog {
  #word = '';
  #topic = '';
  #busy = false;

  /** @param {string} word */
  begin(word) {
    this.#word = word;
    this.#topic = '';
    return this.open('select');
  }

  /** One that has gone meanwhile is chosen no more. */
  willUpdate() {
    if (!this.#topic || directory.topics.some(({id}) => id === this.#topic)) return;
    this.#topic = '';
    this.problem = t('words.gone');
  }

  render() {
    return html`
      <dialog class="word-dialog" aria-labelledby="adopter-heading" @close=${this.closed}>
        <h2 id="adopter-heading">${t('words.add-word-of', {name: isolated(this.#word)})}</h2>
        <form @submit=${this.#submit}>
          ${this.wrong()}
          <label for="adopter-topic">${t('words.topic')}</label>
          <select id="adopter-topic" required .value=${asShown(this.#topic)} @change=${(/** @type {Event} */ event) => this.#choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
            <option value="" ?selected=${!this.#topic}>${t('words.choose')}</option>
            ${directory.topics.map(({id, name}) => html`<option value=${id} ?selected=${id === this.#topic}>${name}</option>`)}</select>
          <p class="line end"><button type="button" class="button" @click=${() => this.dialog.close()}>${t('cancel')}</button>
            <button class="button primary">${t('words.add')}</button></p>
        </form>
      </dialog>
    `;
  }

  /** @param {string} id */
  #choose(id) {
    this.#topic = id;
    this.problem = '';
    this.requestUpdate();
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
      this.dialog.close();
    } catch (problem) {
      await directory.loadTopics().catch(() => {});
      this.refuse(problem instanceof Problem && problem.type === '/problems/changed-meanwhile' ? t('words.again') : wordsOf(problem), 'select');
    } finally {
      this.#busy = false;
    }
  }
}
customElements.define('word-adopter', WordAdopter);
