// The conversation that is opened next, as far as that can be known: it is read before it is asked for.

/** How long a row is looked at before its conversation is read, in ms: going past it reads nothing. */
const GLANCE = 60;

/** @typedef {import('./thread.js').Latest} Latest */

export class Ahead {
  /** What is read or about to be. */
  #number = 0;
  #id = '';
  /** @type {Promise<Latest | undefined> | undefined} */
  #latest;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #glance;
  #read;
  #hears;

  /** @param {(number: number, id: string) => Promise<Latest>} read @param {() => boolean} hears whether a change of what was read would be heard */
  constructor(read, hears) {
    this.#read = read;
    this.#hears = hears;
  }

  /** Whoever looks at a row may open it. @param {number} number @param {string} id of its conversation @param {number} [glance] in ms; 0 of a row that is being pressed */
  look(number, id, glance = GLANCE) {
    if (number === this.#number && (this.#latest || glance)) return;
    this.forget();
    this.#number = number;
    this.#id = id;
    if (glance) this.#glance = setTimeout(() => this.#begin(), glance);
    else this.#begin();
  }

  /** What was read ahead, if it is this one and nothing has changed since; once. @param {number} number */
  take(number) {
    const latest = number === this.#number && this.#hears() ? this.#latest : undefined;
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
    this.#number = 0;
    this.#id = '';
    this.#latest = undefined;
  }

  #begin() {
    // Whoever opens it asks again, and is told what is wrong.
    if (this.#hears()) this.#latest = this.#read(this.#number, this.#id).catch(() => undefined);
  }
}
