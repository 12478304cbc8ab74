import {html, nothing} from 'lit';
import {assign, moveToTeam} from '../actions.js';
import {clock, directory, panes, presence, router, session, thread} from '../desk.js';
import {shortDuration, spokenWait} from '../format.js';
import {channelIcon, icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {waitingSince} from '../waiting.js';
import {actionButton, actionItem} from './action-button.js';
import {agentName, availableName, channelLabel, personName} from './labels.js';
import {DeskElement} from './element.js';
import {visibilityMark} from './message-parts.js';
import {expertWords, snoozedWords, tagLinks, urgentMark} from './order-marks.js';
import {presentPills} from './presence-marks.js';
import './menu-button.js';

/** What is done less often, or found by its key. */
const MORE = ['hand-over', 'wait', 'expert', 'tags', 'topic', 'urgent', 'resolve-because', 'merge-conversation', 'part-conversation', 'link-conversation'];

/** Subject, number and state of the open conversation, and what can be done with it. */
class ThreadHeader extends DeskElement {
  get watched() {
    return [clock, directory, panes, presence, router, session, thread];
  }

  render() {
    const {conversation} = thread;
    if (!conversation) return nothing;
    const {number, subject, topic, contact, channelId, state, owedSince, tags} = conversation;
    const mine = conversation.assigneeId === session.agent?.id;
    return html`
      <header class="thread-header">
        <div class="line">
          <button class="button quiet back" aria-label=${t('thread.back')} @click=${() => document.dispatchEvent(new CustomEvent('back-to-list'))}>${icon('back')}</button>
          <h2 id="thread-heading" tabindex="-1"><bdi>${subject || topic || personName(contact)}</bdi></h2>
          <button class="button quiet context-toggle" aria-pressed=${panes.context} aria-label=${t('context.toggle')} title=${t('context.toggle')}
            @click=${() => panes.toggleContext()}>${icon('panel')}</button>
        </div>
        <div class="line meta">
          <span class="channel-name">${channelIcon(conversation.channel)} ${channelLabel(channelId)}</span>
          <span class="number">${t('conversation.number', {number: String(number)})}</span>
          ${visibilityMark(conversation.visibility)}
          ${state === 'open' ? nothing : this.#state(conversation)}
          ${urgentMark(conversation)}
          ${owedSince ? this.#owed(owedSince) : nothing}
          ${tagLinks(tags)}
          ${presentPills(conversation.id)}
        </div>
        <div class="line tools-line">
          <span class="who">
            ${this.#team()}
            ${this.#agent()}
          </span>
          <span class="actions">
            ${mine ? nothing : actionButton('assign-to-me', 'action.mine')}
            ${state === 'open' ? nothing : actionButton('reopen', 'action.reopen')}
            ${state === 'open' ? actionButton('snooze', 'snooze.short') : nothing}
            ${state === 'resolved' ? nothing : actionButton('resolve', 'action.resolve', 'accent')}
            <menu-button look="button quiet" .label=${t('order.more')} .content=${icon('dots')} .items=${MORE.map(actionItem).filter((item) => item !== undefined)}></menu-button>
          </span>
        </div>
      </header>
    `;
  }

  /** @param {import('../types.d.ts').Conversation} conversation */
  #state({state, snoozedUntil, expert}) {
    const [glyph, words] = snoozedUntil ? ['snooze', snoozedWords(snoozedUntil)] : expert !== undefined ? ['question', expertWords(expert)] : [state === 'waiting' ? 'pause' : 'check', t(`state.${state}`)];
    return html`<span class="pill plain">${icon(glyph)}<span>${words}</span></span>`;
  }

  /** @param {string} since */
  #owed(since) {
    const {level, minutes} = waitingSince(since, clock.now);
    return html`<span class="pill ${level}" title=${spokenWait(since, clock.now)}>${icon(level === 'alarm' ? 'warning' : 'clock')}<span>${t('wait.short', {duration: shortDuration(minutes)})}</span></span>`;
  }

  #team() {
    const current = thread.conversation?.teamId ?? '';
    return html`<select class="inline" aria-label=${t('conversation.team')} title=${t('conversation.team')} .value=${current} @change=${(/** @type {Event} */ event) => moveToTeam(valueOf(event))}>
      <option value="" ?selected=${!current}>${t('conversation.no-team')}</option>
      ${directory.teams.map(({id, name}) => html`<option value=${id} ?selected=${id === current}>${name}</option>`)}
    </select>`;
  }

  #agent() {
    const current = thread.conversation?.assigneeId ?? '';
    return html`<select class="inline" aria-label=${t('conversation.agent')} title=${t('conversation.agent')} .value=${current} @change=${(/** @type {Event} */ event) => assign(valueOf(event))}>
      <option value="" ?selected=${!current}>${t('conversation.unassigned')}</option>
      ${current ? html`<option value=${current} selected>${agentName(current)}</option>` : nothing}
      ${directory.assignable(current, thread.conversation?.teamId).map((agent) => html`<option value=${agent.id}>${availableName(agent)}</option>`)}
    </select>`;
  }
}

/** @param {Event} event */
function valueOf(event) {
  return /** @type {HTMLSelectElement} */ (event.target).value || null;
}
customElements.define('thread-header', ThreadHeader);
