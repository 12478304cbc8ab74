import {html, nothing} from 'lit';
import {t} from '../i18n/index.js';
import {QuestionDialog} from './question-dialog.js';

/** @typedef {import('../private-data.js').Find} Find */
/** @typedef {'again' | 'anyway' | 'privately'} Choice */

/** Asks before a public reply goes out with what looks like private data. @extends {QuestionDialog<Find[], Choice>} */
export class PrivateDialog extends QuestionDialog {
  static properties = {mayHide: {attribute: false}};

  constructor() {
    super(/** @type {Find[]} */ ([]));
    /** Whether the channel has private replies. */
    this.mayHide = false;
  }

  render() {
    return html`
      <dialog role="alertdialog" aria-labelledby="private-heading" aria-describedby="private-lead" @cancel=${() => this.choose('again')}>
        <h2 id="private-heading">${t('private.title')}</h2>
        <div id="private-lead"><p>${t('private.lead')}</p>
          <ul class="finds">${this.about.map(({kind, words}) => html`<li>${t(`private.kind.${kind}`)} <bdi><strong>${words}</strong></bdi></li>`)}</ul></div>
        <p class="line end">
          <button class="button" @click=${() => this.choose('anyway')}>${t('private.anyway')}</button>
          ${this.mayHide ? html`<button class="button" @click=${() => this.choose('privately')}>${t('private.privately')}</button>` : nothing}
          <button class="button primary" @click=${() => this.choose('again')}>${t('private.again')}</button></p>
      </dialog>
    `;
  }
}
customElements.define('private-dialog', PrivateDialog);
