// The stream of changes. EventSource gives up for good after an answer that is not 200, so it is made anew here, with growing pauses.

import {Observable} from './observable.js';

/** @typedef {import('./types.d.ts').Change} Change */

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
const LONG_ABSENCE = 60_000;
/** Of a stream whose beats come every fifteen seconds. */
const SILENCE = 40_000;
const LOOK = 5_000;
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
  #onDesk;
  #hiddenAt = 0;
  /** When something came last of this stream, or it was asked for. */
  #heardAt = 0;
  /** Whether a beat ever came: a node from before sends none. */
  #beats = false;
  #look = 0;
  /** Since when it is not live. */
  since = Date.now();

  /**
   * @param {(change: Change) => void} onChange
   * @param {() => void} onReset what is shown has to be read again
   * @param {() => void} onRefused the server answered, but not with a stream: perhaps the session is gone
   * @param {(event: import('./types.d.ts').PresenceEvent) => void} onPresence
   * @param {(desk: string) => void} onDesk which version of the desk the node serves
   */
  constructor(onChange, onReset, onRefused, onPresence, onDesk) {
    super();
    this.#onChange = onChange;
    this.#onReset = onReset;
    this.#onRefused = onRefused;
    this.#onPresence = onPresence;
    this.#onDesk = onDesk;
  }

  start() {
    this.stop();
    this.#connect();
    this.#look = window.setInterval(this.#listen, LOOK);
    addEventListener('online', this.#again);
    addEventListener('offline', this.#lost);
    document.addEventListener('visibilitychange', this.#visible);
  }

  stop() {
    clearTimeout(this.#timer);
    clearInterval(this.#look);
    this.#source?.close();
    this.#source = undefined;
    this.#become('offline');
    removeEventListener('online', this.#again);
    removeEventListener('offline', this.#lost);
    document.removeEventListener('visibilitychange', this.#visible);
  }

  #connect() {
    this.#become('connecting');
    const source = new EventSource(this.#after ? `${ADDRESS}?after=${encodeURIComponent(this.#after)}` : ADDRESS);
    this.#source = source;
    this.#heardAt = Date.now();
    source.onopen = () => {
      // Without an id to resume from, what happened before the stream opened is only found by reading again.
      if (!this.#after && this.#attempt) this.#onReset();
      this.#attempt = 0;
      this.#become('live');
    };
    source.addEventListener('change', (event) => {
      this.#after = event.lastEventId || this.#after;
      this.#heardAt = Date.now();
      this.#onChange(JSON.parse(event.data));
    });
    source.addEventListener('reset', (event) => {
      this.#after = event.lastEventId || this.#after;
      this.#onReset();
    });
    source.addEventListener('presence', (event) => this.#onPresence(JSON.parse(event.data)));
    source.addEventListener('beat', (event) => {
      this.#heardAt = Date.now();
      this.#beats = true;
      this.#onDesk(JSON.parse(event.data).desk);
    });
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) this.#onRefused();
      this.#lost();
    };
  }

  /** From where it was, after a pause. */
  #lost = () => {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#become('connecting');
    this.#timer = window.setTimeout(() => this.#connect(), pauseBefore(this.#attempt++, Math.random()));
  };

  /** From where it was, at once: a network that is back is another one, and no reason to wait out a long pause. */
  #again = () => {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#connect();
  };

  /** A connection that nobody ended looks open whatever became of the other side, be it that the network went or that the laptop slept. */
  #listen = () => {
    if (Date.now() - this.#heardAt <= SILENCE || this.#source?.readyState === EventSource.CLOSED) return;
    if (this.connection !== 'live') this.#lost();
    else if (this.#beats) this.#again();
  };

  /** A connection that died while a laptop slept looks open: after a long absence it is made anew, from where it was. */
  #visible = () => {
    if (document.visibilityState === 'hidden') {
      this.#hiddenAt = Date.now();
      return;
    }
    if (Date.now() - this.#hiddenAt >= LONG_ABSENCE || this.#source?.readyState === EventSource.CLOSED) this.#again();
  };

  /** @param {Connection} connection */
  #become(connection) {
    if (this.connection === connection) return;
    if (this.connection === 'live' || connection === 'live') this.since = Date.now();
    this.connection = connection;
    this.changed();
  }
}
