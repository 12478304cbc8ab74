import {html} from 'lit';
import {preferences} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {CHORDS, SHORTCUTS} from '../shortcuts.js';
import {DeskElement} from './element.js';

/** The keys of the desk. */
class HelpDialog extends DeskElement {
  connectedCallback() {
    super.connectedCallback();
    this.closest('parvis-app')?.addEventListener('show-help', this.#show);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.closest('parvis-app')?.removeEventListener('show-help', this.#show);
  }

  #show = () => /** @type {HTMLDialogElement} */ (this.find('dialog')).showModal();

  render() {
    const {singleKeys} = preferences.choices;
    return html`
      <dialog aria-labelledby="help-heading">
        <form method="dialog"><h2 id="help-heading">${t('help.title')}</h2>
          <button class="button quiet" aria-label=${t('close')} title=${t('close')}>${icon('close')}</button></form>
        <dl class="keys" ?data-off=${!singleKeys}>${SHORTCUTS.map((shortcut) => this.#line(shortcut))}</dl>
        <dl class="keys">${CHORDS.map((shortcut) => this.#line(shortcut))}</dl>
        <label class="choice"><input type="checkbox" .checked=${singleKeys} @change=${(/** @type {Event} */ event) => preferences.choose({singleKeys: /** @type {HTMLInputElement} */ (event.target).checked})}>
          ${t('account.single-keys')}</label>
      </dialog>
    `;
  }

  /** @param {{keys: string[], words: import('../i18n/index.js').Key}} shortcut */
  #line({keys, words}) {
    return html`<div><dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${t(words)}</dd></div>`;
  }
}
customElements.define('help-dialog', HelpDialog);
