// How long a text is for a channel. The gateway counts the same way: both sides are held to the vectors in limit-vectors.json.

import {URL_PATTERN} from './text.js';

/** @typedef {import('./types.d.ts').TextLimit} TextLimit */

/** `@user@host`, as Mastodon reads mentions; the part after the second @ is what some networks do not count. The same flags. */
export const MENTION_PATTERN = /(?<![\p{L}\p{N}_@\/.])(@[a-z0-9_]+(?:[a-z0-9_.-]*[a-z0-9_])?)@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/giu;

const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
const utf8 = new TextEncoder();

/** What a URL is replaced by before counting: one grapheme, code point and UTF-8 byte for each unit that it counts. */
const FILLER = 'x';

/**
 * @param {string} text
 * @param {TextLimit['unit']} unit
 */
function count(text, unit) {
  switch (unit) {
    case 'graphemes': {
      let total = 0;
      for (const _ of graphemes.segment(text)) total++;
      return total;
    }
    case 'code-points': {
      let total = 0;
      for (const _ of text) total++;
      return total;
    }
    case 'utf8-bytes':
      return utf8.encode(text).length;
  }
}

/**
 * The length of `text` in the units of `limit`.
 * @param {string} text
 * @param {TextLimit} limit
 */
export function lengthOf(text, limit) {
  let counted = text;
  if (limit.urlLength) counted = counted.replace(URL_PATTERN, FILLER.repeat(limit.urlLength));
  if (limit.mentionsCountLocalPart) counted = counted.replace(MENTION_PATTERN, '$1');
  return count(counted, limit.unit);
}

/**
 * How full the limit is: 'room', 'close' in its last tenth, 'over' beyond it.
 * @param {number} length
 * @param {TextLimit} limit
 * @returns {'room' | 'close' | 'over'}
 */
export function fullness(length, limit) {
  if (length > limit.maximum) return 'over';
  return length > limit.maximum * 0.9 ? 'close' : 'room';
}
