import {html, nothing} from 'lit';
import {live as asShown} from 'lit/directives/live.js';
import {removeTag, removeTopic} from '../administering.js';
import {directory, notices} from '../desk.js';
import {t} from '../i18n/index.js';
import {isolated} from '../text.js';
import {wordsOf} from './problems.js';
import {WordDialog} from './word-dialog.js';

/** @typedef {{id: string, name: string}} Word */

/** Asks what becomes of the conversations of a topic or tag that goes: another takes its place, or none. */
export class WordRemover extends WordDialog {
  /** @type {'topic' | 'tag'} */
  #kind = 'topic';
  /** @type {Word | undefined} */
  #word;
  #into = '';
  #busy = false;

  /** @param {'topic' | 'tag'} kind @param {Word} word */
  begin(kind, word) {
    this.#kind = kind;
    this.#word = word;
    this.#into = '';
    return this.open('select');
  }

  get home() {
    return this.#kind === 'topic' ? 'topics-heading' : 'tag-words-heading';
  }

  /** @returns {Word[]} */
  get #others() {
    return (this.#kind === 'topic' ? directory.topics : directory.tags).filter(({id}) => id !== this.#word?.id);
  }

  /** One that has gone meanwhile is chosen no more. */
  willUpdate() {
    if (!this.#into || this.#others.some(({id}) => id === this.#into)) return;
    this.#into = '';
    this.problem = t('words.gone');
  }

  render() {
    const word = this.#word;
    return html`
      <dialog class="word-dialog" aria-labelledby="remover-heading" @close=${this.closed}>
        ${word ? html`<h2 id="remover-heading">${t('words.remove-word', {name: isolated(word.name)})}</h2>
        <form @submit=${this.#submit}>
          ${this.wrong()}
          <label for="remover-into">${t(`words.instead.${this.#kind}`)}</label>
          <select id="remover-into" .value=${asShown(this.#into)} @change=${(/** @type {Event} */ event) => this.#choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
            <option value="" ?selected=${!this.#into}>${t('words.instead-none')}</option>
            ${this.#others.map(({id, name}) => html`<option value=${id} ?selected=${id === this.#into}>${name}</option>`)}</select>
          <p class="aside">${t(this.#into ? `words.will-go.${this.#kind}` : `words.will-lose.${this.#kind}`)}</p>
          <p class="line end"><button type="button" class="button" @click=${() => this.dialog.close()}>${t('cancel')}</button>
            <button class="button primary">${t('words.remove')}</button></p>
        </form>` : nothing}
      </dialog>
    `;
  }

  /** @param {string} into */
  #choose(into) {
    this.#into = into;
    this.problem = '';
    this.requestUpdate();
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const word = this.#word;
    if (!word || this.#busy) return;
    this.#busy = true;
    try {
      await (this.#kind === 'topic' ? removeTopic : removeTag)(word.id, this.#into || undefined);
      await (this.#kind === 'topic' ? directory.loadTopics() : directory.loadTags());
      await this.changed();
      notices.good(t('words.removed', {name: isolated(word.name)}));
      this.dialog.close();
    } catch (problem) {
      this.refuse(wordsOf(problem), 'select');
    } finally {
      this.#busy = false;
    }
  }
}
customElements.define('word-remover', WordRemover);
