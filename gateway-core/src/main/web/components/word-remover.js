import {html, nothing} from 'lit';
import {live as asShown} from 'lit/directives/live.js';
import {removeTag, removeTopic} from '../administering.js';
import {directory, notices} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {isolated} from '../text.js';
import {DeskElement} from './element.js';
import {wordsOf} from './problems.js';

/** @typedef {{id: string, name: string}} Word */

/** Asks what becomes of the conversations of a topic or tag that goes: another takes its place, or none. */
export class WordRemover extends DeskElement {
  static properties = {changed: {attribute: false}};

  /** @type {'topic' | 'tag'} */
  #kind = 'topic';
  /** @type {Word | undefined} */
  #word;
  #into = '';
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

  /** @param {'topic' | 'tag'} kind @param {Word} word */
  async begin(kind, word) {
    this.#kind = kind;
    this.#word = word;
    this.#into = '';
    this.#problem = '';
    this.#opener = /** @type {HTMLElement | null} */ (document.activeElement);
    this.requestUpdate();
    await this.updateComplete;
    this.#dialog.showModal();
    this.find('select')?.focus();
  }

  /** @returns {Word[]} */
  get #others() {
    return (this.#kind === 'topic' ? directory.topics : directory.tags).filter(({id}) => id !== this.#word?.id);
  }

  /** One that has gone meanwhile is chosen no more. */
  willUpdate() {
    if (!this.#into || this.#others.some(({id}) => id === this.#into)) return;
    this.#into = '';
    this.#problem = t('words.gone');
  }

  render() {
    const word = this.#word;
    return html`
      <dialog class="word-dialog" aria-labelledby="remover-heading" @close=${this.#closed}>
        ${word ? html`<h2 id="remover-heading">${t('words.remove-word', {name: isolated(word.name)})}</h2>
        <form @submit=${this.#submit}>
          <p class="form-problem" role="alert">${this.#problem ? html`${icon('warning')} <span>${this.#problem}</span>` : nothing}</p>
          <label for="remover-into">${t(`words.instead.${this.#kind}`)}</label>
          <select id="remover-into" .value=${asShown(this.#into)} @change=${(/** @type {Event} */ event) => this.#choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
            <option value="" ?selected=${!this.#into}>${t('words.instead-none')}</option>
            ${this.#others.map(({id, name}) => html`<option value=${id} ?selected=${id === this.#into}>${name}</option>`)}</select>
          <p class="aside">${t(this.#into ? `words.will-go.${this.#kind}` : `words.will-lose.${this.#kind}`)}</p>
          <p class="line end"><button type="button" class="button" @click=${() => this.#dialog.close()}>${t('cancel')}</button>
            <button class="button primary">${t('words.remove')}</button></p>
        </form>` : nothing}
      </dialog>
    `;
  }

  /** @param {string} into */
  #choose(into) {
    this.#into = into;
    this.#problem = '';
    this.requestUpdate();
  }

  #closed() {
    if (this.#opener?.isConnected) this.#opener.focus();
    else document.getElementById('words-heading')?.focus();
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
      this.#dialog.close();
    } catch (problem) {
      this.#problem = wordsOf(problem);
      this.requestUpdate();
      this.find('select')?.focus();
    } finally {
      this.#busy = false;
    }
  }
}
customElements.define('word-remover', WordRemover);
