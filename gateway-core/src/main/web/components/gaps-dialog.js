import {html} from 'lit';
import {t} from '../i18n/index.js';
import {QuestionDialog} from './question-dialog.js';

/** Asks before a reply goes out in which something in braces was not filled in. @extends {QuestionDialog<string[], boolean>} */
export class GapsDialog extends QuestionDialog {
  constructor() {
    super(/** @type {string[]} */ ([]));
  }

  render() {
    return html`
      <dialog role="alertdialog" aria-labelledby="gaps-heading" aria-describedby="gaps-lead" @cancel=${() => this.choose(false)}>
        <h2 id="gaps-heading">${t('gaps.title')}</h2>
        <div id="gaps-lead"><p>${t('gaps.lead')}</p>
          <ul class="finds">${this.about.map((name) => html`<li><bdi><strong>{${name}}</strong></bdi></li>`)}</ul></div>
        <p class="line end">
          <button class="button" @click=${() => this.choose(true)}>${t('gaps.anyway')}</button>
          <button class="button primary" @click=${() => this.choose(false)}>${t('gaps.fill')}</button></p>
      </dialog>
    `;
  }
}
customElements.define('gaps-dialog', GapsDialog);
