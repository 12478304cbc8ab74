// The words of the desk in the language of its agent. The other language's are not fetched.

import {Observable} from '../observable.js';

/**
 * @typedef {import('../types.d.ts').Language} Language
 * @typedef {keyof typeof import('./fr.js').default} Key
 * @typedef {string | {one: string, other: string}} Words
 */

/** @type {Record<Language, () => Promise<{default: Record<Key, Words>}>>} */
const CATALOGUES = {fr: () => import('./fr.js'), en: () => import('./en.js')};

class Speech extends Observable {
  /** What was asked for last, whether its words are here or not. @type {Language} */
  wanted = 'fr';
  /** @type {Language} */
  language = 'fr';
  plural = new Intl.PluralRules('fr');
  /** @type {Record<Key, Words> | undefined} */
  words;

  /** @param {Language} language @param {Record<Key, Words>} words */
  use(language, words) {
    this.language = language;
    this.words = words;
    this.plural = new Intl.PluralRules(language);
    this.changed();
  }
}

/** Changes when a language comes into use. */
export const speech = new Speech();

/** Once its words are here; rejects when they cannot be fetched. @param {Language} chosen */
export async function useLanguage(chosen) {
  speech.wanted = chosen;
  if (speech.words && speech.language === chosen) return;
  const words = (await CATALOGUES[chosen]()).default;
  if (speech.wanted === chosen) speech.use(chosen, words);
}

export function currentLanguage() {
  return speech.language;
}

/**
 * The words for `key`, with `{name}` replaced by the value of that name, and the form that `count` asks for.
 * @param {Key} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  const {language, plural} = speech;
  const words = known()[key];
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
  return key in known() ? /** @type {Key} */ (key) : fallback;
}

function known() {
  if (!speech.words) throw new Error('No language is in use yet');
  return speech.words;
}
