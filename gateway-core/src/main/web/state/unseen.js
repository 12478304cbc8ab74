// How much concerns this agent and is not seen yet. What it counts comes after the first page.

import {Observable} from '../observable.js';

export class Unseen extends Observable {
  concerns = 0;
  /** Notes that mention the agent. */
  mentions = 0;

  /** @param {number} concerns @param {number} mentions */
  count(concerns, mentions) {
    if (concerns === this.concerns && mentions === this.mentions) return;
    Object.assign(this, {concerns, mentions});
    this.changed();
  }
}
