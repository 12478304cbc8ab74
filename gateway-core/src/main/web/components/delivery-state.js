// What became of an answer, in words, and what a person can do about it.

import {html, nothing} from 'lit';
import {directory, notices, thread} from '../desk.js';
import {later, time} from '../format.js';
import {icon} from '../icons.js';
import {keyOr, t} from '../i18n/index.js';
import {takeBack} from '../sending.js';
import {faultDetail, faultWords} from './fault-words.js';
import {linked} from './message-parts.js';
import {wordsOf} from './problems.js';

/**
 * @typedef {import('../types.d.ts').Delivery} Delivery
 * @typedef {import('../types.d.ts').DeliveryResult} DeliveryResult
 * @typedef {import('../types.d.ts').Message} Message
 */

/** @type {Record<string, string>} */
const ICONS = {queued: 'clock', sending: 'send', accepted: 'check', delivered: 'check-double', read: 'check-double', failed: 'warning', unknown: 'question', 'by-person': 'phone', cancelled: 'close'};

/** What goes out sooner needs no hour. */
const SOON = 60_000;

/** The gateway's own bound (`DeliveryState.LONGEST_SENDING`): whatever was being sent for so long, nobody is sending it any more. */
const ABANDONED = 10 * 60_000;

/** The buttons of the states that need a person. @type {Record<string, Exclude<DeliveryResult, 'take-back'>[]>} */
const CHOICES = {failed: ['retry', 'give-up'], unknown: ['done', 'retry', 'give-up'], 'by-person': ['done', 'not-reached']};

/** @param {Delivery} delivery @param {Message} [message] that it carries; a notice has none */
export function deliveryState(delivery, message) {
  const state = abandoned(delivery) ? 'unknown' : delivery.state;
  const choices = choicesOf(delivery, message);
  const troubles = awaiting(delivery) !== undefined;
  return html`
    <div class="delivery ${state}" ?data-trouble=${troubles}>
      <p>${icon(ICONS[state] ?? 'question')}<span><strong>${t(keyOr(`delivery.${state}`, 'delivery.unknown'))}</strong>${explanation(delivery)}</span></p>
      ${troubled(state) ? faultDetail(delivery.fault) : nothing}
      ${state === 'by-person' && delivery.script ? html`<blockquote class="script words" dir="auto">${linked(delivery.script)}</blockquote>` : nothing}
      ${choices.length ? html`<p class="choices">${choices.map(({label, act}, at) => html`<button class="button small ${troubles && at === 0 ? 'accent' : ''}" @click=${act}>${label}</button>`)}</p>` : nothing}
    </div>
  `;
}

/** What awaits a person's choice. @param {Delivery} delivery */
function awaiting(delivery) {
  if (abandoned(delivery)) return CHOICES.unknown.filter((result) => result !== 'retry');
  return CHOICES[delivery.state] ?? (stranded(delivery) ? /** @type {const} */ (['give-up']) : undefined);
}

/** What a person can do about it, by button and from the palette. @param {Delivery} delivery @param {Message} [message] @returns {{id: string, label: string, act: () => void}[]} */
export function choicesOf(delivery, message) {
  const {state} = delivery;
  const choices = awaiting(delivery);
  const words = abandoned(delivery) ? 'unknown' : state;
  if (choices) return choices.map((result) => ({id: result, label: t(keyOr(`delivery.${words}.${result}`, 'retry')), act: () => report(delivery, result)}));
  if (!message || state !== 'queued') return [];
  return [{id: 'take-back', label: t('delivery.queued.take-back'), act: () => takeBack(thread.opened().conversation, message)}];
}

/** A notice, such as the link to one's own request, that did not reach its person. @param {Delivery} notice */
export function noticeState(notice) {
  const {to = '', subject = ''} = notice;
  return html`<section class="undelivered" aria-label=${t('notice.label')}><p>${t(keyOr(`notice.${notice.state}`, 'notice.failed'), {to, subject})}</p>${deliveryState(notice)}</section>`;
}

/** Whether it waits for a channel that is not open, so that nothing but a person can end the wait. @param {Delivery} delivery */
function stranded({state, channelId}) {
  return state === 'queued' && closed(channelId);
}

/** Whether it was being sent when its channel went away: no node will say any more what became of it. @param {Delivery} delivery */
function abandoned({state, channelId, updatedAt}) {
  return state === 'sending' && closed(channelId) && Date.now() - Date.parse(updatedAt ?? '') > ABANDONED;
}

/** @param {string | undefined} channelId */
function closed(channelId) {
  return directory.channels.length > 0 && !directory.channel(channelId)?.limit;
}

/** Whether it waits until an administrator lets its channel go on. @param {Delivery} delivery */
function paused({state, channelId}) {
  return state === 'queued' && directory.channel(channelId)?.health.state === 'paused';
}

/** @param {string} state */
function troubled(state) {
  return state === 'queued' || state === 'failed' || state === 'unknown';
}

/** @param {Delivery} delivery */
function explanation(delivery) {
  const {state, fault, nextAttemptAt, attempts = 0} = delivery;
  if (paused(delivery)) return html`. ${t('delivery.paused')}`;
  if (stranded(delivery)) return html`. ${t('delivery.stranded')}`;
  if (abandoned(delivery)) return html`. ${t('delivery.abandoned')}`;
  const why = fault?.detail ? html` ${faultWords(fault)}` : nothing;
  switch (state) {
    case 'queued':
      if (!nextAttemptAt) return nothing;
      return attempts ? html` · ${t('delivery.again-at', {time: time(nextAttemptAt)})}${why}` : html` · ${due(nextAttemptAt)}`;
    case 'failed':
      return html`.${why} ${t(keyOr(`delivery.failed-by.${(fault?.owner ?? '').toLowerCase()}`, 'delivery.failed-by.parvis'))}`;
    case 'unknown':
      return html`.${why} ${t('delivery.unknown-what')}`;
    case 'by-person':
      return html` ${t('delivery.by-person-what')}`;
    default:
      return nothing;
  }
}

/** @param {string} at when it is to go out */
function due(at) {
  return Date.parse(at) - Date.now() > SOON ? t('delivery.due-at', {when: later(at, Date.now())}) : t('delivery.due-now');
}

/** @param {Delivery} delivery @param {Exclude<DeliveryResult, 'take-back'>} result */
async function report({id, messageId}, result) {
  try {
    await thread.report(id, result);
    notices.good(t(messageId ? `done.delivery.${result}` : `done.notice.${result}`));
  } catch (problem) {
    notices.bad(wordsOf(problem));
    thread.refresh();
  }
}
