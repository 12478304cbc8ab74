import {html, nothing} from 'lit';
import {get} from '../api.js';
import {directory, notices} from '../desk.js';
import {fullTime, shortDuration, time} from '../format.js';
import {wantedIn} from '../highlight.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {initials, isolated} from '../text.js';
import {waitingSince} from '../waiting.js';
import {deliveryState} from './delivery-state.js';
import {DeskElement} from './element.js';
import {personName} from './labels.js';
import {answers, defects, files, linked, visibilityMark, words} from './message-parts.js';
import {wordsOf} from './problems.js';

/** @typedef {import('../types.d.ts').Message} Message */

const FRAME_HEIGHT_LIMIT = 4_000;

class MessageCard extends DeskElement {
  static properties = {message: {attribute: false}, now: {attribute: false}, usual: {attribute: false}, searched: {attribute: false}};

  constructor() {
    super();
    /** @type {Message} */
    this.message = /** @type {any} */ (undefined);
    this.now = 0;
    /** The handle that the conversation goes by; only another one is worth showing. */
    this.usual = '';
    /** The words that were searched for: what is marked on the screen is said too. */
    this.searched = '';
  }

  #formatted = false;
  #uncovered = false;
  /** @type {import('../types.d.ts').Revision[] | undefined} */
  #revisions;
  /** Whether they are to be seen, be they here already or not. */
  #unfolded = false;

  get watched() {
    return [directory];
  }

  /** What is open of a message's earlier words grows when they change once more. @param {Map<PropertyKey, any>} changed */
  willUpdate(changed) {
    const before = changed.get('message');
    if (this.#unfolded && before && before.revision !== this.message.revision) this.#readRevisions();
  }

  render() {
    const {kind, author, sentAt, deletedAt} = this.message;
    return html`
      <article class="message ${kind}" data-message=${this.message.id} aria-label=${this.#spoken()}>
        <span class="avatar" aria-hidden="true">${initials(author.name ?? '')}</span>
        <div class="card">
          <header>
            <h3><bdi>${personName(author)}</bdi></h3>
            ${author.handle && author.name && author.handle !== this.usual ? html`<bdi class="handle">${author.handle}</bdi>` : nothing}
            <time datetime=${sentAt} title=${fullTime(sentAt)}>${time(sentAt)}</time>
            ${this.#marks()}
          </header>
          ${deletedAt ? this.#deleted(deletedAt) : this.#content()}
          ${this.#revisions ? this.#earlierVersions() : nothing}
          ${this.#tools()}
          ${this.message.delivery ? deliveryState(this.message.delivery, this.message) : nothing}
        </div>
      </article>
    `;
  }

  #spoken() {
    const {kind, visibility, author, text} = this.message;
    const found = wantedIn(text ?? '', new Set(this.searched ? this.searched.split(' ') : []));
    const message = t(kind === 'note' ? 'message.note-of' : kind === 'outbound' ? 'message.reply-of' : 'message.of', {name: personName(author), visibility: t(`visibility.${visibility}`)});
    return found.length ? t('message.found', {message, found: found.join(', ')}) : message;
  }

  #marks() {
    const {kind, visibility, automatic, takenBy, editedAt, owed, createdAt} = this.message;
    const wait = waitingSince(createdAt, this.now);
    return html`
      ${kind === 'note' ? html`<span class="visibility note">${icon('note')}<span>${t('message.note')}</span></span>` : visibilityMark(visibility)}
      ${automatic ? html`<span class="pill plain">${t('message.automatic')}</span>` : nothing}
      ${takenBy ? html`<span class="aside">${t('message.taken-by', {name: takenBy})}</span>` : nothing}
      ${editedAt ? html`<span class="aside">${t('message.edited', {time: time(editedAt)})}</span>` : nothing}
      ${owed ? html`<span class="pill ${wait.level}" title=${t('wait.spoken', {duration: shortDuration(wait.minutes)})}>${icon(wait.level === 'alarm' ? 'warning' : 'clock')}<span>${t('message.owed')}</span></span>` : nothing}
    `;
  }

  #content() {
    const {message} = this;
    const covered = Boolean(message.warning) && !this.#uncovered;
    return html`
      ${defects(message)}
      ${message.warning ? html`<p class="cover">${icon('warning')}<span>${t('message.warning', {warning: isolated(message.warning ?? '')})}</span>
        <button class="button small" aria-expanded=${!covered} @click=${() => this.#flip('uncovered')}>${covered ? t('message.uncover') : t('message.cover')}</button></p>` : nothing}
      ${covered ? nothing : html`
        ${answers(message.fields)}
        ${this.#formatted ? this.#frame() : words(message)}
        ${files(message.attachments.filter((attachment) => !(this.#formatted && attachment.inline)))}`}
    `;
  }

  #tools() {
    const {id, hasHtml, hasOriginal, editedAt, deletedAt} = this.message;
    if (!hasHtml && !hasOriginal && !editedAt) return nothing;
    return html`<p class="tools">
      ${hasHtml && !deletedAt ? html`<button class="link" aria-pressed=${this.#formatted} @click=${() => this.#flip('formatted')}>${this.#formatted ? t('message.plain') : t('message.formatted')}</button>` : nothing}
      ${editedAt ? html`<button class="link" aria-expanded=${this.#revisions !== undefined} @click=${this.#toggleRevisions}>${t('message.revisions')}</button>` : nothing}
      ${hasOriginal ? html`<a href="/api/v1/messages/${id}/original" download>${t('message.original')}</a>` : nothing}
    </p>`;
  }

  /** @param {string} at */
  #deleted(at) {
    return html`<p class="deleted">${icon('close')}<span>${t('message.deleted', {time: fullTime(at)})}</span></p>
      ${this.message.text ? html`<details class="fold"><summary>${t('message.deleted-text')}</summary>${words(this.message)}</details>` : nothing}`;
  }

  /** Scripts never run in the frame; the server has sanitised what it shows. */
  #frame() {
    return html`<iframe class="formatted" sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" loading="lazy"
      title=${t('message.formatted-title', {name: personName(this.message.author)})} src="/api/v1/messages/${this.message.id}/html" @load=${this.#fit}></iframe>`;
  }

  /** @param {Event} event */
  #fit(event) {
    const frame = /** @type {HTMLIFrameElement} */ (event.target);
    const height = frame.contentDocument?.documentElement.scrollHeight;
    if (height) frame.style.height = `${Math.min(FRAME_HEIGHT_LIMIT, height + 4)}px`;
  }

  #earlierVersions() {
    return html`<section class="revisions" aria-label=${t('message.revisions')}>
      ${this.#revisions?.length ? this.#revisions.map(({text, replacedAt, attachments}) => html`<p class="aside">${t('message.until', {time: fullTime(replacedAt)})}</p><p class="words" dir="auto">${linked(text)}</p>${files(attachments)}`) : html`<p class="aside">${t('message.no-revisions')}</p>`}
    </section>`;
  }

  #toggleRevisions = () => {
    this.#unfolded = !this.#unfolded;
    this.#revisions = undefined;
    if (this.#unfolded) void this.#readRevisions();
    this.requestUpdate();
  };

  async #readRevisions() {
    try {
      const revisions = await get(`/messages/${this.message.id}/revisions`);
      if (this.#unfolded) this.#revisions = revisions;
    } catch (problem) {
      this.#unfolded = this.#revisions !== undefined;
      notices.bad(wordsOf(problem));
    }
    this.requestUpdate();
  }

  /** @param {'formatted' | 'uncovered'} what */
  #flip(what) {
    if (what === 'formatted') this.#formatted = !this.#formatted;
    else this.#uncovered = !this.#uncovered;
    this.requestUpdate();
  }
}
customElements.define('message-card', MessageCard);
