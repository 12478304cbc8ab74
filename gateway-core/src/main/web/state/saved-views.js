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
  /** What is asked for under this key, while it is not known whether it was kept. */
  #asked = '';
  /** Changes with whoever uses the page: what was asked for before is not theirs. */
  #owner = 0;

  refresh = coalesce(async () => {
    const owner = this.#owner;
    try {
      const views = await get('/saved-views');
      if (owner !== this.#owner) return;
      this.views = views;
      this.changed();
    } catch {
      // They stay as they were: the searches that they are can be typed.
    }
  }, PACE);

  /** The view that is shown, if one is; of several with one search the one that was chosen. @param {import('../routes.js').ListRoute} route */
  of({q, saved}) {
    const views = q ? this.views.filter(({query}) => query === q) : [];
    return views.find(({id}) => id === saved) ?? views[0];
  }

  /** Whoever logs in next has other views. */
  forget() {
    this.#owner++;
    this.views = [];
    this.changed();
  }

  /** The latest of a view, when somebody else has changed it. @param {string} id */
  async read(id) {
    this.views = await get('/saved-views');
    this.changed();
    return this.views.find((view) => view.id === id);
  }

  /** @param {{name: string, query: string, teamId?: string}} wanted */
  async save(wanted) {
    const asked = JSON.stringify(wanted);
    if (asked !== this.#asked) this.#key = newKey();
    this.#asked = asked;
    const view = await post('/saved-views', wanted, {key: this.#key});
    this.#asked = '';
    this.#take(view);
    return /** @type {SavedView} */ (view);
  }

  /** @param {SavedView} seen @param {{name: string, query: string}} wanted */
  async change({id, version}, wanted) {
    const view = await put(`/saved-views/${id}`, {...wanted, version});
    this.#take(view);
    return /** @type {SavedView} */ (view);
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
