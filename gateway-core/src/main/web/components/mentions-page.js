import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {mentions} from '../concerning.js';
import {clock, directory, notices} from '../desk.js';
import {shortTime} from '../format.js';
import {channelIcon, icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {DeskElement} from './element.js';
import {personName} from './labels.js';
import {words} from './message-parts.js';
import {wordsOf} from './problems.js';

/** @typedef {import('../types.d.ts').Mention} Mention */

/** The notes that mention this agent, what is unread first. */
class MentionsPage extends DeskElement {
  get watched() {
    return [clock, directory, mentions];
  }

  connectedCallback() {
    super.connectedCallback();
    mentions.list();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    mentions.unlist();
  }

  firstUpdated() {
    this.find('#mentions-heading')?.focus();
  }

  render() {
    const {items, problem, next} = mentions;
    const unread = items?.filter((mention) => mention.unread) ?? [];
    return html`
      <div class="writing-page mentions">
        <header><h2 id="mentions-heading" tabindex="-1">${t('mention.title')}</h2>
          ${unread.length ? html`<button class="button" @click=${() => this.#read(unread)}>${icon('check')} ${t('mention.read-all')}</button>` : nothing}
          <p class="aside">${t('mention.lead')}</p></header>
        <div role="alert">${problem ? html`<p class="form-problem">${icon('warning')}<span>${wordsOf(problem)}</span></p>` : nothing}</div>
        ${items ? this.#list(items) : html`<p class="aside" role="status">${problem ? '' : t('list.loading')}</p>`}
        ${next ? html`<p><button class="button" @click=${this.#more}>${t('mention.more')}</button></p>` : nothing}
      </div>
    `;
  }

  /** @param {Mention[]} items */
  #list(items) {
    if (!items.length) return html`<div class="none"><p>${icon('at')}</p><p>${t('mention.none')}</p></div>`;
    return html`<ul class="entries">${repeat(items, ({message}) => message.id, (mention) => this.#entry(mention))}</ul>`;
  }

  /** @param {Mention} mention */
  #entry(mention) {
    const {message, conversation: {number, subject, topic, contact, channelId}, teamId, unread} = mention;
    const author = message.author.name ?? t('agent.former');
    return html`<li><article aria-labelledby="mention-${message.id}" ?data-unread=${unread}>
      <p class="marks" id="mention-${message.id}">${channelIcon(directory.channel(channelId))} <a href="/conversation/${number}"><bdi>${subject || topic || personName(contact)}</bdi></a>
        ${unread ? html`<span class="pill plain">${t('mention.new')}</span>` : nothing}
        <span class="aside">${t('conversation.number', {number: String(number)})} · <bdi>${author}</bdi>${teamId ? html` → <bdi>${directory.team(teamId)?.name ?? t('view.team')}</bdi>` : nothing} · <time datetime=${message.createdAt}>${shortTime(message.createdAt, clock.now)}</time></span></p>
      <div class="snippet">${words(message)}</div>
      ${unread ? html`<span class="choices"><button class="button small" aria-label=${t('mention.read-one-of', {name: author})} @click=${() => this.#read([mention])}>${icon('check')} ${t('mention.read-one')}</button></span>` : nothing}
    </article></li>`;
  }

  /** The button goes with it: the focus does not. @param {Mention[]} read */
  async #read(read) {
    try {
      await mentions.read(read.map(({message}) => message.id));
      this.find('#mentions-heading')?.focus();
    } catch (problem) {
      notices.bad(wordsOf(problem));
    }
  }

  async #more() {
    try {
      await mentions.more();
    } catch (problem) {
      notices.bad(wordsOf(problem));
    }
  }
}
customElements.define('mentions-page', MentionsPage);
