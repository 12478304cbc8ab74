// What became of an answer, in words, and what a person can do about it.

import {html, nothing} from 'lit';
import {directory, notices, thread} from '../desk.js';
import {time} from '../format.js';
import {icon} from '../icons.js';
import {keyOr, t} from '../i18n/index.js';
import {faultDetail, faultWords} from './fault-words.js';
import {linked} from './message-parts.js';
import {wordsOf} from './problems.js';

/**
 * @typedef {import('../types.d.ts').Delivery} Delivery
 * @typedef {import('../types.d.ts').DeliveryResult} DeliveryResult
 */

/** @type {Record<string, string>} */
const ICONS = {queued: 'clock', sending: 'send', accepted: 'check', delivered: 'check-double', read: 'check-double', failed: 'warning', unknown: 'question', 'by-person': 'phone', cancelled: 'close'};

/** The buttons of the states that need a person. @type {Record<string, DeliveryResult[]>} */
const CHOICES = {failed: ['retry', 'give-up'], unknown: ['done', 'retry', 'give-up'], 'by-person': ['done', 'not-reached']};

/** @param {Delivery} delivery */
export function deliveryState(delivery) {
  const {state} = delivery;
  const choices = CHOICES[state] ?? (stranded(delivery) ? /** @type {DeliveryResult[]} */ (['give-up']) : undefined);
  return html`
    <div class="delivery ${state}" ?data-trouble=${choices !== undefined}>
      <p>${icon(ICONS[state] ?? 'question')}<span><strong>${t(keyOr(`delivery.${state}`, 'delivery.unknown'))}</strong>${explanation(delivery)}</span></p>
      ${troubled(state) ? faultDetail(delivery.fault) : nothing}
      ${state === 'by-person' && delivery.script ? html`<blockquote class="script words" dir="auto">${linked(delivery.script)}</blockquote>` : nothing}
      ${choices ? html`<p class="choices">${choices.map((result) => html`
        <button class="button small ${result === choices[0] ? 'accent' : ''}" @click=${() => report(delivery, result)}>${t(keyOr(`delivery.${state}.${result}`, 'retry'))}</button>`)}</p>` : nothing}
    </div>
  `;
}

/** A notice, such as the link to one's own request, that did not reach its person. @param {Delivery} notice */
export function noticeState(notice) {
  const {to = '', subject = ''} = notice;
  return html`<section class="undelivered" aria-label=${t('notice.label')}><p>${t(keyOr(`notice.${notice.state}`, 'notice.failed'), {to, subject})}</p>${deliveryState(notice)}</section>`;
}

/** Whether it waits for a channel that is not open, so that nothing but a person can end the wait. @param {Delivery} delivery */
function stranded({state, channelId}) {
  return state === 'queued' && directory.channels.length > 0 && !directory.channel(channelId)?.limit;
}

/** @param {string} state */
function troubled(state) {
  return state === 'queued' || state === 'failed' || state === 'unknown';
}

/** @param {Delivery} delivery */
function explanation(delivery) {
  const {state, fault, nextAttemptAt, attempts = 0} = delivery;
  if (stranded(delivery)) return html`. ${t('delivery.stranded')}`;
  const why = fault?.detail ? html` ${faultWords(fault)}` : nothing;
  switch (state) {
    case 'queued':
      return attempts && nextAttemptAt ? html` · ${t('delivery.again-at', {time: time(nextAttemptAt)})}${why}` : nothing;
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

/** @param {Delivery} delivery @param {DeliveryResult} result */
async function report({id, messageId}, result) {
  try {
    await thread.report(id, result);
    notices.good(t(messageId ? `done.delivery.${result}` : `done.notice.${result}`));
  } catch (problem) {
    notices.bad(wordsOf(problem));
    thread.refresh();
  }
}
