import {html, nothing} from 'lit';
import {calls, drafts, forgetConcerns, notices, session} from '../desk.js';
import {t} from '../i18n/index.js';
import {losses} from '../leaving.js';
import {uploads} from '../uploads.js';
import {wordsOf} from './problems.js';
import {QuestionDialog} from './question-dialog.js';

/** @typedef {import('../leaving.js').Loss} Loss */

/** Logs out: at once where everything typed is kept, else once whoever leaves has seen what is not. @extends {QuestionDialog<Loss[], 'stay' | 'leave'>} */
class LeavingDialog extends QuestionDialog {
  #busy = false;

  constructor() {
    super(/** @type {Loss[]} */ ([]));
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('ask-leaving', this.#leave);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('ask-leaving', this.#leave);
  }

  render() {
    return html`
      <dialog role="alertdialog" aria-labelledby="leaving-heading" aria-describedby="leaving-lead" @cancel=${() => this.choose('stay')}>
        <h2 id="leaving-heading">${t('leaving.title')}</h2>
        <p id="leaving-lead">${t('leaving.lead')}</p>
        <ul class="finds">${this.about.map(({what, words, address}) => html`<li>${address ? html`<a href=${address} @click=${() => this.choose('stay')}>${what}</a>` : what}
          ${words ? html`<p class="words" dir="auto" tabindex="0" role="group" aria-label=${what}>${words}</p>` : nothing}</li>`)}</ul>
        <p class="line end">
          <button class="button" @click=${() => this.choose('leave')}>${t('leaving.anyway')}</button>
          <button class="button primary" @click=${() => this.choose('stay')}>${t('leaving.stay')}</button></p>
      </dialog>
    `;
  }

  #leave = async () => {
    if (this.#busy) return;
    this.#busy = true;
    try {
      await drafts.flush();
      const lost = await losses();
      if (lost.length && (await this.ask(lost)) !== 'leave') return;
      await session.logOut();
      // Somebody who leaves on purpose leaves nothing typed behind.
      uploads.stopAll();
      forgetConcerns();
      drafts.forget();
      calls.clear();
      notices.forget();
    } catch (problem) {
      notices.bad(wordsOf(problem));
    } finally {
      this.#busy = false;
    }
  };
}
customElements.define('leaving-dialog', LeavingDialog);
