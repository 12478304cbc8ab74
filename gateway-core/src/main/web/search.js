// The language of the search box, as the server reads it (search/SearchQuery): where its terms are, what may be written there, and what of it can be searched for by now.

import {fold} from './fuzzy.js';

/**
 * @typedef {object} Term
 * @property {number} start of the term in the text, in UTF-16 code units
 * @property {number} end
 * @property {boolean} excluded it has a minus
 * @property {string | undefined} name what stands before the colon
 * @property {Operator | undefined} operator the one of that name
 * @property {string} value
 * @property {boolean} quoted
 *
 * @typedef {'from' | 'channel' | 'team' | 'assigned' | 'tag' | 'topic' | 'state' | 'before' | 'after' | 'is' | 'has'} Operator
 * @typedef {{insert: string, label: string, about: string}} Suggestion `insert`: what stands in the term's place once it is chosen
 */

/** Names without accents and case: English, then French; the last of `topic` is what it was called in French before. The server has the same table. @type {Record<Operator, string[]>} */
export const OPERATORS = {
  from: ['from', 'de'], channel: ['channel', 'canal'], team: ['team', 'equipe'], assigned: ['assigned', 'attribue'], tag: ['tag', 'etiquette'], topic: ['topic', 'theme', 'motif'], state: ['state', 'etat'],
  before: ['before', 'avant'], after: ['after', 'apres'], is: ['is', 'est'], has: ['has', 'avec'],
};

/** Values of operators that have few, or that mean no name. @type {Partial<Record<Operator, Record<string, string[]>>>} */
export const VALUES = {
  state: {open: ['open', 'ouverte', 'ouvert'], waiting: ['waiting', 'en-attente', 'attente'], resolved: ['resolved', 'resolue', 'resolu']},
  is: {unanswered: ['unanswered', 'sans-reponse'], urgent: ['urgent', 'urgente'], snoozed: ['snoozed', 'en-veille'], 'with-expert': ['with-expert', 'chez-expert', 'expert']},
  has: {file: ['file', 'fichier']},
  assigned: {me: ['me', 'moi'], nobody: ['nobody', 'personne']},
};

const TERM = /\s*((-?)(?:(\p{L}[\p{L}\p{M}]{0,19}):)?(?:"([^"]*)(?:"|$)|([^\s"]*)))/uy;
const DATE = /^(?:[12]\d{3}(?:-\d{1,2}(?:-\d{1,2})?)?|\d{1,2}\/\d{1,2}\/[12]\d{3}|\d{1,4}[dj])$/i;
/** A shorter beginning is that of too many words. */
const SHORTEST_BEGINNING = 3;
const MOST_SUGGESTED = 8;

/** @param {string} text @returns {Term[]} */
export function terms(text) {
  const plain = text.replace(/[«»“”„]/g, '"');
  /** @type {Term[]} */
  const found = [];
  TERM.lastIndex = 0;
  while (TERM.lastIndex < plain.length) {
    const parts = TERM.exec(plain);
    if (!parts || !parts[0]) break;
    const end = TERM.lastIndex;
    if (!parts[1]) continue;
    const [, term, minus, name, quoted, bare] = parts;
    found.push({start: end - term.length, end, excluded: minus !== '', name, operator: name === undefined ? undefined : operatorOf(name), value: (quoted ?? bare).trim(), quoted: quoted !== undefined});
  }
  return found;
}

/** @param {string} name */
function operatorOf(name) {
  const plain = fold(name);
  return /** @type {Operator[]} */ (Object.keys(OPERATORS)).find((operator) => OPERATORS[operator].includes(plain));
}

/** The term that is being written: the caret stands in it or behind it. @param {string} text @param {number} caret */
export function termAt(text, caret) {
  return terms(text).find(({start, end}) => start < caret && caret <= end);
}

/**
 * @param {string} text
 * @param {number} caret
 * @param {{operators: Suggestion[], values: (operator: Operator) => Suggestion[]}} offered in the words of the agent's language
 * @returns {Suggestion[]}
 */
export function suggestions(text, caret, {operators, values}) {
  const term = termAt(text, caret);
  if (!term) return text.slice(0, caret).trim() ? [] : operators;
  if (term.excluded || (term.quoted && !term.operator)) return [];
  if (term.operator) {
    const fitting = values(term.operator).filter(({label}) => begins(label, fold(term.value)));
    // What is written already needs no offer.
    return fitting.length === 1 && fold(fitting[0].insert) === fold(text.slice(term.start, term.end)) ? [] : fitting.slice(0, MOST_SUGGESTED);
  }
  const word = fold(term.value);
  return term.name === undefined && word.length > 1 ? operators.filter(({label}) => fold(label).startsWith(word)) : [];
}

/** Whether the text, or a word of it, begins so, as the server looks names up. @param {string} label @param {string} beginning */
function begins(label, beginning) {
  const letters = fold(label);
  return letters.startsWith(beginning) || letters.includes(` ${beginning}`);
}

/** An operator with its value: in quotes where that has spaces. @param {string} name @param {string} value */
export function written(name, value) {
  const plain = value.replace(/["«»“”„]/g, ' ').trim();
  return `${name}:${/\s/.test(plain) ? `"${plain}"` : plain}`;
}

/** The text with a suggestion in the place of the term at the caret, and where the caret is then. @param {string} text @param {number} caret @param {string} insert */
export function completed(text, caret, insert) {
  const term = termAt(text, caret);
  const start = term?.start ?? caret;
  const rest = text.slice(term?.end ?? caret);
  const before = text.slice(0, start) + insert + (insert.endsWith(':') || /^\s/.test(rest) ? '' : ' ');
  return {text: before + rest, caret: before.length};
}

/**
 * What can be searched for while somebody types: a term that is not finished is left out, and of a last word the beginning counts.
 * @param {string} text
 * @param {number} caret
 * @param {(operator: Operator) => Suggestion[]} values
 */
export function whileTyping(text, caret, values) {
  const term = termAt(text, caret);
  if (term?.name !== undefined && !isFinished(term, values)) return `${text.slice(0, term.start)}${text.slice(term.end)}`.trim();
  const typed = text.trimStart();
  const last = terms(typed).at(-1);
  const isWord = last && last.end === typed.length && !last.excluded && last.name === undefined && !last.quoted && /^[\p{L}\p{M}\p{N}'’-]*\p{L}[\p{L}\p{M}\p{N}'’-]*$/u.test(last.value);
  return isWord && last.value.length >= SHORTEST_BEGINNING ? `${typed}*` : typed.trim();
}

/** @param {Term} term @param {(operator: Operator) => Suggestion[]} values */
function isFinished({operator, value}, values) {
  if (!operator || !value) return false;
  if (operator === 'from') return true;
  if (operator === 'before' || operator === 'after') return DATE.test(value);
  const plain = fold(value);
  if (operator === 'state' || operator === 'is' || operator === 'has') return Object.values(VALUES[operator] ?? {}).some((names) => names.includes(plain));
  return values(operator).some(({label}) => begins(label, plain));
}

/** The words that are wanted, as they are compared: phrases word for word. @param {string} text @returns {Set<string>} */
export function wantedWords(text) {
  const wanted = terms(text).filter(({excluded, operator}) => !excluded && !operator);
  return new Set(wanted.flatMap(({value}) => [...words(value)].map(([word]) => fold(word))));
}

/** @param {string} text */
export function words(text) {
  return text.matchAll(/[\p{L}\p{M}\p{N}]+/gu);
}

/** @typedef {{text: string, marked: boolean}} Piece */

/** Characters before the first match that still leave it in sight in a narrow row. */
const MOST_BEFORE = 24;

/**
 * An excerpt in pieces, begun shortly before its first match.
 * @param {{text: string, ranges: number[][]}} match
 * @returns {Piece[]}
 */
export function pieces({text, ranges}) {
  const first = ranges[0]?.[0] ?? 0;
  const cut = first > MOST_BEFORE ? text.indexOf(' ', first - MOST_BEFORE) + 1 : 0;
  const from = cut <= first ? cut : first;
  /** @type {Piece[]} */
  const result = from > 0 ? [{text: '… ', marked: false}] : [];
  let reached = from;
  for (const [start, end] of ranges) {
    if (start > reached) result.push({text: text.slice(reached, start), marked: false});
    result.push({text: text.slice(start, end), marked: true});
    reached = end;
  }
  if (reached < text.length) result.push({text: text.slice(reached), marked: false});
  return result;
}
