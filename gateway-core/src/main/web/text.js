// A message's words cut into what the page shows: plain text, links, and parts that are folded.

/**
 * @typedef {import('./types.d.ts').Fold} Fold
 * @typedef {{kind: 'text' | 'quotation' | 'signature', text: string}} Part
 * @typedef {{text: string, href?: string}} Piece
 */

/**
 * What counts as a URL: from the scheme to the last character that is not closing punctuation.
 * Written so that java.util.regex takes it as it is, with CASE_INSENSITIVE | UNICODE_CASE.
 */
export const URL_PATTERN = /(?<![\p{L}\p{N}_@])https?:\/\/[^\s<>"«»“”]*[^\s<>"«»“”.,:;!?'’()\[\]{}…]/giu;

/**
 * Parts in order. Folds that do not fit the text are ignored: the words matter more than their folding.
 * @param {string} text
 * @param {Fold[]} folds
 * @returns {Part[]}
 */
export function parts(text, folds = []) {
  /** @type {Part[]} */
  const result = [];
  let reached = 0;
  for (const {kind, start, end} of folds) {
    if (start < reached || end <= start || end > text.length) continue;
    push(result, 'text', text.slice(reached, start));
    push(result, kind, text.slice(start, end));
    reached = end;
  }
  push(result, 'text', text.slice(reached));
  return result;
}

/**
 * @param {Part[]} result
 * @param {Part['kind']} kind
 * @param {string} text
 */
function push(result, kind, text) {
  const trimmed = text.replace(/^(?:[ \t]*\n)+|\s+$/g, '');
  if (trimmed) result.push({kind, text: trimmed});
}

/**
 * Text with its web addresses as links; only http and https ever become one.
 * @param {string} text
 * @returns {Piece[]}
 */
export function pieces(text) {
  /** @type {Piece[]} */
  const result = [];
  let reached = 0;
  for (const match of text.matchAll(URL_PATTERN)) {
    if (match.index > reached) result.push({text: text.slice(reached, match.index)});
    result.push({text: match[0], href: match[0]});
    reached = match.index + match[0].length;
  }
  if (reached < text.length) result.push({text: text.slice(reached)});
  return result;
}

/** Marks and controls that set the direction of what stands beside them (Unicode Standard Annex 9, section 2). */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A file's name as it is, letter after letter: with a control in it, a program can look like a PDF.
 * @param {string} name
 */
export function fileName(name) {
  return name.replace(DIRECTION, '');
}

/**
 * Words of somebody's own inside a sentence of ours, where no markup can stand: their direction ends where they do.
 * @param {string} words
 */
export function isolated(words) {
  return `\u2068${words.replace(DIRECTION, '')}\u2069`;
}

/**
 * How a text begins, in one line.
 * @param {string} text @param {number} most characters
 */
export function excerpt(text, most) {
  const letters = [...text.replace(/\s+/g, ' ').trim()];
  return letters.length > most ? `${letters.slice(0, most - 1).join('').trimEnd()}…` : letters.join('');
}

/**
 * Two letters for a person without a picture.
 * @param {string} name
 */
export function initials(name) {
  const words = name.replace(/[^\p{L}\p{N}\s@.-]/gu, '').split(/[\s@.-]+/).filter(Boolean);
  if (!words.length || /^\+?\d+$/.test(name.replace(/\s/g, ''))) return '#';
  const first = [...words[0]][0];
  const last = words.length > 1 ? [...words[words.length - 1]][0] : '';
  return (first + last).toLocaleUpperCase();
}
