// What is typed into a form and not saved yet, in the tab's own storage: it outlives a reload, and closing the form by mistake.

import {session} from './desk.js';

const PREFIX = 'parvis.';

/** The names of the forms into which something was typed and neither saved nor discarded; a call note tells of itself. @returns {string[]} */
export function formsLeft() {
  const end = `.${session.agent?.id}`;
  return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX) && key.endsWith(end)).map((key) => key.slice(PREFIX.length, -end.length)).filter((form) => form !== 'call');
}

/** @template Edit */
export class KeptEdit {
  #form;

  /** @param {string} form a short name of it */
  constructor(form) {
    this.#form = form;
  }

  get #key() {
    return `${PREFIX}${this.#form}.${session.agent?.id}`;
  }

  /** What was begun and neither saved nor discarded. @returns {Edit | undefined} */
  get left() {
    try {
      return JSON.parse(sessionStorage.getItem(this.#key) ?? 'null') ?? undefined;
    } catch {
      return undefined;
    }
  }

  /** @param {Edit} edit */
  keep(edit) {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(edit));
    } catch {
      // Storage is full or forbidden: the text lives on in the page.
    }
  }

  discard() {
    sessionStorage.removeItem(this.#key);
  }
}
