import {Observable} from '../observable.js';

const TICK = 20_000;

/** Now, as the page shows it: waiting times grow without anything else happening. */
export class Clock extends Observable {
  now = Date.now();

  start() {
    setInterval(() => {
      this.now = Date.now();
      this.changed();
    }, TICK);
  }
}
