// Answers that are written often, all of them: they are offered while somebody types.

import {get, newKey, post, put} from '../api.js';
import {coalesce} from '../coalesce.js';
import {Observable} from '../observable.js';

/**
 * @typedef {import('../types.d.ts').CannedAnswer} CannedAnswer
 * @typedef {{code: string, title: string, french?: string, english?: string, teamId?: string}} Words
 */

const PACE = {delay: 100, interval: 2_000};

export class Canned extends Observable {
  /** By title; archived ones too. @type {CannedAnswer[]} */
  answers = [];
  loaded = false;
  /** Why they could not be read. @type {unknown} */
  problem;
  #key = newKey();

  refresh = coalesce(() => this.load(), PACE);

  async load() {
    try {
      this.answers = await get('/canned-answers');
      this.loaded = true;
      this.problem = undefined;
    } catch (problem) {
      this.problem = problem;
    }
    this.changed();
  }

  /** @param {Words} words */
  async create(words) {
    const answer = await post('/canned-answers', words, {key: this.#key});
    this.#key = newKey();
    this.#take(answer);
    return /** @type {CannedAnswer} */ (answer);
  }

  /** The next attempt is another request: the words were refused, and will be other ones. */
  refused() {
    this.#key = newKey();
  }

  /** @param {CannedAnswer} seen @param {Words} words @param {boolean} archived */
  async change({id, version}, words, archived) {
    const answer = await put(`/canned-answers/${id}`, {...words, version, archived});
    this.#take(answer);
    return /** @type {CannedAnswer} */ (answer);
  }

  /** @param {CannedAnswer} answer */
  #take(answer) {
    this.answers = [...this.answers.filter(({id}) => id !== answer.id), answer].sort((a, b) => a.title.localeCompare(b.title));
    this.changed();
  }
}
