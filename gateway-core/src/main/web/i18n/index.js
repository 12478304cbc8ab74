// The words of the desk in the language of its agent: those of the first page, and all others before they are needed. The other language's are
// not fetched.

import {Observable} from '../observable.js';

/**
 * @typedef {import('../types.d.ts').Language} Language
 * @typedef {keyof typeof import('./fr.js').default | keyof typeof import('./more-fr.js').default} Key
 * @typedef {string | {one: string, other: string}} Words
 */

/** @type {Record<Language, () => Promise<{default: Record<keyof typeof import('./fr.js').default, Words>}>>} */
const FIRST = {fr: () => import('./fr.js'), en: () => import('./en.js')};
/** @type {Record<Language, () => Promise<{default: Record<keyof typeof import('./more-fr.js').default, Words>}>>} */
const MORE = {fr: () => import('./more-fr.js'), en: () => import('./more-en.js')};

/** Whether the words beyond the first page's are wanted too. */
let all = false;

class Speech extends Observable {
  /** What was asked for last, whether its words are here or not. @type {Language} */
  wanted = 'fr';
  /** @type {Language} */
  language = 'fr';
  plural = new Intl.PluralRules('fr');
  numbers = new Intl.NumberFormat('fr');
  /** @type {Partial<Record<Key, Words>> | undefined} */
  words;
  /** Whether `words` are all that there are. */
  whole = false;

  /** @param {Language} language @param {Partial<Record<Key, Words>>} words @param {boolean} whole */
  use(language, words, whole) {
    this.language = language;
    this.words = words;
    this.whole = whole;
    this.plural = new Intl.PluralRules(language);
    this.numbers = new Intl.NumberFormat(language);
    this.changed();
  }
}

/** Changes when a language comes into use. */
export const speech = new Speech();

/** Once its words are here; rejects when they cannot be fetched. @param {Language} chosen */
export async function useLanguage(chosen) {
  speech.wanted = chosen;
  const whole = all;
  if (speech.words && speech.language === chosen && (speech.whole || !whole)) return;
  const catalogues = await Promise.all([FIRST[chosen](), ...(whole ? [MORE[chosen]()] : [])]).catch((failure) => {
    // What is spoken goes on being spoken.
    if (speech.words && speech.wanted === chosen) speech.wanted = speech.language;
    throw failure;
  });
  const outrun = speech.language === chosen && speech.whole;
  if (speech.wanted === chosen && !outrun) speech.use(chosen, Object.assign({}, ...catalogues.map((catalogue) => catalogue.default)), whole);
}

/** Once the words of everything are here, now and in a language chosen later; rejects when they cannot be fetched. */
export async function allWords() {
  all = true;
  do await useLanguage(speech.wanted); while (!speech.whole || speech.language !== speech.wanted);
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
  const {plural, numbers} = speech;
  // Nothing is shown before its words are here: without them it stays silent rather than break the page.
  const words = known()[key] ?? '';
  const form = typeof words === 'string' ? words : words[plural.select(Number(values.count)) === 'one' ? 'one' : 'other'];
  return form.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return typeof value === 'number' ? numbers.format(value) : (value ?? '');
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
