// A text in several posts, each within the limit of its channel and numbered.

import {lengthOf} from './limit.js';

/** @typedef {import('./types.d.ts').TextLimit} TextLimit */

/** Nobody reads more in a row; a longer text belongs on a page, or in another channel. */
export const MAXIMUM_POSTS = 9;

const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/**
 * The posts with their numbers, or none where the text fits into one or needs more than {@link MAXIMUM_POSTS}.
 * @param {string} text
 * @param {TextLimit} limit
 * @returns {string[]}
 */
export function posts(text, limit) {
  const fits = (/** @type {string} */ words) => lengthOf(words + mark(MAXIMUM_POSTS, MAXIMUM_POSTS), limit) <= limit.maximum;
  if (lengthOf(text, limit) <= limit.maximum || !fits('')) return [];
  /** @type {string[]} */
  const parts = [];
  let rest = text.trim();
  while (rest && parts.length < MAXIMUM_POSTS) {
    const end = fits(rest) ? rest.length : cutOf(rest, fits);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest ? [] : parts.map((part, index) => part + mark(index + 1, parts.length));
}

/** @param {number} number @param {number} total */
const mark = (number, total) => ` (${number}/${total})`;

/**
 * Where the first post ends: after a paragraph or a sentence if that fills at least half of it, else after a word, and within one only where it alone is too long.
 * @param {string} text @param {(words: string) => boolean} fits
 */
function cutOf(text, fits) {
  const spaces = [...text.matchAll(/\s+/g)].map(({index}) => index);
  const most = longest(text, spaces, fits) || longest(text, [...graphemes.segment(text)].map(({index, segment}) => index + segment.length), fits) || text.length;
  const head = text.slice(0, most + 1);
  for (const end of [/\n\s*\n/g, /[.!?…][»”")]*\s/g]) {
    const last = [...head.matchAll(end)].at(-1);
    if (last && last.index + last[0].length > most / 2) return last.index + last[0].length;
  }
  return most;
}

/** The last of ascending positions up to which the text fits, or 0. @param {string} text @param {number[]} positions @param {(words: string) => boolean} fits */
function longest(text, positions, fits) {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (fits(text.slice(0, positions[middle]).trimEnd())) low = middle + 1;
    else high = middle;
  }
  return low ? positions[low - 1] : 0;
}

/** The words of posts without their numbers, as one text again. @param {string[]} numbered */
export function joined(numbered) {
  return numbered.map((post) => post.replace(/ \(\d\/\d\)$/, '')).join('\n\n');
}
