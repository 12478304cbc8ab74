import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {concernWords, noteOf} from '../announcing.js';
import {get} from '../api.js';
import {attention, seeAll} from '../concerning.js';
import {clock, directory} from '../desk.js';
import {shortTime} from '../format.js';
import {icon} from '../icons.js';
import {inTurns} from '../in-turns.js';
import {t} from '../i18n/index.js';
import {DeskElement} from './element.js';
import {personName} from './labels.js';

/**
 * @typedef {import('../concerns.js').Concern} Concern
 * @typedef {import('../types.d.ts').ConversationRow} Row
 */

const AT_ONCE = 4;
/** @type {Record<import('../concerns.js').Reason, string>} */
const GLYPHS = {mention: 'at', 'team-mention': 'at', 'handed-over': 'forward', 'handed-over-team': 'forward', assigned: 'person', message: 'channel', unread: 'channel', undelivered: 'warning', back: 'snooze', due: 'clock'};

/** The latest that concerns this agent, seen or not. */
class AttentionPanel extends DeskElement {
  #shown = false;
  /** What the conversations are about, by their ids. @type {Map<string, string>} */
  #about = new Map();
  /** What notes say, by the ids of concerns. @type {Map<string, string>} */
  #notes = new Map();

  get watched() {
    return [attention, clock, directory];
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('show-attention', this.#show);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('show-attention', this.#show);
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.find('dialog'));
  }

  #show = async () => {
    this.#shown = true;
    this.requestUpdate();
    await this.updateComplete;
    this.#dialog.showModal();
    this.find('h2')?.focus();
    this.#fill();
  };

  /** What is not kept in the browser. What cannot be had is left out. */
  async #fill() {
    const {concerns} = attention;
    const ids = [...new Set(concerns.map(({conversationId}) => conversationId))].filter((id) => !this.#about.has(id));
    if (ids.length) {
      const page = await get('/conversations', {query: {ids: ids.join(',')}}).catch(() => ({items: []}));
      for (const row of /** @type {Row[]} */ (page.items)) this.#about.set(row.id, row.subject || row.topic || personName(row.contact));
      this.requestUpdate();
    }
    await inTurns(concerns.filter(({id, messageId}) => messageId && !this.#notes.has(id)), AT_ONCE, async (concern) => {
      this.#notes.set(concern.id, await noteOf(concern));
      this.requestUpdate();
    });
  }

  render() {
    const {concerns, unseen} = attention;
    return html`
      <dialog class="attention" aria-labelledby="attention-heading" @close=${() => (this.#shown = this.#dialog.open)}>
        <form method="dialog"><h2 id="attention-heading" tabindex="-1">${t('concern.title')}</h2>
          <button class="button quiet" aria-label=${t('close')} title=${t('close')}>${icon('close')}</button></form>
        ${this.#shown ? html`
          ${concerns.length ? html`<ul class="entries">${repeat(concerns, ({id}) => id, (concern) => this.#entry(concern))}</ul>` : html`<p class="aside">${t('concern.none')}</p>`}
          <p class="line end">${unseen ? html`<button class="button" @click=${this.#seeAll}>${icon('check')} ${t('concern.see-all')}</button>` : nothing}
            <a class="button" href="/mentions" @click=${() => this.#dialog.close()}>${icon('at')} ${t('mention.all')}</a></p>` : nothing}
      </dialog>
    `;
  }

  /** @param {Concern} concern */
  #entry(concern) {
    const {id, reason, number, conversationId, at, seen} = concern;
    const note = this.#notes.get(id);
    const about = this.#about.get(conversationId);
    return html`<li><a href="/conversation/${number}" ?data-unseen=${!seen} @click=${() => this.#dialog.close()}>
      ${icon(GLYPHS[reason] ?? 'bell')}
      <span class="what">${concernWords(concern)}${seen ? nothing : html` <span class="pill plain">${t('concern.unseen')}</span>`}</span>
      <time datetime=${at}>${shortTime(at, clock.now)}</time>
      ${about ? html`<span class="about"><bdi>${about}</bdi></span>` : nothing}
      ${note ? html`<span class="about note" dir="auto">${note}</span>` : nothing}</a></li>`;
  }

  /** The button goes with it: the focus does not. */
  #seeAll() {
    seeAll();
    this.find('h2')?.focus();
  }
}
customElements.define('attention-panel', AttentionPanel);
