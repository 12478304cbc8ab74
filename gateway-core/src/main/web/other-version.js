// What was typed elsewhere at the same time, taken after all.

import {isEmpty, wordsOf} from './drafting.js';

/** @typedef {import('./drafting.js').Draft} Draft */

/** The other version instead of this one, which is the other one then. Each keeps who can read it. @param {Draft} draft @returns {Draft} */
export function exchanged(draft) {
  const {other} = draft;
  return other ? {...draft, ...wordsOf(other), series: undefined, other: isEmpty(draft) ? undefined : wordsOf(draft)} : draft;
}
