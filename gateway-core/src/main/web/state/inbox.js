// The views with their counts, and the list of the one that is shown.

import {get, Problem} from '../api.js';
import {coalesce} from '../coalesce.js';
import {belongs, orderOf, placed} from '../listing.js';
import {Observable} from '../observable.js';

/**
 * @typedef {import('../types.d.ts').ConversationRow} Row
 * @typedef {import('../types.d.ts').Sort} Sort
 * @typedef {import('../types.d.ts').View} View
 * @typedef {import('../types.d.ts').Page<Row>} RowPage
 * @typedef {import('../routes.js').ListRoute} ListRoute
 */

/** The server's largest page, and the most ids that it looks up at once. */
const PAGE = 100;
/** Longer than this no list grows: whoever looks for something among more searches for it. */
export const MOST_ROWS = 10_000;
/** With more changes than this at once, all is read again. */
const MOST_CHANGES = 1_000;
const PACE = {delay: 60, interval: 900};

export class Inbox extends Observable {
  /** @type {View[]} */
  views = [];
  /** @type {ListRoute} */
  shown = {place: 'list', view: 'to-handle'};
  /** @type {Sort} */
  sort = 'promise';
  /** In order, without gaps from the first on; always another array when anything changed. @type {Row[]} */
  rows = [];
  /** @type {string | undefined} */
  next;
  loading = false;
  /** @type {unknown} */
  problem;
  #self;
  #onRead;
  /** The last row of the last page, as it was read. @type {Row | undefined} */
  #edge;
  /** Which answer belongs to the list shown now: one that comes late is dropped. */
  #generation = 0;
  /** Ends the request for a list that is not shown any more. */
  #left = new AbortController();
  /** Conversations that changed since they were read. @type {Set<string>} */
  #changed = new Set();
  /** What reads the list waits for what read it before, so that none brings back what another took away. */
  #turn = Promise.resolve();

  /** @param {() => string} self this agent's id @param {(rows: Row[]) => void} [onRead] told of conversations that changed and were read, shown or not */
  constructor(self, onRead = () => {}) {
    super();
    this.#self = self;
    this.#onRead = onRead;
  }

  /** The counts are read again, soon; many wishes become one request. */
  recount = coalesce(async () => {
    try {
      this.views = await get('/views');
      this.changed();
    } catch {
      // They stay as they were; the connection's state says that something is wrong, and the next change tries again.
    }
  }, PACE);

  /** Whether the search that is shown was refused because of what was typed: asked again, it would be again. */
  get refused() {
    return this.problem instanceof Problem && this.problem.type.startsWith('/problems/search-');
  }

  /** A search for what had no such name is asked once more, on purpose: it may have one by now. Whatever else was refused would be again. Answers whether it is. */
  askAgain() {
    const unnamed = this.problem instanceof Problem && this.problem.type === '/problems/search-value';
    if (unnamed) this.#load(true);
    return unnamed;
  }

  /** Everything that is shown is read again, as far as it was read before: nobody knows what has changed. */
  readAgain() {
    // What is being read for the first time is new enough.
    if (this.rows.length || !(this.loading || this.refused)) this.#readAgain();
    this.recount();
  }

  #readAgain = coalesce(() => this.#inTurn(() => this.#readRows()), PACE);
  #catchUp = coalesce(() => this.#inTurn(() => this.#readChanged()), PACE);

  /** A conversation has changed: it is read, and stands where it belongs. @param {string} id */
  heard(id) {
    this.#changed.add(id);
    this.#catchUp();
    this.recount();
  }

  /** A person has changed, whose name stands in rows. @param {string} contact */
  heardOf(contact) {
    for (const row of this.rows) if (row.contact.id === contact) this.heard(row.id);
  }

  /** From one search to the next, what was found before stays in sight until the answer comes: nothing flickers while somebody types. @param {ListRoute} route @param {Sort} sort */
  async show(route, sort) {
    const same = route.view === this.shown.view && route.id === this.shown.id && route.q === this.shown.q && sort === this.sort;
    if (same && (this.rows.length || this.loading || this.refused)) {
      this.shown = route;
      this.changed();
      return;
    }
    if (!route.q || !this.shown.q) this.rows = [];
    this.shown = route;
    this.sort = sort;
    this.next = undefined;
    this.#left.abort();
    this.#left = new AbortController();
    this.#generation++;
    this.#turn = Promise.resolve();
    this.loading = false;
    await this.#load(true);
  }

  /** The next page, when the end of what was read comes into sight. */
  async more() {
    if (!this.next || this.rows.length >= MOST_ROWS) return;
    if (this.loading) await this.#turn;
    else await this.#load();
  }

  /** What an action of this agent changed is shown before the stream tells. @param {Row} row */
  replace(row) {
    this.#take([row], [row.id]);
  }

  /** An answer from before may still be on its way, and would say otherwise: the row is read once more after it. @param {string} id @param {boolean} unread */
  mark(id, unread) {
    const at = this.rows.findIndex((row) => row.id === id);
    if (at < 0) return;
    this.#changed.add(id);
    this.#catchUp();
    if (this.rows[at].unread === unread) return;
    this.rows = this.rows.with(at, {...this.rows[at], unread});
    this.changed();
  }

  /** @param {Row[]} fresh @param {Iterable<string>} asked */
  #take(fresh, asked) {
    // What matches a search, and how well, only the server knows.
    if (this.shown.q) {
      const known = new Map(fresh.map((row) => [row.id, row]));
      this.rows = this.rows.map((row) => {
        const now = known.get(row.id);
        return now ? {...now, match: row.match} : row;
      });
    } else {
      const holds = (/** @type {Row} */ row) => belongs(row, this.shown, this.#self());
      this.rows = placed(this.rows, fresh, {asked, holds, order: orderOf(this.sort), edge: this.next ? this.#edge : undefined});
    }
    this.changed();
  }

  /** @param {() => Promise<void>} work */
  #inTurn(work) {
    this.#turn = this.#turn.then(work);
    return this.#turn;
  }

  /** @param {boolean} [first] of a list that begins: rows from before are of another one */
  #load(first = false) {
    const generation = this.#generation;
    this.loading = true;
    this.problem = undefined;
    this.changed();
    return this.#inTurn(async () => {
      try {
        const page = await this.#page(this.next);
        if (generation !== this.#generation) return;
        const before = first ? [] : this.rows;
        const known = new Set(before.map(({id}) => id));
        this.#keep([...before, ...page.items.filter(({id}) => !known.has(id))], page);
      } catch (problem) {
        if (generation !== this.#generation) return;
        if (first) this.rows = [];
        this.problem = problem;
      } finally {
        if (generation === this.#generation) {
          this.loading = false;
          this.changed();
        }
      }
    });
  }

  async #readRows() {
    const generation = this.#generation;
    try {
      /** @type {Map<string, Row>} */
      const rows = new Map();
      /** @type {RowPage} */
      let page = {items: []};
      do {
        page = await this.#page(page.next);
        if (generation !== this.#generation) return;
        for (const row of page.items) rows.set(row.id, row);
      } while (page.next && rows.size < this.rows.length);
      this.problem = undefined;
      this.#keep([...rows.values()], page);
      this.changed();
    } catch {
      // The list stays as it was; see above.
    }
  }

  async #readChanged() {
    if (this.#changed.size > MOST_CHANGES) {
      this.#changed.clear();
      return this.#readRows();
    }
    const generation = this.#generation;
    while (this.#changed.size) {
      const asked = [...this.#changed].slice(0, PAGE);
      for (const id of asked) this.#changed.delete(id);
      try {
        const page = await get('/conversations', {query: {ids: asked.join(',')}});
        this.#onRead(page.items);
        if (generation === this.#generation) this.#take(page.items, asked);
      } catch {
        // They are read with the next change.
        for (const id of asked) this.#changed.add(id);
        return;
      }
    }
  }

  /** @param {Row[]} rows @param {RowPage} page the last one of these */
  #keep(rows, page) {
    this.rows = rows;
    this.next = page.next;
    this.#edge = page.items.at(-1) ?? this.#edge;
  }

  /** @param {string | undefined} cursor @returns {Promise<RowPage>} */
  #page(cursor) {
    const {view, id, q} = this.shown;
    const asked = q ? {q, zone: Intl.DateTimeFormat().resolvedOptions().timeZone} : {sort: this.sort};
    return get('/conversations', {query: {...placeOf(view, id), ...asked, cursor, limit: PAGE}, signal: this.#left.signal});
  }
}

/** A view of the desk as the interface names it. @param {string} view @param {string | undefined} id */
function placeOf(view, id) {
  switch (view) {
    case 'team':
      return {view: 'to-handle', team: id};
    case 'channel':
      return {view: 'to-handle', channel: id};
    case 'tag':
      return {view: 'all', tag: id};
    default:
      return {view};
  }
}
