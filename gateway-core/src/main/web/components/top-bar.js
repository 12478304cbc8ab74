import {html, nothing} from 'lit';
import {logOut, speak, turn} from '../actions.js';
import {clock, directory, live, panes, preferences, router, session, unseen} from '../desk.js';
import {shortTime} from '../format.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {ask} from '../parts.js';
import {MODIFIER} from '../shortcuts.js';
import {initials} from '../text.js';
import {keyCap, keyShortcut} from './action-button.js';
import {DeskElement} from './element.js';
import {availableName} from './labels.js';
import './menu-button.js';
import './search-box.js';

/** What passes by itself sooner is no matter of hours. */
const AWAY = 10_000;

class TopBar extends DeskElement {
  get watched() {
    return [clock, directory, live, panes, router, session, unseen];
  }

  render() {
    return html`
      <header class="bar">
        ${session.may('converse') ? html`<button class="button quiet only-narrow" id="open-views" aria-label=${t('nav.open')} aria-expanded=${panes.views} aria-controls="views"
          @click=${() => this.#toggleViews()}>${icon('menu')}</button>` : nothing}
        <h1 class="brand"><a href="/"><span class="logo" aria-hidden="true"></span><span>Parvis</span></a></h1>
        ${session.may('converse') ? html`<search-box></search-box>` : nothing}
        ${session.may('converse') && directory.callNoteChannels.length ? html`
          <a class="button" href="/call" aria-keyshortcuts=${keyShortcut('call')} aria-current=${router.route.place === 'call' ? 'page' : nothing}>
            ${icon('phone')}<span class="wide">${t('call.new')}</span> ${keyCap('call')}</a>` : nothing}
        <p class="connection" role="status" data-state=${live.connection}>${this.#connection()}</p>
        ${session.may('converse') ? this.#bell() : nothing}
        ${this.#menu()}
      </header>
    `;
  }

  #connection() {
    const {connection, since} = live;
    const away = connection !== 'live' && Date.now() - since > AWAY;
    const words = away ? t('live.away', {when: shortTime(new Date(since).toISOString(), clock.now)}) : t(connection === 'live' ? 'live.on' : 'live.connecting');
    return html`<span class="dot" aria-hidden="true"></span><span>${words}</span>`;
  }

  #bell() {
    const {concerns} = unseen;
    return html`<button class="button quiet bell" aria-haspopup="dialog" aria-label=${t(concerns ? 'concern.bell-unseen' : 'concern.bell', {count: concerns})} title=${t('concern.title')}
      aria-keyshortcuts=${keyShortcut('attention')} @click=${() => ask('attention-panel', 'show-attention')}>${icon('bell')}${concerns ? html`<span class="badge" aria-hidden="true">${t('count.plain', {count: concerns})}</span>` : nothing}</button>`;
  }

  #menu() {
    const {agent} = session;
    const availability = agent?.availability ?? 'available';
    const {theme} = preferences.choices;
    const {language} = preferences;
    return html`<menu-button look="avatar me" data-availability=${availability} .label=${t('menu.account', {name: agent ? availableName(agent) : ''})} .content=${html`<span aria-hidden="true">${initials(agent?.name ?? '')}</span>`}
      .items=${[
        .../** @type {const} */ (['available', 'away', 'off']).map((choice) => ({label: t(`availability.mine.${choice}`), checked: availability === choice, act: () => turn(choice)})),
        'line',
        {label: html`${icon('person')} ${t('account.title')}`, act: () => router.go({place: 'account'})},
        ...(session.may('converse') ? [{label: html`${icon('at')} ${t('mention.title')}`, act: () => router.go({place: 'mentions'})}, {label: html`${icon('pen')} ${t('draft.mine')}`, act: () => router.go({place: 'drafts'})}] : []),
        ...(session.may('operate') ? [{label: html`${icon('pulse')} ${t('operations.title')}`, act: () => router.go({place: 'operations'})}] : []),
        ...(session.may('administer') ? [{label: html`${icon('team')} ${t('administration.title')}`, act: () => router.go({place: 'administration'})}] : []),
        ...(session.may('write-canned-answers') ? [{label: html`${icon('canned')} ${t('canned.title')}`, act: () => router.go({place: 'canned-answers'})}] : []),
        ...(session.may('keep-words') ? [{label: html`${icon('tag')} ${t('words.title')}`, act: () => router.go({place: 'words'})}] : []),
        {label: html`${icon('palette')} ${t('palette.title')} <kbd aria-hidden="true">${MODIFIER} K</kbd>`, act: () => ask('command-palette', 'show-palette')},
        {label: html`${icon('keyboard')} ${t('help.title')} ${keyCap('help')}`, act: () => ask('help-dialog', 'ask-help')},
        'line',
        {label: 'Français', lang: 'fr', checked: language === 'fr', act: () => speak('fr')},
        {label: 'English', lang: 'en', checked: language === 'en', act: () => speak('en')},
        'line',
        .../** @type {const} */ (['auto', 'light', 'dark']).map((choice) => ({label: t(`theme.${choice}`), checked: theme === choice, act: () => preferences.choose({theme: choice})})),
        'line',
        {label: html`${icon('logout')} ${t('logout')}`, act: logOut},
      ]}></menu-button>`;
  }

  #toggleViews() {
    panes.showViews(!panes.views);
    if (panes.views) /** @type {HTMLElement | null} */ (document.querySelector('#views a'))?.focus();
  }
}
customElements.define('top-bar', TopBar);
