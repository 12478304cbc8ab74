// One change of many conversations, and its undoing. Each is a request of its own: it is refused by itself when its conversation has changed, with the server's reason, and a
// node that goes away half-way leaves no doubt about the others.

import {patch, post} from '../api.js';
import {inTurns} from '../in-turns.js';
import {Observable} from '../observable.js';

/**
 * @typedef {import('../types.d.ts').Conversation} Conversation
 * @typedef {import('../types.d.ts').ConversationChange} ConversationChange
 * @typedef {import('../types.d.ts').ConversationRow} Row
 * @typedef {{row: Row, problem: unknown}} Failure
 * @typedef {{changed: Conversation[], failures: Failure[]}} Outcome
 */

/** A browser has six connections to a server over HTTP/1.1: one has the stream, one is left for what the agent does meanwhile. */
const AT_ONCE = 4;

export class Together extends Observable {
  /** What could not be done last, until the agent has seen it. @type {Failure[]} */
  failures = [];
  /** How many are still to be done. */
  left = 0;
  #inbox;

  /** @param {import('./inbox.js').Inbox} inbox */
  constructor(inbox) {
    super();
    this.#inbox = inbox;
  }

  /** @param {Row[]} rows as the agent saw them @param {ConversationChange} wish */
  change(rows, wish) {
    return this.#each(rows, ({id, version}) => patch(`/conversations/${id}`, {version, ...wish}));
  }

  /** Puts each back as it was, unless something has happened to it since. @param {Row[]} changed as the change left them */
  undo(changed) {
    return this.#each(changed, ({id, version}) => post(`/conversations/${id}/undo`, {version}));
  }

  dismiss() {
    this.failures = [];
    this.changed();
  }

  /** @param {Row[]} rows @param {(row: Row) => Promise<Conversation | undefined>} work @returns {Promise<Outcome>} */
  async #each(rows, work) {
    this.failures = [];
    this.left = rows.length;
    this.changed();
    const results = await inTurns(rows, AT_ONCE, async (row) => {
      try {
        const now = await work(row);
        if (now) this.#inbox.replace(now);
        else this.#inbox.heard(row.id);
        return now;
      } catch (problem) {
        this.#inbox.heard(row.id);
        throw problem;
      } finally {
        this.left--;
        this.changed();
      }
    });
    this.failures = results.flatMap((result, at) => (result.status === 'rejected' ? [{row: rows[at], problem: result.reason}] : []));
    this.#inbox.recount();
    this.changed();
    return {changed: results.flatMap((result) => (result.status === 'fulfilled' && result.value ? [result.value] : [])), failures: this.failures};
  }
}
