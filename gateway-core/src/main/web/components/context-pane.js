import {html, nothing} from 'lit';
import {clock, directory, panes, thread} from '../desk.js';
import {date, shortDuration} from '../format.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {ask} from '../parts.js';
import {person} from '../person-in-view.js';
import {format} from '../routes.js';
import {written} from '../search.js';
import {initials} from '../text.js';
import {waitingSince} from '../waiting.js';
import {agentName, channelLabel, personName} from './labels.js';
import {DeskElement} from './element.js';
import './linked-conversations.js';
import './person-card.js';
import './person-conversations.js';

/** Who writes, by which handles, and what they wrote about before. */
class ContextPane extends DeskElement {
  get watched() {
    return [clock, directory, panes, person, thread];
  }

  render() {
    const {conversation} = thread;
    if (!conversation || !panes.context) return nothing;
    const name = personName(person.known?.id === conversation.contact.id && person.known.name ? person.known : conversation.contact);
    return html`
      <aside class="context" aria-label=${t('context.label')}>
        <header>
          <span class="avatar large" aria-hidden="true">${initials(name)}</span>
          <h2><bdi>${name}</bdi></h2>
          <button class="button quiet" aria-label=${t('context.close')} title=${t('context.close')} @click=${this.#close}>${icon('close')}</button>
        </header>
        ${this.#waiting()}
        ${this.#request()}
        <linked-conversations></linked-conversations>
        <person-card></person-card>
        <person-conversations></person-conversations>
        <p class="whole"><a href=${format({place: 'person', id: conversation.contact.id})}>${icon('person')} ${t('people.open')}</a></p>
      </aside>
    `;
  }

  #close() {
    panes.toggleContext();
    /** @type {HTMLElement | null} */ (document.querySelector('.context-toggle'))?.focus();
  }

  #waiting() {
    const since = thread.conversation?.owedSince;
    if (!since) return nothing;
    const {level, minutes} = waitingSince(since, clock.now);
    if (level === 'calm') return nothing;
    return html`<section><p class="promise ${level}">${icon(level === 'alarm' ? 'warning' : 'clock')}<span><strong>${t('wait.long', {duration: shortDuration(minutes)})}</strong>
      <span>${t(`wait.${level}`)}</span></span></p></section>`;
  }

  #request() {
    const {conversation} = thread;
    if (!conversation) return nothing;
    const {number, topic, channelId, createdAt, teamId, assigneeId, channel} = conversation;
    /** @type {[string, unknown][]} */
    const facts = [
      [t('conversation.number-label'), String(number)],
      [t('conversation.channel'), channelLabel(channelId)],
      [t('conversation.topic'), topicChoice(topic)],
      [t('conversation.team'), directory.team(teamId)?.name ?? t('conversation.no-team')],
      [t('conversation.agent'), agentName(assigneeId)],
      [t('conversation.begun'), date(createdAt)],
      [t('channel.operator'), channel?.operator?.name],
    ];
    return html`<section><h3>${t('context.request')}</h3><dl>${facts.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${name}</dt><dd><bdi>${value}</bdi></dd></div>`)}</dl></section>`;
  }
}
/** Leads to the other conversations about it, and is chosen. @param {string | undefined} topic */
function topicChoice(topic) {
  return html`${topic ? html`<a href=${format({place: 'list', view: 'all', q: written(t('search.word.topic'), topic)})}>${topic}</a>` : nothing}
    <button class="button small quiet" aria-label=${t('topic.edit')} title=${t('topic.edit')} @click=${() => ask('topic-dialog', 'ask-topic')}>${icon('pen')}</button>`;
}
customElements.define('context-pane', ContextPane);
