import {html} from 'lit';
import {chime} from '../chime.js';
import {preferences} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {DeskElement} from './element.js';

/** How an agent hears of what concerns them, besides the page itself: by nothing else at first. */
class NotificationSettings extends DeskElement {
  render() {
    const {sound, notifications} = preferences.choices;
    return html`<section aria-labelledby="notifications-heading">
      <h3 id="notifications-heading">${t('alert.title')}</h3>
      <p class="aside">${t('alert.lead')}</p>
      <p class="line"><label class="choice"><input type="checkbox" .checked=${sound} @change=${this.#sound}> ${t('alert.sound')}</label>
        <button type="button" class="button small" @click=${() => chime()}>${t('alert.listen')}</button></p>
      ${permission() === 'granted' ? html`<label class="choice"><input type="checkbox" .checked=${notifications} aria-describedby="notifications-why"
        @change=${(/** @type {Event} */ event) => preferences.choose({notifications: isChecked(event)})}> ${t('alert.system')}</label>` : html`
        <p><button type="button" class="button" ?disabled=${permission() !== 'default'} aria-describedby="notifications-why" @click=${this.#ask}>${icon('bell')} ${t('alert.allow')}</button></p>`}
      <p class="aside" id="notifications-why" role="status">${t(`alert.${permission()}`)}</p>
    </section>`;
  }

  /** @param {Event} event */
  #sound(event) {
    preferences.choose({sound: isChecked(event)});
    if (isChecked(event)) chime();
  }

  /** A browser is asked at this press and at no other time. */
  async #ask() {
    const answer = await Notification.requestPermission();
    if (answer === 'granted') preferences.choose({notifications: true});
    this.requestUpdate();
    await this.updateComplete;
    if (document.activeElement === document.body) this.find('input[aria-describedby]')?.focus();
  }
}

/** A page that came without encryption has none. @returns {'granted' | 'denied' | 'default' | 'impossible'} */
function permission() {
  return 'Notification' in window && window.isSecureContext ? Notification.permission : 'impossible';
}

/** @param {Event} event */
function isChecked(event) {
  return /** @type {HTMLInputElement} */ (event.target).checked;
}
customElements.define('notification-settings', NotificationSettings);
