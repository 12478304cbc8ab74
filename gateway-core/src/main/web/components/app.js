import {html, nothing} from 'lit';
import {inbox, panes, router, savedViews, session, thread, unseen} from '../desk.js';
import {speech, t} from '../i18n/index.js';
import {fetchPartsOf, fetchRest} from '../parts.js';
import {listenForKeys} from '../shortcuts.js';
import {isolated} from '../text.js';
import {personName, viewLabel} from './labels.js';
import {DeskElement} from './element.js';
import './conversation-list.js';
import './health-banner.js';
import './login-page.js';
import './notice-area.js';
import './pane-divider.js';
import './top-bar.js';
import './view-list.js';

/** The page as a whole: which panes stand in it. */
class ParvisApp extends DeskElement {
  /** Whether the first page has been drawn for an agent. */
  #stands = false;
  /** Where the agent was when it was drawn last. */
  #place = '';
  /** Whether this drawing leaves a page for the list. */
  #left = false;

  /** Whose page it is, as far as that is known. */
  #person = '';

  get watched() {
    return [inbox, panes, router, savedViews, session, thread, unseen];
  }

  connectedCallback() {
    super.connectedCallback();
    listenForKeys();
  }

  shouldUpdate() {
    return speech.words !== undefined;
  }

  /** What the place needs comes while the server is asked what stands there. */
  willUpdate() {
    const {place} = router.route;
    if (place !== this.#place) fetchPartsOf(place);
    this.#left = place === 'list' && this.#place !== '' && this.#place !== 'conversation' && this.#place !== place;
    this.#place = place;
  }

  render() {
    if (session.state === 'unknown') return html`<p class="starting" role="status">${t('app.starting')}</p>`;
    if (session.state === 'out') return html`<login-page></login-page><notice-area></notice-area>`;
    const {place} = router.route;
    const desk = place === 'list' || place === 'conversation';
    return html`
      <nav class="skip" aria-label=${t('skip.label')}>
        ${desk ? html`<a href="#list">${t('skip.list')}</a>` : nothing}
        ${place === 'conversation' ? html`<a href="#thread">${t('skip.thread')}</a><a href="#composer">${t('skip.composer')}</a>` : nothing}
        ${desk ? nothing : html`<a href="#page">${t('skip.page')}</a>`}
      </nav>
      <top-bar></top-bar>
      <health-banner></health-banner>
      <div class="desk" data-place=${place} ?data-context=${panes.context && place === 'conversation'}>
        ${session.may('converse') ? html`<view-list></view-list>` : nothing}
        ${desk ? this.#panes(place === 'conversation') : html`<main class="page" id="page" tabindex="-1">${this.#page(place)}</main>`}
      </div>
      <command-palette></command-palette>
      <help-dialog></help-dialog>
      <reason-dialog></reason-dialog>
      <search-help></search-help>
      <snooze-dialog></snooze-dialog>
      <expert-dialog></expert-dialog>
      <tag-dialog></tag-dialog>
      <topic-dialog></topic-dialog>
      <merge-dialog></merge-dialog>
      <hand-over-dialog></hand-over-dialog>
      <attention-panel></attention-panel>
      <view-dialog></view-dialog>
      <other-dialog></other-dialog>
      <part-dialog></part-dialog>
      <leaving-dialog></leaving-dialog>
      <notice-area></notice-area>
    `;
  }

  /** @param {boolean} open */
  #panes(open) {
    return html`
      <main class="panes">
        <conversation-list></conversation-list>
        <pane-divider></pane-divider>
        <thread-pane></thread-pane>
      </main>
      ${open ? html`<context-pane></context-pane>` : nothing}
    `;
  }

  /** @param {string} place */
  #page(place) {
    if (place === 'operations') return html`<operations-page></operations-page>`;
    if (place === 'canned-answers') return html`<canned-page></canned-page>`;
    if (place === 'administration') return html`<administration-page></administration-page>`;
    if (place === 'words') return html`<words-page></words-page>`;
    if (place === 'channels') return html`<channels-page></channels-page>`;
    if (place === 'person') return html`<person-page @person-named=${this.#named}></person-page>`;
    if (place === 'mentions') return html`<mentions-page></mentions-page>`;
    if (place === 'drafts') return html`<drafts-page></drafts-page>`;
    return place === 'call' ? html`<call-note></call-note>` : html`<account-page></account-page>`;
  }

  /** @param {CustomEvent<string>} event */
  #named({detail}) {
    this.#person = detail;
    this.requestUpdate();
  }

  updated() {
    if (session.state === 'in' && !this.#stands) {
      this.#stands = true;
      whenIdle(fetchRest);
    }
    if (this.#left) this.#goOn();
    const {concerns} = unseen;
    const title = `${concerns ? `(${concerns}) ` : ''}${[this.#title(), 'Parvis'].filter(Boolean).join(' · ')}`;
    // The browser takes its time for it each time.
    if (document.title !== title) document.title = title;
  }

  /** A page that goes takes the focus with it. */
  async #goOn() {
    await /** @type {DeskElement | null} */ (this.find('conversation-list'))?.updateComplete;
    if (document.activeElement === document.body) this.find('#list')?.focus();
  }

  #title() {
    if (session.state !== 'in') return session.state === 'out' ? t('login.title') : '';
    const {route} = router;
    switch (route.place) {
      case 'call':
        return t('call.title');
      case 'account':
        return t('account.title');
      case 'operations':
        return t('operations.title');
      case 'canned-answers':
        return t('canned.title');
      case 'person':
        return this.#person || t('people.person');
      case 'drafts':
        return t('draft.mine');
      case 'mentions':
        return t('mention.title');
      case 'administration':
        return t('administration.title');
      case 'channels':
        return t('channels.title');
      case 'words':
        return t('words.title');
      case 'conversation':
        return thread.conversation ? `${isolated(thread.conversation.subject || personName(thread.conversation.contact))} (${t('conversation.number', {number: String(route.number)})})` : '';
      default:
        return viewLabel(inbox.shown);
    }
  }
}

/** @param {() => void} task */
function whenIdle(task) {
  if ('requestIdleCallback' in window) requestIdleCallback(task, {timeout: 2_000});
  else setTimeout(task, 200);
}
customElements.define('parvis-app', ParvisApp);
