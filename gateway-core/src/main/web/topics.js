// What a topic may be, before the server is asked, and what becomes of two changes of one topic.

import {fold} from './fuzzy.js';
import {t} from './i18n/index.js';
import {isolated} from './text.js';

/**
 * @typedef {import('./types.d.ts').Topic} Topic
 * @typedef {{id?: string, name: string, words: string[]}} Wish
 */

/** Of a name or word, in characters; the server has the same bounds. */
export const LONGEST = 100;
const MOST_WORDS = 100;

/** As words are compared: without accents, case and further spaces. @param {string} word */
export const keyOf = (word) => fold(word).trim().replace(/\s+/g, ' ');

/** Conversations that have its name of before go on meaning it. @param {Topic | undefined} before @param {string} name @param {string[]} words */
export function withFormerName(before, name, words) {
  return before && keyOf(before.name) !== keyOf(name) ? [...words, before.name] : words;
}

/** The first thing that is wrong with it, beside the topics that there are. @param {Wish} wish @param {Topic[]} topics @returns {{field: 'name' | 'words', text: string} | undefined} */
export function mistakeIn({id, name, words}, topics) {
  if (!name) return {field: 'name', text: t('words.missing-name')};
  if (words.length > MOST_WORDS) return {field: 'words', text: t('words.too-many', {count: words.length})};
  const long = words.find((word) => [...word].length > LONGEST);
  if (long) return {field: 'words', text: t('words.too-long', {word: isolated(`${[...long].slice(0, 30).join('')}…`)})};
  const others = topics.filter((topic) => topic.id !== id);
  for (const word of [name, ...words]) {
    const other = others.find((topic) => [topic.name, ...topic.words].some((own) => keyOf(own) === keyOf(word)));
    if (other) return {field: word === name ? 'name' : 'words', text: t('words.taken', {word: isolated(word), name: isolated(other.name)})};
  }
  return undefined;
}

/** What two people made of one topic: what only one of them changed holds; of two names, one's own. @param {Topic} before @param {Topic} theirs @param {Wish} own @returns {Wish} */
export function joined(before, theirs, own) {
  const keys = (/** @type {string[]} */ words) => new Set(words.map(keyOf));
  const [was, mine] = [keys(before.words), keys(own.words)];
  const added = own.words.filter((word) => !was.has(keyOf(word)));
  const kept = theirs.words.filter((word) => !was.has(keyOf(word)) || mine.has(keyOf(word)));
  const has = keys(kept);
  return {name: own.name === before.name ? theirs.name : own.name, words: [...kept, ...added.filter((word) => !has.has(keyOf(word)))]};
}
