import {html, nothing} from 'lit';
import {clock, directory, panes, preferences, thread} from '../desk.js';
import {date, month, phone, shortDuration} from '../format.js';
import {channelIcon, icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {format} from '../routes.js';
import {initials} from '../text.js';
import {waitingSince} from '../waiting.js';
import {agentName, channelLabel, personName} from './labels.js';
import {DeskElement} from './element.js';

/** @typedef {import('../types.d.ts').Handle} Handle */

/** Who writes, by which handles, and what they wrote about before. */
class ContextPane extends DeskElement {
  get watched() {
    return [clock, directory, panes, thread];
  }

  render() {
    const {conversation, contact} = thread;
    if (!conversation || !panes.context) return nothing;
    const name = personName(contact?.name ? contact : conversation.contact);
    return html`
      <aside class="context" aria-label=${t('context.label')}>
        <header>
          <span class="avatar large" aria-hidden="true">${initials(name)}</span>
          <h2><bdi>${name}</bdi></h2>
          <button class="button quiet" aria-label=${t('context.close')} title=${t('context.close')} @click=${this.#close}>${icon('close')}</button>
        </header>
        ${this.#waiting()}
        ${contact?.handles.length ? html`<section><h3>${t('context.handles')}</h3><ul class="handles">${contact.handles.map((handle) => this.#handle(handle))}</ul></section>` : nothing}
        ${this.#request()}
        ${this.#earlier()}
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

  /** @param {Handle} handle */
  #handle({kind, value, name, profile, stated}) {
    const shown = kind === 'phone' ? phone(value) : kind === 'anonymous' ? t('handle.anonymous-value') : breakable(kind === 'fediverse' ? `@${value}` : value);
    return html`<li>${icon(kind)}<span><span class="unseen">${t(`handle.${kind}`)}</span>
      ${profile && /^https?:/.test(profile) ? html`<a href=${profile} target="_blank" rel="noopener noreferrer">${shown}</a>` : html`<span>${shown}</span>`}
      ${name && name !== thread.contact?.name ? html`<bdi class="aside">${name}</bdi>` : nothing}
      ${stated ? html`<span class="aside">${t('handle.stated')}</span>` : nothing}</span></li>`;
  }

  #request() {
    const {conversation, contact} = thread;
    if (!conversation) return nothing;
    const {number, topic, channelId, createdAt, teamId, assigneeId, channel} = conversation;
    /** @type {[string, unknown][]} */
    const facts = [
      [t('conversation.number-label'), String(number)],
      [t('conversation.channel'), channelLabel(channelId)],
      [t('conversation.topic'), topic],
      [t('conversation.team'), directory.team(teamId)?.name ?? t('conversation.no-team')],
      [t('conversation.agent'), agentName(assigneeId)],
      [t('conversation.begun'), date(createdAt)],
      [t('contact.language'), contact?.language ? new Intl.DisplayNames(preferences.language, {type: 'language'}).of(contact.language) : undefined],
      [t('channel.operator'), channel?.operator?.name],
    ];
    return html`<section><h3>${t('context.request')}</h3><dl>${facts.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${name}</dt><dd><bdi>${value}</bdi></dd></div>`)}</dl></section>`;
  }

  #earlier() {
    const others = thread.contact?.conversations?.filter(({number}) => number !== thread.number) ?? [];
    return html`<section><h3>${t('context.earlier')}</h3>
      ${others.length ? html`<ul class="earlier-list">${others.map((other) => html`<li>
        <a href=${format({place: 'conversation', number: other.number})}>${channelIcon(directory.channel(other.channelId))}
          <span><bdi class="title">${other.subject || other.topic || other.snippet}</bdi>
          <span class="aside">${channelLabel(other.channelId)} · ${month(other.lastMessageAt)} · ${t(`state.${other.state}`)}</span></span></a></li>`)}</ul>` : html`<p class="aside">${t('context.first')}</p>`}
    </section>`;
  }
}
/** An address that is too long for its line is continued at its server's name. @param {string} address */
function breakable(address) {
  const at = address.lastIndexOf('@');
  return at > 0 ? html`${address.slice(0, at)}<wbr>${address.slice(at)}` : address;
}

customElements.define('context-pane', ContextPane);
