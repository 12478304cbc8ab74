// The stream of changes. EventSource gives up for good after an answer that is not 200, so it is made anew here, with growing pauses.

import {Observable} from './observable.js';

/** @typedef {import('./types.d.ts').Change} Change */

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
const LONG_ABSENCE = 60_000;
const ADDRESS = '/api/v1/events';

/**
 * The pause before attempt `attempt`, doubled each time up to a bound, with jitter so that sixty desks do not come back in the same instant.
 * @param {number} attempt from 0
 * @param {number} random from 0 to 1
 */
export function pauseBefore(attempt, random) {
  const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempt);
  return pause / 2 + (pause / 2) * random;
}

/** @typedef {'offline' | 'connecting' | 'live'} Connection */

export class LiveChanges extends Observable {
  /** @type {Connection} */
  connection = 'offline';
  /** @type {EventSource | undefined} */
  #source;
  #after = '';
  #attempt = 0;
  #timer = 0;
  #onChange;
  #onReset;
  #onRefused;
  #onPresence;
  #hiddenAt = 0;

  /**
   * @param {(change: Change) => void} onChange
   * @param {() => void} onReset what is shown has to be read again
   * @param {() => void} onRefused the server answered, but not with a stream: perhaps the session is gone
   * @param {(event: import('./types.d.ts').PresenceEvent) => void} onPresence
   */
  constructor(onChange, onReset, onRefused, onPresence) {
    super();
    this.#onChange = onChange;
    this.#onReset = onReset;
    this.#onRefused = onRefused;
    this.#onPresence = onPresence;
  }

  start() {
    this.stop();
    this.#connect();
    addEventListener('online', this.#retryNow);
    document.addEventListener('visibilitychange', this.#visible);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
    this.#become('offline');
    removeEventListener('online', this.#retryNow);
    document.removeEventListener('visibilitychange', this.#visible);
  }

  #connect() {
    this.#become('connecting');
    const source = new EventSource(this.#after ? `${ADDRESS}?after=${encodeURIComponent(this.#after)}` : ADDRESS);
    this.#source = source;
    source.onopen = () => {
      // Without an id to resume from, what happened before the stream opened is only found by reading again.
      if (!this.#after && this.#attempt) this.#onReset();
      this.#attempt = 0;
      this.#become('live');
    };
    source.addEventListener('change', (event) => {
      this.#after = event.lastEventId || this.#after;
      this.#onChange(JSON.parse(event.data));
    });
    source.addEventListener('reset', (event) => {
      this.#after = event.lastEventId || this.#after;
      this.#onReset();
    });
    source.addEventListener('presence', (event) => this.#onPresence(JSON.parse(event.data)));
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) this.#onRefused();
      source.close();
      this.#become('connecting');
      const pause = pauseBefore(this.#attempt++, Math.random());
      this.#timer = window.setTimeout(() => this.#connect(), pause);
    };
  }

  /** A network that is back is no reason to wait out a long pause. */
  #retryNow = () => {
    if (this.connection !== 'connecting' || this.#source?.readyState !== EventSource.CLOSED) return;
    clearTimeout(this.#timer);
    this.#connect();
  };

  /** A connection that died while a laptop slept looks open: after a long absence it is made anew, from where it was. */
  #visible = () => {
    if (document.visibilityState === 'hidden') {
      this.#hiddenAt = Date.now();
      return;
    }
    if (Date.now() - this.#hiddenAt < LONG_ABSENCE) return this.#retryNow();
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#connect();
  };

  /** @param {Connection} connection */
  #become(connection) {
    if (this.connection === connection) return;
    this.connection = connection;
    this.changed();
  }
}
