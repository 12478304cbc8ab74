// Whether the pane about the person is seen: on a wide screen it stands beside the thread and is remembered, on a narrower one it lies over it.

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

  /** What lies over the thread goes when the place changes. */
  uncover() {
    if (!this.#over) return;
    this.#over = false;
    this.changed();
  }
}
