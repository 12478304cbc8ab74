import {html, nothing} from 'lit';
import {clock, directory, drafts} from '../desk.js';
import {shortTime} from '../format.js';
import {channelIcon, icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {DeskElement} from './element.js';
import {personName} from './labels.js';
import {wordsOf} from './problems.js';

/** What this agent has begun and not sent, on whatever machine. */
class DraftsPage extends DeskElement {
  get watched() {
    return [clock, directory, drafts];
  }

  connectedCallback() {
    super.connectedCallback();
    drafts.list();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    drafts.unlist();
  }

  firstUpdated() {
    this.find('#drafts-heading')?.focus();
  }

  render() {
    const {begun, problem} = drafts;
    return html`
      <div class="writing-page">
        <header><h2 id="drafts-heading" tabindex="-1">${t('draft.mine')}</h2><p class="aside">${t('draft.mine-lead')}</p></header>
        <div role="alert">${problem ? html`<p class="form-problem">${icon('warning')}<span>${wordsOf(problem)}</span></p>` : nothing}</div>
        ${begun ? this.#list(begun) : html`<p class="aside" role="status">${problem ? '' : t('list.loading')}</p>`}
      </div>
    `;
  }

  /** @param {import('../types.d.ts').BegunDraft[]} begun */
  #list(begun) {
    if (!begun.length) return html`<div class="none"><p>${icon('pen')}</p><p>${t('draft.none')}</p></div>`;
    return html`<ul class="entries">${begun.map(({conversation: {number, subject, topic, contact, channelId}, words, updatedAt}) => html`<li>
      <p class="marks">${channelIcon(directory.channel(channelId))} <a href="/conversation/${number}"><bdi>${subject || topic || personName(contact)}</bdi></a>
        <span class="aside">${t('conversation.number', {number: String(number)})} · <bdi>${personName(contact)}</bdi> · <time datetime=${updatedAt}>${shortTime(updatedAt, clock.now)}</time></span></p>
      <p class="snippet" dir="auto">${words || t('draft.files-only')}</p></li>`)}</ul>`;
  }
}
customElements.define('drafts-page', DraftsPage);
