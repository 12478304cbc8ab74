// What the writer of a reply is asked before it goes.

import {gaps} from './canned.js';
import {privateData} from './private-data.js';

/** Asks in the dialogs that stand in one composer, about gaps and private data once for the same words. */
export class Asking {
  #place;
  /** The words with something left to fill in that go all the same. */
  #complete = '';
  /** The words that become public all the same. */
  #public = '';

  /** @param {HTMLElement} place */
  constructor(place) {
    this.#place = place;
  }

  /** @param {string} reply @param {boolean} open whether everybody will read it @returns {Promise<'go' | 'fill' | 'again' | 'privately' | undefined>} */
  async aboutWords(reply, open) {
    const left = reply === this.#complete ? [] : gaps(reply);
    if (left.length) {
      const dialog = /** @type {import('./components/gaps-dialog.js').GapsDialog} */ (this.#place.querySelector('gaps-dialog'));
      if (!(await dialog.ask(left.map(({name}) => name)))) return 'fill';
      this.#complete = reply;
    }
    const finds = open && reply !== this.#public ? privateData(reply) : [];
    if (!finds.length) return 'go';
    const choice = await /** @type {import('./components/private-dialog.js').PrivateDialog} */ (this.#place.querySelector('private-dialog')).ask(finds);
    if (choice !== 'anyway') return choice;
    this.#public = reply;
    return 'go';
  }

  /** @param {import('./types.d.ts').FasterAnswer} answer of a colleague */
  aboutSecond(answer) {
    return /** @type {import('./components/second-dialog.js').SecondDialog} */ (this.#place.querySelector('second-dialog')).ask(answer);
  }
}
