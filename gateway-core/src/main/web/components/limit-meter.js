import {html, nothing} from 'lit';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {fullness, lengthOf} from '../limit.js';

/** A limit that nobody reaches by accident is only shown when it comes near. */
const ALWAYS_SHOWN_UP_TO = 10_000;

/** @typedef {[of: import('../i18n/index.js').Key, over: import('../i18n/index.js').Key]} Said */
/** @type {Said} */
const CHARACTERS = ['limit.of', 'limit.over'];
/** @type {Partial<Record<import('../types.d.ts').TextLimit['unit'], Said>>} */
const WORDS = {'sms-parts': ['limit.sms', 'limit.sms-over']};

/**
 * The channel's own limit as a meter and a figure.
 * @param {string} text
 * @param {import('../types.d.ts').TextLimit} limit
 * @param {() => void} onSplit what is offered beside it where the text is too long for one post
 */
export function limitMeter(text, limit, onSplit) {
  const length = lengthOf(text, limit);
  if (Number.isNaN(length)) return nothing;
  const state = fullness(length, limit);
  if (state === 'room' && limit.maximum > ALWAYS_SHOWN_UP_TO) return nothing;
  const [of, over] = WORDS[limit.unit] ?? CHARACTERS;
  const words = state === 'over' ? t(over, {count: length - limit.maximum}) : t(of, {length, maximum: limit.maximum});
  return html`<span class="limit" data-state=${state}>
    <progress aria-hidden="true" value=${Math.min(length, limit.maximum)} max=${limit.maximum}></progress>
    <span>${words}</span>
  </span>${state === 'over' && limit.maximum <= ALWAYS_SHOWN_UP_TO ? html` <button type="button" class="button small" @click=${onSplit}>${icon('rows')} ${t('split.offer')}</button>` : nothing}`;
}
