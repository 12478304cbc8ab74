import {html, nothing} from 'lit';
import {DAYS, dayName, USUAL} from '../hours.js';
import {icon} from '../icons.js';
import {currentLanguage, t} from '../i18n/index.js';

/** @typedef {import('../hours.js').Opening} Opening */

/**
 * When an outside agency is let in: at any time, or week after week at some times.
 * @param {Opening[]} openings none: at any time
 * @param {(openings: Opening[]) => void} keep
 * @param {boolean} bad whether one is not whole
 */
export function hoursField(openings, keep, bad) {
  /** @param {number} at @param {Partial<Opening>} change */
  const change = (at, change) => keep(openings.with(at, {...openings[at], ...change}));
  return html`
    <fieldset class="hours" aria-describedby="agent-hours-why"><legend>${t('administration.hours')}</legend>
      <label class="choice"><input type="radio" name="agent-hours" id="agent-hours-any" .checked=${!openings.length} @change=${() => keep([])}> ${t('administration.hours-any')}</label>
      <label class="choice"><input type="radio" name="agent-hours" id="agent-hours" .checked=${openings.length > 0} @change=${() => keep([USUAL])}> ${t('administration.hours-some')}</label>
      ${openings.map((opening, at) => html`
        <fieldset class="opening"><legend class="unseen">${t('administration.hours-opening', {number: String(at + 1)})}</legend>
          <span><label for="hours-first-${at}">${t('administration.hours-first')}</label> ${days(`hours-first-${at}`, opening.first, (first) => change(at, {first}))}</span>
          <span><label for="hours-last-${at}">${t('administration.hours-last')}</label> ${days(`hours-last-${at}`, opening.last, (last) => change(at, {last}))}</span>
          <span><label for="hours-from-${at}">${t('administration.hours-from')}</label> ${time(`hours-from-${at}`, opening.from, bad, (from) => change(at, {from}))}</span>
          <span><label for="hours-to-${at}">${t('administration.hours-to')}</label> ${time(`hours-to-${at}`, opening.to, bad, (to) => change(at, {to}))}</span>
          <button type="button" class="button quiet" aria-label=${t('administration.hours-remove', {number: String(at + 1)})} title=${t('administration.hours-remove', {number: String(at + 1)})}
            @click=${() => keep(openings.toSpliced(at, 1))}>${icon('close')}</button>
        </fieldset>`)}
      ${openings.length ? html`<button type="button" class="button small" @click=${() => keep([...openings, USUAL])}>${t('administration.hours-add')}</button>` : nothing}
      <p class="aside" id="agent-hours-why">${t('administration.hours-lead')}</p>
    </fieldset>`;
}

/** @param {string} id @param {Opening['first']} chosen @param {(day: Opening['first']) => void} choose */
function days(id, chosen, choose) {
  return html`<select id=${id} @change=${(/** @type {Event} */ event) => choose(/** @type {Opening['first']} */ (/** @type {HTMLSelectElement} */ (event.target).value))}>
    ${DAYS.map((day) => html`<option value=${day} .selected=${day === chosen}>${dayName(day, currentLanguage())}</option>`)}</select>`;
}

/** @param {string} id @param {string} value @param {boolean} bad @param {(time: string) => void} choose */
function time(id, value, bad, choose) {
  return html`<input id=${id} type="time" required .value=${value} aria-invalid=${bad && !value ? 'true' : nothing} @input=${(/** @type {Event} */ event) => choose(/** @type {HTMLInputElement} */ (event.target).value)}>`;
}
