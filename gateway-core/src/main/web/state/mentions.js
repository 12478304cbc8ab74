// The notes that mention this agent.

import {get, put} from '../api.js';
import {coalesce} from '../coalesce.js';
import {Observable} from '../observable.js';

/**
 * @typedef {import('../types.d.ts').Mention} Mention
 * @typedef {import('../types.d.ts').MentionPage} MentionPage
 */

/** Of what is counted beside the views. */
const FIRST = 20;
const PAGE = 50;
const PACE = {delay: 60, interval: 900};

export class Mentions extends Observable {
  /** In all. */
  unread = 0;
  /** What is unread first, then the latest first; `undefined` until they were read. @type {Mention[] | undefined} */
  items;
  /** @type {string | undefined} */
  next;
  /** @type {unknown} */
  problem;
  #listed = false;
  #asks;

  /** @param {() => (items: Mention[], unread: number) => void} asks called before the server is asked; what it answers with is told the first page */
  constructor(asks) {
    super();
    this.#asks = asks;
  }

  /** They are shown, and read as far as they are. */
  list() {
    this.#listed = true;
    this.refresh();
  }

  unlist() {
    this.#listed = false;
  }

  forget() {
    this.unread = 0;
    this.items = undefined;
    this.next = undefined;
    this.changed();
  }

  refresh = coalesce(async () => {
    try {
      const wanted = this.#listed ? Math.max(PAGE, this.items?.length ?? 0) : FIRST;
      const told = this.#asks();
      let page = await this.#page(undefined, Math.min(wanted, PAGE));
      const {unread} = page;
      const items = page.items;
      told(items, unread);
      while (page.next && items.length < wanted) {
        page = await this.#page(page.next, PAGE);
        items.push(...page.items);
      }
      Object.assign(this, {unread, items, next: page.next, problem: undefined});
    } catch (problem) {
      this.problem = problem;
    }
    this.changed();
  }, PACE);

  async more() {
    if (!this.next) return;
    const page = await this.#page(this.next, PAGE);
    const known = new Set(this.items?.map(({message}) => message.id));
    this.items = [...(this.items ?? []), ...page.items.filter(({message}) => !known.has(message.id))];
    this.next = page.next;
    this.changed();
  }

  /** Throws when the server does not take it. @param {string[]} messageIds */
  async read(messageIds) {
    for (let at = 0; at < messageIds.length; at += 100) await put('/mentions/read', {messageIds: messageIds.slice(at, at + 100)});
    this.refresh();
  }

  /** @param {string | undefined} cursor @param {number} limit @returns {Promise<MentionPage>} */
  #page(cursor, limit) {
    return get('/mentions', {query: {cursor, limit}});
  }
}
