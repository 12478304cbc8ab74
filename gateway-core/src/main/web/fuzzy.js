// Finding a command by some of its letters: accents, case and what stands between the letters do not matter.

/**
 * @typedef {{score: number, ranges: [number, number][]}} Match `ranges`: which parts of the text were meant, in UTF-16 code units
 */

/** A word's beginning counts most, then its inside, then letters that only follow each other. */
const BEGINNING = 100;
const INSIDE = 60;
const SCATTERED = 30;
/** What an entry that was used lately gains over one that fits as well, the latest most. */
const LATELY = 8;

/** @type {Record<string, string>} */
const LIGATURES = {œ: 'oe', æ: 'ae', ß: 'ss', '’': "'"};

/** Without accents and case. @param {string} text */
export function fold(text) {
  return folded(text).letters;
}

/**
 * The letters that are compared, and for each of them which code unit of the text it stands for.
 * @param {string} text
 */
function folded(text) {
  let letters = '';
  /** @type {number[]} */
  const from = [];
  let at = 0;
  for (const character of text) {
    const lower = character.toLowerCase();
    const plain = (LIGATURES[lower] ?? lower).normalize('NFD').replace(/\p{M}/gu, '');
    for (let i = 0; i < plain.length; i++) from.push(at);
    letters += plain;
    at += character.length;
  }
  from.push(at);
  return {letters, from};
}

/**
 * How well a text fits: every word of the query has to be in it, in any order.
 * @param {string} query
 * @param {string} text
 * @returns {Match | undefined}
 */
export function match(query, text) {
  const terms = fold(query).split(/\s+/).filter(Boolean);
  const {letters, from} = folded(text);
  let score = 0;
  /** @type {[number, number][]} */
  const ranges = [];
  for (const term of terms) {
    const found = together(term, letters) ?? apart(term, letters);
    if (!found) return undefined;
    score += found.score;
    for (const [start, end] of found.ranges) ranges.push([from[start], from[end]]);
  }
  // Of two that fit alike, the one with less besides.
  return {score: score - letters.length / 100, ranges: merged(ranges)};
}

/** @param {string} term @param {string} letters @returns {Match | undefined} */
function together(term, letters) {
  let inside = -1;
  for (let at = letters.indexOf(term); at >= 0; at = letters.indexOf(term, at + 1)) {
    if (beginsWord(letters, at)) return {score: BEGINNING - at / 10, ranges: [[at, at + term.length]]};
    if (inside < 0) inside = at;
  }
  return inside < 0 ? undefined : {score: INSIDE - inside / 10, ranges: [[inside, inside + term.length]]};
}

/**
 * The first letter begins a word; each further one is the next letter, or begins a later word, or is somewhere behind.
 * @param {string} term
 * @param {string} letters
 * @returns {Match | undefined}
 */
function apart(term, letters) {
  if (term.length < 2) return undefined;
  /** @type {[number, number][]} */
  const ranges = [];
  let at = -1;
  for (const letter of term) {
    const next = following(letters, letter, at + 1, ranges.length === 0);
    if (next < 0) return undefined;
    ranges.push([next, next + 1]);
    at = next;
  }
  return {score: SCATTERED - (at - ranges[0][0] - term.length) / 5, ranges};
}

/** @param {string} letters @param {string} letter @param {number} from @param {boolean} first */
function following(letters, letter, from, first) {
  if (!first && letters[from] === letter) return from;
  for (let at = letters.indexOf(letter, from); at >= 0; at = letters.indexOf(letter, at + 1)) if (beginsWord(letters, at)) return at;
  return first ? -1 : letters.indexOf(letter, from);
}

/** @param {string} letters @param {number} at */
function beginsWord(letters, at) {
  return at === 0 || !/[\p{L}\p{N}]/u.test(letters[at - 1]);
}

/** @param {[number, number][]} ranges @returns {[number, number][]} */
function merged(ranges) {
  /** @type {[number, number][]} */
  const result = [];
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

/**
 * What fits, the best first; without a query everything, what was used lately first.
 * @template {{id: string, label: string}} Entry
 * @param {string} query
 * @param {Entry[]} entries
 * @param {string[]} lately ids, the latest first
 * @returns {{entry: Entry, ranges: [number, number][]}[]}
 */
export function rank(query, entries, lately) {
  const asked = query.trim();
  const found = [];
  for (const entry of entries) {
    const matched = asked ? match(asked, entry.label) : {score: 0, ranges: []};
    if (!matched) continue;
    const used = lately.indexOf(entry.id);
    found.push({entry, ranges: matched.ranges, score: matched.score + (used < 0 ? 0 : LATELY - (used * LATELY) / (lately.length + 1))});
  }
  return found.sort((a, b) => b.score - a.score).map(({entry, ranges}) => ({entry, ranges}));
}
