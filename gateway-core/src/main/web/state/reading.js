// What this agent has read: the conversation that is open, as soon as somebody can see it.

import {get, Problem, put, remove} from '../api.js';

export class Reading {
  #thread;
  #inbox;
  #router;
  /** What was said to be read: the same is not said twice, and stays unread when the agent marks it so. */
  #told = '';

  /** @param {import('./thread.js').Thread} thread @param {import('./inbox.js').Inbox} inbox @param {import('./router.js').Router} router */
  constructor(thread, inbox, router) {
    this.#thread = thread;
    this.#inbox = inbox;
    this.#router = router;
    thread.observe(() => this.#look());
    router.observe(() => this.#look());
    document.addEventListener('visibilitychange', () => this.#look());
  }

  /** Throws when the server does not take it. @param {string} id @param {boolean} unread */
  async mark(id, unread, version = 0) {
    if (unread) await remove(`/conversations/${id}/read`);
    else await put(`/conversations/${id}/read`, {version});
    this.#inbox.mark(id, unread);
  }

  /** Whoever has opened a conversation by writing its first words knows them. @param {number} number */
  async written(number) {
    const {id, messageCount, version} = await get(`/conversations/${number}`);
    if (messageCount === 1) await this.mark(id, false, version);
  }

  #look() {
    const {conversation} = this.#thread;
    if (!conversation) {
      this.#told = '';
      return;
    }
    const {id, messageCount, lastMessageAt, version, unread, mentioned = false} = conversation;
    const seen = `${id} ${messageCount} ${lastMessageAt}`;
    // What stays open behind another page is seen when the agent comes back to it.
    if (document.visibilityState !== 'visible' || this.#router.route.place !== 'conversation' || !(unread || mentioned) || seen === this.#told) return;
    this.#told = seen;
    this.mark(id, false, version).catch((problem) => this.#again(problem));
  }

  /** What has changed meanwhile is read, and marked then; where the server was not reached, the next change tries again. @param {unknown} problem */
  #again(problem) {
    if (!(problem instanceof Problem)) return;
    this.#told = '';
    if (problem.status === 409) this.#thread.refresh();
  }
}
