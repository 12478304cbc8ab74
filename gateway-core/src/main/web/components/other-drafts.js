import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {clock, directory, drafts, notices} from '../desk.js';
import {inOne, isEmpty} from '../drafting.js';
import {shortTime, size} from '../format.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {exchanged} from '../other-version.js';
import {fileName} from '../text.js';
import {DeskElement} from './element.js';
import {agentName} from './labels.js';
import {wordsOf} from './problems.js';

/**
 * @typedef {import('../types.d.ts').KeptDraft} KeptDraft
 * @typedef {import('../drafting.js').Words} Words
 */

/** What else is being written here: colleagues' drafts, and what this agent typed elsewhere at the same time. */
class OtherDrafts extends DeskElement {
  static properties = {of: {}};

  constructor() {
    super();
    /** The conversation. */
    this.of = '';
  }

  get watched() {
    return [clock, directory, drafts];
  }

  render() {
    const {other} = drafts.of(this.of);
    return html`
      ${repeat(drafts.others, ({agentId}) => agentId, (draft) => this.#colleague(draft))}
      ${other ? html`<details class="other-draft mine">
        <summary>${icon('warning')} <span>${t('draft.other')}</span></summary>
        ${this.#words(other)}
        <p class="line end"><button type="button" class="button small" @click=${() => this.#set({other: undefined})}>${t('draft.other-discard')}</button>
          <button type="button" class="button small accent" @click=${() => this.#set(exchanged(drafts.of(this.of)))}>${t('draft.other-use')}</button></p>
      </details>` : nothing}
    `;
  }

  /** @param {KeptDraft} draft */
  #colleague(draft) {
    const {agentId, updatedAt} = draft;
    const own = !isEmpty(drafts.of(this.of));
    return html`<details class="other-draft" data-agent=${agentId}>
      <summary>${icon('pen')} <span>${t('draft.of', {name: agentName(agentId)})}</span> <time class="aside" datetime=${updatedAt}>${shortTime(updatedAt, clock.now)}</time></summary>
      ${this.#words(draft)}
      <p class="line end">${own ? html`<span class="aside">${t('draft.own')}</span>` : nothing}
        ${own && draft.reply ? html`<button type="button" class="button small" @click=${() => this.#add(draft)}>${t('draft.add')}</button>` : nothing}
        ${own ? nothing : html`<button type="button" class="button small accent" @click=${() => this.#takeOver(draft)}>${t('draft.take-over')}</button>`}</p>
    </details>`;
  }

  /** @param {Words} words */
  #words({reply, note, attachments}) {
    return html`
      ${reply ? html`<p class="aside">${t('composer.reply-label')}</p><p class="words" dir="auto">${reply}</p>` : nothing}
      ${note ? html`<p class="aside">${t('composer.note-label')}</p><p class="words" dir="auto">${note}</p>` : nothing}
      ${attachments.length ? html`<ul class="uploads" aria-label=${t('attachments.label')}>${attachments.map((file) => html`<li>${icon('file')}
        <a href="/api/v1/attachments/${file.id}" download><bdi class="file-name">${fileName(file.name)}</bdi></a> <span class="size">${size(file.size)}</span></li>`)}</ul>` : nothing}
    `;
  }

  /** @param {Partial<import('../drafting.js').Draft>} change */
  #set(change) {
    drafts.change(this.of, change);
    this.#write();
  }

  /** Words alone: the files are the colleague's until the draft is. @param {KeptDraft} draft */
  #add({reply, visibility, answers, seenId: seen}) {
    const own = drafts.of(this.of);
    document.dispatchEvent(new CustomEvent('compose', {detail: 'reply'}));
    drafts.change(this.of, inOne(own, {reply, visibility, answers, seen, attachments: []}));
  }

  /** @param {KeptDraft} draft */
  async #takeOver(draft) {
    try {
      await drafts.takeOver(draft);
      notices.good(t('draft.taken-over', {name: agentName(draft.agentId)}));
      this.#write();
    } catch (problem) {
      notices.bad(wordsOf(problem));
      drafts.refresh();
    }
  }

  #write() {
    document.dispatchEvent(new CustomEvent('compose', {detail: drafts.of(this.of).tab}));
  }
}
customElements.define('other-drafts', OtherDrafts);
