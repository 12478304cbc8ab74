// Which panes are seen. The one about the person stands beside the thread on a wide screen and is remembered, on a narrower one it lies over it; the
// views slide over a narrow screen.

import {Observable} from '../observable.js';

/** As in layout.css. */
const WIDE = '(min-width: 80rem)';

export class Panes extends Observable {
  #wide = matchMedia(WIDE);
  #over = false;
  #preferences;

  /** @param {import('./preferences.js').Preferences} preferences */
  constructor(preferences) {
    super();
    this.#preferences = preferences;
    this.#wide.addEventListener('change', () => this.changed());
  }

  get context() {
    return this.#wide.matches ? this.#preferences.choices.context : this.#over;
  }

  toggleContext() {
    if (this.#wide.matches) this.#preferences.choose({context: !this.context});
    else this.#over = !this.#over;
    this.changed();
  }

  /** Whether the views lie over a narrow screen. */
  get views() {
    return document.body.hasAttribute('data-views');
  }

  /** @param {boolean} shown */
  showViews(shown) {
    if (shown === this.views) return;
    document.body.toggleAttribute('data-views', shown);
    this.changed();
  }

  /** What lies over the thread goes when the place changes. */
  uncover() {
    this.showViews(false);
    if (!this.#over) return;
    this.#over = false;
    this.changed();
  }
}
