import {html, nothing} from 'lit';
import {icon} from '../icons.js';
import {keyOr, t} from '../i18n/index.js';
import {OPERATORS} from '../search.js';
import {DeskElement} from './element.js';

const PLAIN = /** @type {const} */ (['words', 'phrase', 'beginning', 'excluded', 'number']);

/** What can be written in the search box. */
class SearchHelp extends DeskElement {
  #shown = false;

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('show-search-help', this.#show);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('show-search-help', this.#show);
  }

  #show = () => {
    this.#shown = true;
    this.requestUpdate();
    /** @type {HTMLDialogElement} */ (this.find('dialog')).showModal();
  };

  #closed() {
    this.#shown = false;
    this.requestUpdate();
  }

  render() {
    return html`
      <dialog class="search-help" aria-labelledby="search-help-heading" @close=${this.#closed}>
        <form method="dialog"><h2 id="search-help-heading">${t('search.help')}</h2>
          <button class="button quiet" aria-label=${t('close')} title=${t('close')}>${icon('close')}</button></form>
        ${this.#shown ? html`<p>${t('search.help-lead')}</p>${this.#table()}` : nothing}
      </dialog>
    `;
  }

  #table() {
    const operators = Object.keys(OPERATORS).map((operator) => ({
      example: `${t(keyOr(`search.word.${operator}`, 'search.word.from'))}:${t(keyOr(`search.example.${operator}`, 'search.example.from'))}`,
      about: t(keyOr(`search.about.${operator}`, 'search.about.from')),
    }));
    const plain = PLAIN.map((kind) => ({example: t(`search.example.${kind}`), about: t(`search.about.${kind}`)}));
    return html`<table><thead class="unseen"><tr><th scope="col">${t('search.example')}</th><th scope="col">${t('search.about')}</th></tr></thead>
      <tbody>${[...plain, ...operators].map(({example, about}) => html`<tr><th scope="row"><code>${example}</code></th><td>${about}</td></tr>`)}</tbody></table>`;
  }
}
customElements.define('search-help', SearchHelp);
