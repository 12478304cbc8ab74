// The conversation that is opened next, as far as that can be known: it is read before it is asked for.

/** How long a row is looked at before its conversation is read, in ms: going past it reads nothing. */
const GLANCE = 60;
/** What was read longer ago, in ms, is read again: a laptop that slept has heard of nothing and does not know it yet. */
const LONGEST = 20_000;

/** @typedef {import('./thread.js').Latest} Latest */

export class Ahead {
  /** What is read or about to be. */
  #number = 0;
  #id = '';
  /** @type {Promise<Latest> | undefined} */
  #latest;
  #since = 0;
  #left = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #glance;
  #read;
  #hears;

  /** @param {(number: number, id: string, signal: AbortSignal) => Promise<Latest>} read @param {() => boolean} hears whether a change of what was read would be heard */
  constructor(read, hears) {
    this.#read = read;
    this.#hears = hears;
  }

  /** Whoever looks at a row may open it. @param {number} number @param {string} id of its conversation @param {number} [glance] in ms; 0 of a row that is being pressed */
  look(number, id, glance = GLANCE) {
    if (number === this.#number && (this.#latest || (this.#glance && glance))) return;
    this.forget();
    this.#number = number;
    this.#id = id;
    if (glance) this.#glance = setTimeout(() => this.#begin(), glance);
    else this.#begin();
  }

  /** Whoever looks elsewhere does not open it soon; what was read already stays for a while. */
  lookAway() {
    if (!this.#latest) this.forget();
  }

  /** What was read ahead or is being read, if it is this one and nothing has changed since; once. @param {number} number */
  take(number) {
    const latest = number === this.#number && this.#hears() && Date.now() - this.#since < LONGEST ? this.#latest : undefined;
    if (latest) this.#left = new AbortController();
    this.forget();
    return latest;
  }

  /** @param {import('../types.d.ts').Change} change */
  heard({conversationId}) {
    if (!conversationId || conversationId === this.#id) this.forget();
  }

  /** Something may have been missed. */
  readAgain() {
    this.forget();
  }

  forget() {
    clearTimeout(this.#glance);
    this.#left.abort();
    this.#glance = undefined;
    this.#number = 0;
    this.#id = '';
    this.#latest = undefined;
  }

  #begin() {
    this.#glance = undefined;
    if (!this.#hears()) return this.forget();
    this.#left = new AbortController();
    this.#since = Date.now();
    const latest = this.#read(this.#number, this.#id, this.#left.signal);
    this.#latest = latest;
    // Whoever opens it asks again, and is told what is wrong.
    latest.catch(() => this.#latest === latest && this.forget());
  }
}
