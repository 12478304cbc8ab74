import {html} from 'lit';
import {speak} from '../actions.js';
import {preferences, session} from '../desk.js';
import {t} from '../i18n/index.js';
import {DeskElement} from './element.js';
import './access-tokens.js';
import './key-settings.js';
import './notification-settings.js';
import './own-password.js';

/** @typedef {import('../state/preferences.js').Choices} Choices */

class AccountPage extends DeskElement {
  get watched() {
    return [session];
  }

  firstUpdated() {
    this.find('#account-heading')?.focus();
  }

  render() {
    const {choices, language} = preferences;
    const {agent} = session;
    return html`
      <div class="account">
        <h2 id="account-heading" tabindex="-1">${t('account.title')}</h2>
        <p class="aside">${agent?.name} · ${agent?.account} · ${t(`role.${agent?.role ?? 'agent'}`)}</p>
        <section aria-labelledby="appearance-heading">
          <h3 id="appearance-heading">${t('account.appearance')}</h3>
          <div class="settings">
            <label for="language">${t('account.language')}</label>
            <select id="language" .value=${language} @change=${(/** @type {Event} */ event) => speak(/** @type {import('../types.d.ts').Language} */ (valueOf(event)))}>
              <option value="fr" lang="fr" ?selected=${language === 'fr'}>Français</option><option value="en" lang="en" ?selected=${language === 'en'}>English</option></select>
            <label for="theme">${t('account.theme')}</label>
            <select id="theme" .value=${choices.theme} @change=${(/** @type {Event} */ event) => this.#choose({theme: valueOf(event)})}>
              ${/** @type {const} */ (['auto', 'light', 'dark']).map((theme) => html`<option value=${theme} ?selected=${choices.theme === theme}>${t(`theme.${theme}`)}</option>`)}</select>
            <label for="density">${t('account.density')}</label>
            <select id="density" .value=${choices.density} @change=${(/** @type {Event} */ event) => this.#choose({density: valueOf(event)})}>
              ${/** @type {const} */ (['comfortable', 'compact']).map((density) => html`<option value=${density} ?selected=${choices.density === density}>${t(`density.${density}`)}</option>`)}</select>
            <label for="hold">${t('account.hold')}</label>
            <select id="hold" .value=${String(choices.hold)} @change=${(/** @type {Event} */ event) => this.#choose({hold: Number(valueOf(event))})}>
              ${/** @type {const} */ ([0, 5, 10, 30]).map((hold) => html`<option value=${hold} ?selected=${choices.hold === hold}>${hold ? t('account.hold-seconds', {count: hold}) : t('account.hold-none')}</option>`)}</select>
          </div>
          <label class="choice"><input type="checkbox" .checked=${choices.singleKeys} aria-describedby="single-keys-why"
            @change=${(/** @type {Event} */ event) => this.#choose({singleKeys: /** @type {HTMLInputElement} */ (event.target).checked})}> ${t('account.single-keys')}</label>
          <p class="aside" id="single-keys-why">${t('account.single-keys-why')}</p>
        </section>
        <notification-settings></notification-settings>
        <key-settings></key-settings>
        <own-password></own-password>
        <access-tokens></access-tokens>
      </div>
    `;
  }

  /** @param {Record<string, unknown>} choices */
  #choose(choices) {
    preferences.choose(/** @type {Partial<Choices>} */ (choices));
  }
}

/** @param {Event} event */
function valueOf(event) {
  return /** @type {HTMLSelectElement} */ (event.target).value;
}
customElements.define('account-page', AccountPage);
