// The conversations that are chosen in the list, to do the same with all of them.

import {Observable} from '../observable.js';

/** So many are changed together at most: each is a request of its own. */
export const MOST_CHOSEN = 200;

/** @typedef {import('../types.d.ts').ConversationRow} Row */

export class Selection extends Observable {
  #inbox;
  /** @type {Set<string>} */
  #ids = new Set();
  /** From where on more are chosen together. */
  #from = '';
  #shown = '';

  /** @param {import('./inbox.js').Inbox} inbox */
  constructor(inbox) {
    super();
    this.#inbox = inbox;
    this.#shown = nameOf(inbox.shown);
    inbox.observe(() => this.#follow());
  }

  get size() {
    return this.#ids.size;
  }

  /** @param {string} id */
  has(id) {
    return this.#ids.has(id);
  }

  /** As they are now, in the order of the list. */
  get rows() {
    return this.#inbox.rows.filter(({id}) => this.#ids.has(id));
  }

  /** @param {string} id */
  toggle(id) {
    this.#from = id;
    if (this.#ids.has(id)) this.#ids.delete(id);
    else if (this.size < MOST_CHOSEN) this.#ids.add(id);
    this.changed();
  }

  /** All from the one that was chosen or left last to this one. @param {string} id @param {string} [from] where none was yet */
  extend(id, from = id) {
    const {rows} = this.#inbox;
    const places = [this.#ids.size ? this.#from : from, id].map((end) => rows.findIndex((row) => row.id === end));
    const [start, end] = places[0] < 0 ? [places[1], places[1]] : places.sort((a, b) => a - b);
    for (const row of rows.slice(start, end + 1)) if (this.size < MOST_CHOSEN) this.#ids.add(row.id);
    this.#from = id;
    this.changed();
  }

  all() {
    this.#ids = new Set(this.#inbox.rows.slice(0, MOST_CHOSEN).map(({id}) => id));
    this.changed();
  }

  clear() {
    if (!this.size) return;
    this.#ids.clear();
    this.#from = '';
    this.changed();
  }

  /** What has left the list is not chosen any more, and another list begins without any. */
  #follow() {
    const {shown, rows} = this.#inbox;
    const name = nameOf(shown);
    if (name !== this.#shown) {
      this.#shown = name;
      this.clear();
    }
    if (!this.size) return;
    const still = new Set(rows.map(({id}) => id));
    const gone = [...this.#ids].filter((id) => !still.has(id));
    for (const id of gone) this.#ids.delete(id);
    if (gone.length) this.changed();
  }
}

/** @param {import('../routes.js').ListRoute} shown */
function nameOf({view, id, q}) {
  return JSON.stringify([view, id, q]);
}
