// What operators see: nodes, owners of channels, queues, and deliveries that need a person. Read again while it is shown.

import {get, newKey, post} from '../api.js';
import {coalesce} from '../coalesce.js';
import {Observable} from '../observable.js';

/**
 * @typedef {import('../types.d.ts').Cluster} Cluster
 * @typedef {import('../types.d.ts').Trouble} Trouble
 * @typedef {'failed' | 'unknown' | 'queued'} TroubleState `queued`: for a channel that is not open
 */

const POLL = 5_000;
/** @type {TroubleState[]} */
const STATES = ['failed', 'unknown', 'queued'];
const PAGE = 20;
const LARGEST_PAGE = 100;

/** Counting ends there, on the server. */
export const MOST_COUNTED = 10_000;

export class Operations extends Observable {
  /** @type {Cluster | undefined} */
  cluster;
  /** @type {Record<TroubleState, Trouble[]>} */
  troubles = {failed: [], unknown: [], queued: []};
  /** @type {Record<TroubleState, string | undefined>} */
  next = {failed: undefined, unknown: undefined, queued: undefined};
  /** The channel whose deliveries are shown, or '' for all. */
  channel = '';
  /** Why what is shown may be old. @type {unknown} */
  problem;
  #shown = false;
  #converses;

  /** @param {() => boolean} converses whether deliveries are shown */
  constructor(converses) {
    super();
    this.#converses = converses;
  }
  #timer = 0;

  refresh = coalesce(async () => {
    if (!this.#shown) return;
    const {channel} = this;
    try {
      const [cluster, ...pages] = await Promise.all([get('/cluster'), ...STATES.map((state) => this.#page(state))]);
      if (channel !== this.channel || !this.#shown) return;
      this.cluster = cluster;
      STATES.forEach((state, index) => this.#take(state, pages[index]));
      this.problem = undefined;
    } catch (problem) {
      this.problem = problem;
    }
    this.changed();
  }, {delay: 50, interval: 1_000});

  show() {
    if (this.#shown) return;
    this.#shown = true;
    this.#timer = window.setInterval(() => document.visibilityState === 'visible' && this.refresh(), POLL);
    this.refresh();
  }

  /** What was seen is forgotten: whoever comes next may not be allowed to see it. */
  hide() {
    if (!this.#shown) return;
    this.#shown = false;
    clearInterval(this.#timer);
    this.cluster = undefined;
    this.troubles = {failed: [], unknown: [], queued: []};
    this.next = {failed: undefined, unknown: undefined, queued: undefined};
    this.channel = '';
    this.problem = undefined;
    this.changed();
  }

  /** @param {string} channel */
  choose(channel) {
    this.channel = channel;
    this.changed();
    this.refresh();
  }

  /** @param {TroubleState} state */
  async more(state) {
    const {channel} = this;
    const page = await get('/deliveries', {query: {state, channel, cursor: this.next[state], limit: PAGE}});
    if (channel !== this.channel) return;
    const known = new Set(this.troubles[state].map(({id}) => id));
    this.troubles[state] = [...this.troubles[state], ...page.items.filter((/** @type {Trouble} */ {id}) => !known.has(id))];
    this.next[state] = page.next;
    this.changed();
  }

  /** @param {Trouble} trouble @param {import('../types.d.ts').DeliveryResult} result */
  async report({id}, result) {
    await post(`/deliveries/${id}/report`, {result}, {key: newKey()});
    for (const state of STATES) this.troubles[state] = this.troubles[state].filter((trouble) => trouble.id !== id);
    this.changed();
    this.refresh();
  }

  /** As much as is shown already, so that nothing vanishes under the reader. @param {TroubleState} state */
  #page(state) {
    if (!this.#converses()) return {items: []};
    const limit = Math.min(LARGEST_PAGE, Math.max(PAGE, this.troubles[state].length));
    return get('/deliveries', {query: {state, channel: this.channel, limit}});
  }

  /** @param {TroubleState} state @param {import('../types.d.ts').Page<Trouble>} page */
  #take(state, page) {
    const beyond = page.next ? this.troubles[state].slice(LARGEST_PAGE) : [];
    this.troubles[state] = [...page.items, ...beyond];
    if (!beyond.length) this.next[state] = page.next;
  }
}
