// Short words about what just happened: shown for a while, and told to screen readers without taking the focus.

import {Observable} from '../observable.js';

/** @typedef {{label: string, act: () => void, milliseconds?: number}} Offer something that can be done while the notice is shown */
/** @typedef {{id: number, text: string, tone: 'good' | 'bad' | 'news', offer?: Offer}} Notice */

const SHOWN_FOR = 6_000;
const MOST = 4;

export class Notices extends Observable {
  /** @type {Notice[]} */
  shown = [];
  /** What a screen reader is told politely, without being shown. */
  spoken = '';
  #next = 1;

  /** @param {string} text @param {Offer} [offer] */
  good(text, offer) {
    this.#show(text, 'good', offer);
  }

  /** Something came that concerns the agent. @param {string} text @param {Offer} offer */
  news(text, offer) {
    this.#show(text, 'news', offer);
  }

  /** A problem stays until it is put away. @param {string} text @param {Offer} [offer] */
  bad(text, offer) {
    this.#show(text, 'bad', offer);
  }

  /** @param {string} text */
  speak(text) {
    // The same words twice would not be spoken again.
    this.spoken = text === this.spoken ? `${text}\u00a0` : text;
    this.changed();
  }

  /** @param {number} id */
  dismiss(id) {
    this.shown = this.shown.filter((notice) => notice.id !== id);
    this.changed();
  }

  /** @param {string} text @param {Notice['tone']} tone @param {Offer} [offer] */
  #show(text, tone, offer) {
    const id = this.#next++;
    this.shown = [...this.shown, {id, text, tone, offer}].slice(-MOST);
    if (tone !== 'bad') setTimeout(() => this.dismiss(id), offer?.milliseconds ?? SHOWN_FOR);
    this.changed();
  }
}
