// The views with their counts, and the list of the one that is shown.

import {get} from '../api.js';
import {coalesce} from '../coalesce.js';
import {Observable} from '../observable.js';

/**
 * @typedef {import('../types.d.ts').ConversationRow} Row
 * @typedef {import('../types.d.ts').View} View
 * @typedef {import('../types.d.ts').Page<Row>} RowPage
 * @typedef {import('../routes.js').ListRoute} ListRoute
 */

const PAGE = 50;
/** The server's largest page; what was scrolled to beyond it is brought up to date when it is scrolled to again. */
const LARGEST_PAGE = 100;
const PACE = {delay: 60, interval: 900};

export class Inbox extends Observable {
  /** @type {View[]} */
  views = [];
  /** @type {ListRoute} */
  shown = {place: 'list', view: 'to-handle'};
  /** @type {Row[]} */
  rows = [];
  /** @type {string | undefined} */
  next;
  loading = false;
  /** @type {unknown} */
  problem;
  /** Which answer belongs to the view shown now: an answer that comes late is dropped. */
  #generation = 0;

  /** Reads what is shown again, soon; many wishes become one request. */
  refresh = coalesce(async () => {
    await Promise.all([this.#refreshRows(), this.#refreshViews()]);
  }, PACE);

  /** @param {ListRoute} route */
  async show(route) {
    const same = route.view === this.shown.view && route.id === this.shown.id && route.q === this.shown.q;
    if (same && (this.rows.length || this.loading)) return;
    this.shown = route;
    this.rows = [];
    this.next = undefined;
    await this.#load(undefined);
  }

  /** The next page, when the end of the list comes into sight. */
  async more() {
    if (this.loading || !this.next) return;
    await this.#load(this.next);
  }

  /** What an action of this agent changed is shown before the stream tells. @param {Row} row */
  replace(row) {
    const at = this.rows.findIndex(({id}) => id === row.id);
    if (at < 0 || this.rows[at].version > row.version) return;
    this.rows = this.rows.with(at, row);
    this.changed();
  }

  /** @param {string | undefined} cursor */
  async #load(cursor) {
    const generation = cursor ? this.#generation : ++this.#generation;
    this.loading = true;
    this.problem = undefined;
    this.changed();
    try {
      const page = await this.#page(cursor, PAGE);
      if (generation !== this.#generation) return;
      const known = new Set(this.rows.map(({id}) => id));
      this.rows = [...this.rows, ...page.items.filter(({id}) => !known.has(id))];
      this.next = page.next;
    } catch (problem) {
      if (generation !== this.#generation) return;
      this.problem = problem;
    } finally {
      if (generation === this.#generation) {
        this.loading = false;
        this.changed();
      }
    }
  }

  async #refreshRows() {
    if (this.loading) return;
    const generation = this.#generation;
    const size = Math.min(LARGEST_PAGE, Math.max(PAGE, this.rows.length));
    try {
      const page = await this.#page(undefined, size);
      if (generation !== this.#generation) return;
      const fresh = new Set(page.items.map(({id}) => id));
      const beyond = page.next ? this.rows.slice(size).filter(({id}) => !fresh.has(id)) : [];
      this.rows = [...page.items, ...beyond];
      if (!beyond.length) this.next = page.next;
      this.problem = undefined;
      this.changed();
    } catch {
      // The list stays as it was; the connection's state says that something is wrong, and the next change tries again.
    }
  }

  async #refreshViews() {
    try {
      this.views = await get('/views');
      this.changed();
    } catch {
      // As above.
    }
  }

  /**
   * @param {string | undefined} cursor
   * @param {number} limit
   * @returns {Promise<RowPage>}
   */
  #page(cursor, limit) {
    const {view, id, q} = this.shown;
    const place = view === 'team' ? {view: 'to-handle', team: id} : view === 'channel' ? {view: 'to-handle', channel: id} : view === 'tag' ? {view: 'all', tag: id} : {view};
    return get('/conversations', {query: {...place, q, cursor, limit}});
  }
}
