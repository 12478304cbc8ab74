// Short words about what just happened: shown for a while, and told to screen readers without taking the focus.

import {Observable} from '../observable.js';

/** @typedef {{label: string, act: () => void, milliseconds?: number}} Offer something that can be done while the notice is shown; 0: until it is put away */
/** @typedef {{id: number, text: string, tone: 'good' | 'bad' | 'news', offer?: Offer}} Notice */

const SHOWN_FOR = 6_000;
/** Where there are more, what would pass by itself goes first; the latest of that are always shown. */
const MOST = 4;
const LEAST_PASSING = 2;
/** Of different problems: the same one said again stands in the former's place. */
const MOST_PROBLEMS = 12;

export class Notices extends Observable {
  /** @type {Notice[]} */
  shown = [];
  /** What a screen reader is told politely, without being shown. */
  spoken = '';
  #next = 1;

  /** Done; the offer undoes it. @param {string} text @param {Offer} [offer] */
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

  /** The latest notice by whose offer something is undone. */
  get undoing() {
    return this.shown.findLast(({tone, offer}) => tone === 'good' && offer);
  }

  /** Takes its offer, once. @param {Notice | undefined} notice */
  act(notice) {
    if (!notice || !this.shown.includes(notice)) return;
    this.dismiss(notice.id);
    notice.offer?.act();
  }

  /** Whoever comes next has nothing to do with them. */
  forget() {
    this.shown = [];
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
    const all = [...this.shown.filter((other) => tone !== 'bad' || other.tone !== 'bad' || other.text !== text), {id, text, tone, offer}];
    const problems = all.filter((notice) => notice.tone === 'bad').slice(-MOST_PROBLEMS);
    const staying = all.filter(({tone: other, offer: stays}) => other !== 'bad' && stays?.milliseconds === 0);
    const passing = all.filter((notice) => notice.tone !== 'bad' && !staying.includes(notice));
    // What offers something goes last.
    while (passing.length > Math.max(LEAST_PASSING, MOST - problems.length)) passing.splice(Math.max(0, passing.slice(0, -1).findIndex((notice) => !notice.offer)), 1);
    this.shown = [...problems, ...staying, ...passing].sort((a, b) => a.id - b.id);
    const shownFor = offer?.milliseconds ?? SHOWN_FOR;
    if (tone !== 'bad' && shownFor) setTimeout(() => this.dismiss(id), shownFor);
    this.changed();
  }
}
