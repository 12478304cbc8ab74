// Who works here.

import {get, patch, post, Problem, put, remove, useCsrfToken} from '../api.js';
import {Observable} from '../observable.js';

/** @typedef {import('../types.d.ts').Session} SessionAnswer */

export class Session extends Observable {
  /** @type {import('../types.d.ts').Agent | undefined} */
  agent;
  /** 'unknown' until the server was asked. @type {'unknown' | 'in' | 'out'} */
  state = 'unknown';

  /** Asks the server; a server that is not reached leaves things as they are and throws. */
  async resume() {
    try {
      this.#enter(await get('/session', {quiet: true}));
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.status !== 401) throw problem;
      this.lost();
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

  /** The session is over, whoever ended it. */
  lost() {
    this.agent = undefined;
    this.state = 'out';
    this.changed();
  }

  /** @param {SessionAnswer} answer */
  #enter({agent, csrfToken}) {
    useCsrfToken(csrfToken);
    this.agent = agent;
    this.state = 'in';
    this.changed();
  }
}
