// How long a text is for a channel. The gateway counts the same way: both sides are held to the vectors in limit-vectors.json.

import {smsParts} from './sms-parts.js';
import {URL_PATTERN} from './text.js';

/** @typedef {import('./types.d.ts').TextLimit} TextLimit */

/** `@user@host`, as Mastodon reads mentions; the part after the second @ is what some networks do not count. The same flags. */
export const MENTION_PATTERN = /(?<![\p{L}\p{N}_@\/.])(@[a-z0-9_]+(?:[a-z0-9_.-]*[a-z0-9_])?)@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/giu;

const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
const utf8 = new TextEncoder();

/** Flags, keycaps, and what is shown as an emoji with all that is joined to it; `©` and the like only where the text asks for the emoji (UTS 51). */
const EMOJI = new RegExp([
  '[\\u{1F1E6}-\\u{1F1FF}]{2}',
  '[0-9#*]\\uFE0F?\\u20E3',
  '(?:\\p{Emoji_Presentation}|\\p{Extended_Pictographic}(?=\\uFE0F|\\p{Emoji_Modifier}|\\u200D\\p{Extended_Pictographic}))'
    + '(?:\\uFE0F|\\p{Emoji_Modifier}|[\\u{E0020}-\\u{E007E}]+\\u{E007F})?'
    + '(?:\\u200D\\p{Extended_Pictographic}(?:\\uFE0F|\\p{Emoji_Modifier})?)*',
].join('|'), 'gu');

/** Code points that X counts once; all others count twice. */
const LIGHT = /[\0-\u10FF\u2000-\u200D\u2010-\u201F\u2032-\u2037]/u;

/** What a URL is replaced by before counting: one grapheme, code point and UTF-8 byte for each unit that it counts. */
const FILLER = 'x';

/**
 * @param {string} text
 * @param {TextLimit['unit']} unit
 * @returns {number}
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
    case 'weighted': {
      let total = 0;
      for (const point of text.normalize('NFC').replace(EMOJI, 'xx')) total += LIGHT.test(point) ? 1 : 2;
      return total;
    }
    case 'sms-parts':
      return smsParts(text);
    default:
      return NaN;
  }
}

/**
 * The length of `text` in the units of `limit`; not a number for a unit of a later version, which nothing exceeds here: its gateway counts.
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
 * How full the limit is: 'room', 'close' in its last tenth or in the last part of an SMS of several, 'over' beyond it.
 * @param {number} length
 * @param {TextLimit} limit
 * @returns {'room' | 'close' | 'over'}
 */
export function fullness(length, limit) {
  if (length > limit.maximum) return 'over';
  if (limit.unit === 'sms-parts' && limit.maximum === 1) return 'room';
  return length > limit.maximum * 0.9 ? 'close' : 'room';
}
