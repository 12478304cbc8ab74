// What an agent has chosen for this browser.

import {sortsOf} from '../listing.js';
import {Observable} from '../observable.js';

const KEY = 'parvis.preferences';

/**
 * @typedef {object} Choices
 * @property {'fr' | 'en' | undefined} language `undefined`: the agent's own, else the browser's
 * @property {'auto' | 'light' | 'dark'} theme
 * @property {'comfortable' | 'compact'} density
 * @property {Record<string, import('../types.d.ts').Sort>} sorts by view, where it is not the usual one
 * @property {boolean} singleKeys whether single keys act (WCAG 2.1.4)
 * @property {boolean} context whether the pane about the person is open
 * @property {0 | 5 | 10 | 30} hold for how many seconds a reply can be called back
 * @property {number} listWidth in CSS pixels
 * @property {import('../keymap.js').Chosen} keys single keys other than those that actions have at first
 * @property {boolean} sound whether what concerns the agent is heard
 * @property {boolean} notifications whether the system shows it while the desk is not in sight
 * @property {string[]} lately what the palette was used for, the latest first
 */

/** @type {Choices} */
const FIRST = {language: undefined, theme: 'auto', density: 'comfortable', sorts: {}, singleKeys: true, context: true, hold: 10, listWidth: 344, keys: {}, sound: false, notifications: false, lately: []};

export class Preferences extends Observable {
  /** The language of whoever is logged in. @type {'fr' | 'en' | undefined} */
  agentLanguage;
  /** @type {Choices} */
  choices = {...FIRST, ...stored()};

  constructor() {
    super();
    addEventListener('storage', ({key}) => key === KEY && this.#listen());
  }

  /** @returns {'fr' | 'en'} */
  get language() {
    return this.choices.language ?? this.agentLanguage ?? (navigator.language.startsWith('fr') ? 'fr' : 'en');
  }

  /** @param {'fr' | 'en'} language of the agent; a choice made in this browser goes before it */
  speak(language) {
    this.agentLanguage = language;
    this.apply();
    this.changed();
  }

  /** The order of a view's list. @param {string} view @returns {import('../types.d.ts').Sort} */
  sortOf(view) {
    const [usual, ...others] = sortsOf(view);
    return others.find((sort) => sort === this.choices.sorts[view]) ?? usual;
  }

  /** @param {Partial<Choices>} choices */
  choose(choices) {
    this.choices = {...this.choices, ...choices};
    try {
      // What was chosen in another tab since stays.
      localStorage.setItem(KEY, JSON.stringify({...this.choices, ...stored(), ...choices}));
    } catch {
      // Storage is full or forbidden: the choice holds until the page is left.
    }
    this.apply();
    this.changed();
  }

  /** One tab tells for all, and seldom the one in which it was chosen how. What a tab looks like is its own until it is loaded. */
  #listen() {
    const {sound, notifications} = {...FIRST, ...stored()};
    if (sound === this.choices.sound && notifications === this.choices.notifications) return;
    this.choices = {...this.choices, sound, notifications};
    this.changed();
  }

  /** Puts what style sheets depend on onto the document. */
  apply() {
    const root = document.documentElement;
    root.lang = this.language;
    root.dataset.theme = this.choices.theme;
    root.style.setProperty('--list-width', `${this.choices.listWidth}px`);
  }
}

/** @returns {Partial<Choices>} */
function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}
