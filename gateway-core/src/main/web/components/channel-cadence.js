import {html, nothing} from 'lit';
import {cadenceOf, changeChannel, mostOf, perHour} from '../channels.js';
import {directory, notices} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {DeskElement} from './element.js';
import {wordsOf} from './problems.js';

/** @typedef {import('../channels.js').Unit} Unit */

const UNITS = /** @type {const} */ (['minute', 'hour']);

/** How fast a channel sends: shown as a button, changed in its place. */
class ChannelCadence extends DeskElement {
  static properties = {channel: {attribute: false}};

  #open = false;
  #problem = '';
  /** @type {Unit} */
  #unit = 'minute';
  #count = 1;

  constructor() {
    super();
    /** @type {import('../types.d.ts').Channel} */
    this.channel = {id: '', type: '', label: '', health: {state: 'starting'}};
  }

  render() {
    const {id, label} = this.channel;
    if (!this.#open) {
      return html`<button class="button small" id="cadence-${id}" aria-label=${t('channels.cadence-change-of', {label})} @click=${this.#begin}>${t('channels.cadence-change')}</button>`;
    }
    const most = mostOf(this.channel, this.#unit);
    return html`<form class="cadence" novalidate @submit=${this.#submit} @keydown=${this.#leave}>
      <p class="form-problem" role="alert">${this.#problem ? html`${icon('warning')} <span>${this.#problem}</span>` : nothing}</p>
      <div class="line">
        <label for="cadence-count-${id}">${t('channels.cadence-number')}</label>
        <input id="cadence-count-${id}" type="number" inputmode="numeric" min="1" max=${most} step="1" .value=${String(this.#count)} aria-invalid=${this.#problem ? 'true' : nothing} aria-describedby="cadence-most-${id}"
          @input=${(/** @type {Event} */ event) => (this.#count = Number(/** @type {HTMLInputElement} */ (event.target).value))}>
        <label for="cadence-unit-${id}">${t('channels.cadence-per')}</label>
        <select id="cadence-unit-${id}" @change=${this.#per}>${UNITS.map((unit) => html`<option value=${unit} ?selected=${unit === this.#unit}>${t(`channels.${unit}`)}</option>`)}</select>
      </div>
      <p class="aside" id="cadence-most-${id}">${t('channels.cadence-most', {most: t(`channels.per-${this.#unit}`, {count: most})})}</p>
      <p class="line">
        <button class="button small primary">${t('administration.save')}</button>
        <button type="button" class="button small" @click=${() => this.#save(null)}>${t('channels.cadence-full')}</button>
        <button type="button" class="button small" @click=${this.#end}>${t('cancel')}</button>
      </p>
    </form>`;
  }

  #begin = async () => {
    const {count, unit} = cadenceOf(this.channel.sendsPerHour ?? this.channel.mostSendsPerHour ?? 1);
    this.#count = count;
    this.#unit = unit;
    this.#problem = '';
    await this.#show(true, `#cadence-count-${this.channel.id}`);
  };

  #end = () => this.#show(false, `#cadence-${this.channel.id}`);

  /** @param {boolean} open @param {string} focus */
  async #show(open, focus) {
    this.#open = open;
    this.requestUpdate();
    await this.updateComplete;
    this.find(focus)?.focus();
  }

  /** @param {Event} event */
  #per = (event) => {
    this.#unit = /** @type {Unit} */ (/** @type {HTMLSelectElement} */ (event.target).value);
    this.requestUpdate();
  };

  /** @param {KeyboardEvent} event */
  #leave = (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.#end();
  };

  /** @param {SubmitEvent} event */
  #submit = (event) => {
    event.preventDefault();
    const most = mostOf(this.channel, this.#unit);
    if (Number.isInteger(this.#count) && this.#count >= 1 && this.#count <= most) return this.#save(perHour(this.#count, this.#unit));
    return this.#refuse(t('channels.cadence-too-fast', {most}));
  };

  /** @param {number | null} sendsPerHour */
  async #save(sendsPerHour) {
    try {
      await changeChannel(this.channel.id, {sendsPerHour});
      await directory.loadChannels();
      notices.good(t('channels.cadence-saved', {label: this.channel.label}));
      await this.#end();
    } catch (problem) {
      await this.#refuse(wordsOf(problem));
    }
  }

  /** @param {string} words */
  async #refuse(words) {
    this.#problem = words;
    await this.#show(true, `#cadence-count-${this.channel.id}`);
  }
}
customElements.define('channel-cadence', ChannelCadence);
