// How a conversation is ordered among the others, as rows and headings show it.

import {html, nothing} from 'lit';
import {clock} from '../desk.js';
import {later, shortMoment} from '../format.js';
import {icon} from '../icons.js';
import {keyOr, t} from '../i18n/index.js';
import {format} from '../routes.js';
import {isolated} from '../text.js';

/**
 * @typedef {import('../types.d.ts').ConversationRow} Row
 * @typedef {import('../types.d.ts').View} View
 */

/** Until when it is put off, or for whom: short in a row. @param {Row} row */
export function putOffMark({snoozedUntil, expert}) {
  if (snoozedUntil) return html`<span class="pill plain" title=${snoozedWords(snoozedUntil)}>${icon('snooze')}<span>${shortMoment(snoozedUntil, clock.now)}</span></span>`;
  return expert === undefined ? nothing : html`<span class="pill plain" title=${expertWords(expert)}>${icon('question')}<span>${t('expert.mark')}</span></span>`;
}

/** @param {string} name of who is asked; empty where that was not said */
export function expertWords(name) {
  return t(name ? 'expert.waits-for' : 'expert.waits', {name: isolated(name)});
}

/** @param {string} until */
export function snoozedWords(until) {
  return t('snooze.until', {when: later(until, clock.now)});
}

/** @param {Row} row */
export function urgentMark(row) {
  return row.urgent ? html`<span class="pill urgent">${icon('urgent')}<span>${t('order.urgent-mark')}</span></span>` : nothing;
}

/** Chips without colours: what they say is in their words. @param {import('../types.d.ts').Tag[]} [tags] */
export function tagChips(tags = []) {
  return tags.map(({name}) => html`<span class="tag">${icon('tag')}<bdi>${name}</bdi></span>`);
}

/** The same, leading to the other conversations that have it. @param {import('../types.d.ts').Tag[]} [tags] */
export function tagLinks(tags = []) {
  return tags.map(({id, name}) => html`<a class="tag" href=${format({place: 'list', view: 'tag', id})}>${icon('tag')}<bdi>${name}</bdi></a>`);
}

/** What a screen reader says of it besides its state. @param {Row} row */
export function orderWords(row) {
  const {snoozedUntil, expert, urgent, tags = []} = row;
  return [urgent ? t('order.urgent-mark') : '', snoozedUntil ? snoozedWords(snoozedUntil) : '', expert === undefined ? '' : expertWords(expert), tags.length ? t('tags.spoken', {names: tags.map(({name}) => name).join(', ')}) : ''].filter(Boolean).join(', ');
}

/** How many answers are owed in a view out of the way of daily work. @param {View} view */
export function owedMark(view) {
  if (!view.owed) return nothing;
  return html`<span class="owed" title=${t('order.owed', {count: view.owed})}>${icon('clock')}<span aria-hidden="true">${t('count.plain', {count: view.owed})}</span>
    <span class="unseen">${t('order.owed', {count: view.owed})}</span></span>`;
}

/** At the end of what is to handle: that is not all that is owed. @param {View[]} views */
export function owedElsewhere(views) {
  const aside = views.filter(({owed}) => owed);
  if (!aside.length) return nothing;
  return html`<p class="elsewhere">${icon('clock')}<span>${t('order.owed-elsewhere')} ${aside.map(({view, owed}, at) => html`${at ? ', ' : ''}<a href=${format({place: 'list', view})}>${t(keyOr(`owed-in.${view}`, 'owed-in.waiting'), {count: owed ?? 0})}</a>`)}</span></p>`;
}
