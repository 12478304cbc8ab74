// The conversations that the open one is linked with.

import {coalesce} from '../coalesce.js';
import {Observable} from '../observable.js';

/** @typedef {import('../types.d.ts').Link} Link */

const PACE = {delay: 60, interval: 900};

export class Links extends Observable {
  /** The latest first. @type {Link[]} */
  shown = [];
  #id = '';
  #version = 0;
  #get;

  /** @param {(id: string) => Promise<Link[]>} get */
  constructor(get) {
    super();
    this.#get = get;
  }

  /** Reads again when it is another conversation, or was changed. @param {{id: string, version: number} | undefined} conversation */
  follow(conversation) {
    const {id = '', version = 0} = conversation ?? {};
    if (id === this.#id && version === this.#version) return;
    if (id !== this.#id) {
      this.shown = [];
      this.changed();
    }
    this.#id = id;
    this.#version = version;
    if (id) this.#read();
  }

  /** @param {string} id @param {Link[]} links as an answer says */
  take(id, links) {
    if (id !== this.#id) return;
    this.shown = links;
    this.changed();
  }

  #read = coalesce(async () => {
    const id = this.#id;
    if (!id) return;
    try {
      this.take(id, await this.#get(id));
    } catch {
      // What is shown stays; the next change reads again.
    }
  }, PACE);
}
