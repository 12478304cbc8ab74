// Who changed what on the open conversation.

import {get} from '../api.js';
import {coalesce} from '../coalesce.js';
import {Observable} from '../observable.js';

/** @typedef {import('../types.d.ts').HistoryEntry} HistoryEntry */

const PACE = {delay: 60, interval: 900};

export class Timeline extends Observable {
  /** @type {HistoryEntry[]} */
  entries = [];
  #id = '';
  #version = 0;

  /** Reads again when it is another conversation, or was changed. @param {{id: string, version: number} | undefined} conversation */
  follow(conversation) {
    const {id = '', version = 0} = conversation ?? {};
    if (id === this.#id && version === this.#version) return;
    if (id !== this.#id) {
      this.entries = [];
      this.changed();
    }
    this.#id = id;
    this.#version = version;
    if (id) this.#read();
  }

  #read = coalesce(async () => {
    const id = this.#id;
    if (!id) return;
    try {
      const entries = await get(`/conversations/${id}/history`);
      if (id !== this.#id) return;
      this.entries = entries;
      this.changed();
    } catch {
      // The thread is whole without it; the next change reads again.
    }
  }, PACE);
}
