import {html, nothing} from 'lit';
import {preferences, router} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {actFromHere} from '../list-actions.js';
import {ACTIONS, actsNow, GROUPS, keysOf} from '../registry.js';
import {CHORDS} from '../shortcuts.js';
import {AskedDialog} from './asked-dialog.js';

/** The keys that act where the agent is. */
class HelpDialog extends AskedDialog {
  #shown = false;
  #leave = () => {};

  show() {
    this.#shown = true;
    this.#leave = actFromHere();
    this.requestUpdate();
    this.dialog.showModal();
  }

  #closed() {
    this.#shown = false;
    this.#leave();
    this.requestUpdate();
  }

  render() {
    const {singleKeys} = preferences.choices;
    return html`
      <dialog class="help" aria-labelledby="help-heading" @close=${this.#closed}>
        <form method="dialog"><h2 id="help-heading">${t('help.title')}</h2>
          <button class="button quiet" aria-label=${t('close')} title=${t('close')}>${icon('close')}</button></form>
        ${this.#shown ? this.#keys() : nothing}
        <p class="line"><label class="choice"><input type="checkbox" .checked=${singleKeys} @change=${(/** @type {Event} */ event) => preferences.choose({singleKeys: /** @type {HTMLInputElement} */ (event.target).checked})}>
          ${t('account.single-keys')}</label>
          <button type="button" class="link" @click=${this.#change}>${t('keymap.change')}</button></p>
      </dialog>
    `;
  }

  #keys() {
    const acting = ACTIONS.filter(actsNow).map((action) => ({group: action.group, keys: keysOf(action), words: action.words})).filter(({keys}) => keys.length);
    const groups = GROUPS.map((group) => ({group, lines: acting.filter((line) => line.group === group)})).filter(({lines}) => lines.length);
    return html`${groups.map(({group, lines}) => html`<h3>${t(`help.group.${group}`)}</h3><dl class="keys">${lines.map((line) => this.#line(line))}</dl>`)}
      <h3>${t('help.always')}</h3><dl class="keys">${CHORDS.map((chord) => this.#line(chord))}</dl>`;
  }

  /** @param {{keys: string[], words: import('../i18n/index.js').Key}} line */
  #line({keys, words}) {
    return html`<div><dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${t(words)}</dd></div>`;
  }

  #change() {
    this.dialog.close();
    router.go({place: 'account'});
    requestAnimationFrame(() => document.getElementById('keymap-heading')?.focus());
  }
}
customElements.define('help-dialog', HelpDialog);
