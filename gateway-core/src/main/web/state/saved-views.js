// Searches that the agent, or a team of the agent's, has kept as views.

import {get, newKey, post, put, remove} from '../api.js';
import {coalesce} from '../coalesce.js';
import {Observable} from '../observable.js';

/** @typedef {import('../types.d.ts').SavedView} SavedView */

const PACE = {delay: 100, interval: 2_000};

export class SavedViews extends Observable {
  /** By name. @type {SavedView[]} */
  views = [];
  #key = newKey();

  refresh = coalesce(async () => {
    try {
      this.views = await get('/saved-views');
      this.changed();
    } catch {
      // They stay as they were: the searches that they are can be typed.
    }
  }, PACE);

  /** The view that a search is, if it is one. @param {string} [query] */
  of(query) {
    return query === undefined ? undefined : this.views.find((view) => view.query === query);
  }

  /** @param {{name: string, query: string, teamId?: string}} wanted */
  async save(wanted) {
    try {
      this.#take(await post('/saved-views', wanted, {key: this.#key}));
    } finally {
      // What was refused will be other words, and what was kept is not kept again.
      this.#key = newKey();
    }
  }

  /** @param {SavedView} seen @param {{name: string, query: string}} wanted */
  async change({id, version}, wanted) {
    this.#take(await put(`/saved-views/${id}`, {...wanted, version}));
  }

  /** @param {string} id */
  async remove(id) {
    await remove(`/saved-views/${id}`);
    this.views = this.views.filter((view) => view.id !== id);
    this.changed();
  }

  /** @param {SavedView} view */
  #take(view) {
    this.views = [...this.views.filter(({id}) => id !== view.id), view].sort((a, b) => a.name.localeCompare(b.name));
    this.changed();
  }
}
