// Who works here.

import {get, patch, post, Problem, put, remove, useCsrfToken} from '../api.js';
import {Observable} from '../observable.js';

/** @typedef {import('../types.d.ts').Session} SessionAnswer */

export class Session extends Observable {
  /** @type {import('../types.d.ts').Agent | undefined} */
  agent;
  /** 'unknown' until the server was asked. @type {'unknown' | 'in' | 'out'} */
  state = 'unknown';
  /** @type {import('../types.d.ts').Permission[]} */
  #permissions = [];
  /** Why nobody is in, where the server said it. @type {unknown} */
  why;
  /** Whether somebody was in, and has not left by themselves. */
  expired = false;

  /** Asks the server; a server that is not reached leaves things as they are and throws. */
  async resume() {
    try {
      this.#enter(await get('/session', {quiet: true}));
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.status !== 401) throw problem;
      this.lost(problem);
    }
  }

  /** @param {string} account @param {string} password */
  async logIn(account, password) {
    this.#enter(await post('/session', {account, password}, {quiet: true}));
  }

  /** What agents say of themselves. @param {{language?: import('../types.d.ts').Language, availability?: import('../types.d.ts').Availability}} change */
  async tell(change) {
    this.#enter(await patch('/session', change));
  }

  /** This session goes on, and no other. @param {string} current @param {string} password */
  async changePassword(current, password) {
    await put('/session', {current, password});
  }

  async logOut() {
    await remove('/session', {quiet: true});
    this.lost();
  }

  /** The server decides; the desk offers nothing that it would refuse. @param {import('../types.d.ts').Permission} what */
  may(what) {
    return this.#permissions.includes(what);
  }

  /** The session is over, whoever ended it. @param {unknown} [why] */
  lost(why) {
    // Several requests find out; what the first one says is why.
    if (why !== undefined && this.state === 'out') return;
    this.expired = why !== undefined && this.agent !== undefined;
    this.why = why;
    this.agent = undefined;
    this.state = 'out';
    this.changed();
  }

  /** @param {SessionAnswer} answer */
  #enter({agent, permissions, csrfToken}) {
    useCsrfToken(csrfToken);
    this.agent = agent;
    this.#permissions = permissions;
    this.state = 'in';
    this.changed();
  }
}
