// The words of the desk in the language of its agent.

import en from './en.js';
import fr from './fr.js';

/**
 * @typedef {import('../types.d.ts').Language} Language
 * @typedef {keyof typeof fr} Key
 * @typedef {string | {one: string, other: string}} Words
 */

/** @type {Record<Language, Record<Key, Words>>} */
const catalogues = {fr, en};

/** @type {Language} */
let language = 'fr';
let plural = new Intl.PluralRules('fr');

/** @param {Language} chosen */
export function useLanguage(chosen) {
  if (chosen === language) return;
  language = chosen;
  plural = new Intl.PluralRules(chosen);
}

export function currentLanguage() {
  return language;
}

/**
 * The words for `key`, with `{name}` replaced by the value of that name, and the form that `count` asks for.
 * @param {Key} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  const words = catalogues[language][key];
  const form = typeof words === 'string' ? words : words[plural.select(Number(values.count)) === 'one' ? 'one' : 'other'];
  return form.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return typeof value === 'number' ? value.toLocaleString(language) : (value ?? '');
  });
}

/**
 * For words that the server chooses from a closed set, such as a state: the key, or `fallback` for one that this desk does not know yet.
 * @param {string} key
 * @param {Key} fallback
 * @returns {Key}
 */
export function keyOr(key, fallback) {
  return key in fr ? /** @type {Key} */ (key) : fallback;
}
