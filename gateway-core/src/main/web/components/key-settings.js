import {html, nothing} from 'lit';
import {live as asShown} from 'lit/directives/live.js';
import {notices, preferences} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {capOf, give, holderOf, keyOf, single} from '../keymap.js';
import {ACTIONS, GROUPS} from '../registry.js';
import {DeskElement} from './element.js';

/**
 * @typedef {import('../registry.js').Action} Action
 * @typedef {{action: Action, key: string, holder: Action | undefined}} Wish `holder`: who has the key; absent: it is no key
 */

/** Which single key does what, as fields of one character: a key that another action has is only taken from it when the agent says so. */
class KeySettings extends DeskElement {
  /** A key that cannot be had just so. @type {Wish | undefined} */
  #wish;

  render() {
    const {keys, singleKeys} = preferences.choices;
    return html`
      <section class="key-settings" aria-labelledby="keymap-heading">
        <h3 id="keymap-heading" tabindex="-1">${t('keymap.title')}</h3>
        <p class="aside" id="keymap-lead">${t('keymap.lead')}</p>
        <fieldset ?disabled=${!singleKeys} aria-describedby="keymap-lead">
          <legend class="unseen">${t('keymap.title')}</legend>
          ${GROUPS.map((group) => html`<h4>${t(`help.group.${group}`)}</h4>
            <ul>${ACTIONS.filter((action) => action.group === group).map((action) => this.#field(action, keyOf(action, keys)))}</ul>`)}
        </fieldset>
        <button type="button" class="button" ?disabled=${!singleKeys || !Object.keys(keys).length} @click=${this.#reset}>${icon('retry')} ${t('keymap.reset')}</button>
      </section>
    `;
  }

  /** @param {Action} action @param {string} key */
  #field(action, key) {
    const wish = this.#wish?.action === action ? this.#wish : undefined;
    const id = `key-${action.id}`;
    return html`<li>
      <label for=${id}>${t(action.words)}</label>
      <input id=${id} class="cap" maxlength="2" size="2" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-invalid=${wish ? 'true' : nothing} aria-describedby=${wish ? `${id}-problem` : nothing}
        .value=${asShown(capOf(wish?.key ?? key))} @focus=${(/** @type {FocusEvent} */ event) => /** @type {HTMLInputElement} */ (event.target).select()}
        @input=${(/** @type {InputEvent} */ event) => this.#typed(action, event)} @blur=${(/** @type {FocusEvent} */ event) => this.#left(action, event)}>
      <p class="form-problem" id="${id}-problem" role="alert">${wish ? this.#problem(wish) : nothing}</p>
    </li>`;
  }

  /** @param {Wish} wish */
  #problem({action, key, holder}) {
    if (!holder) return html`${icon('warning')} <span>${t('keymap.none')}</span>`;
    return html`${icon('warning')} <span>${t('keymap.taken', {key: capOf(key), words: t(holder.words)})}</span>
      <button type="button" class="button small" @click=${() => this.#take(action, key)}>${t('keymap.take')}</button>`;
  }

  /** The last character typed counts, so that nobody has to empty the field first. @param {Action} action @param {InputEvent} event */
  #typed(action, event) {
    const field = /** @type {HTMLInputElement} */ (event.target);
    const typed = event.data ?? field.value;
    if (!field.value) return this.#take(action, '');
    const key = single([...typed].at(-1) ?? '');
    const holder = key ? holderOf(key, action.id, ACTIONS, preferences.choices.keys) : undefined;
    if (key && !holder) return this.#take(action, key);
    this.#wish = {action, key: key ?? '', holder};
    this.requestUpdate();
  }

  /** @param {Action} action @param {string} key */
  #take(action, key) {
    this.#wish = undefined;
    preferences.choose({keys: give(key, action.id, ACTIONS, preferences.choices.keys)});
    notices.speak(key ? t('keymap.given', {key: capOf(key), words: t(action.words)}) : t('keymap.freed', {words: t(action.words)}));
    document.getElementById(`key-${action.id}`)?.focus();
  }

  /** A wish that was not insisted on is forgotten. @param {Action} action @param {FocusEvent} event */
  #left(action, event) {
    const line = /** @type {HTMLElement} */ (event.target).closest('li');
    if (this.#wish?.action !== action || line?.contains(/** @type {Node | null} */ (event.relatedTarget))) return;
    this.#wish = undefined;
    this.requestUpdate();
  }

  #reset() {
    this.#wish = undefined;
    preferences.choose({keys: {}});
    notices.good(t('keymap.reset-done'));
    this.find('#keymap-heading')?.focus();
  }
}
customElements.define('key-settings', KeySettings);
