import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {test} from 'node:test';
import firstEn from '../../main/web/i18n/en.js';
import first from '../../main/web/i18n/fr.js';
import {allWords, currentLanguage, t, useLanguage} from '../../main/web/i18n/index.js';
import moreEn from '../../main/web/i18n/more-en.js';
import more from '../../main/web/i18n/more-fr.js';

const fr = {...first, ...more};
const en = {...firstEn, ...moreEn};
const root = new URL('../../main/web/', import.meta.url);
/** @param {string} module */
const read = (module) => readFileSync(new URL(module, root), 'utf8');

/** @typedef {Record<string, string | {one: string, other: string}>} Catalogue */

/** @param {string | {one: string, other: string}} words */
const forms = (words) => (typeof words === 'string' ? [words] : [words.one, words.other]);
/** @param {string} form */
const names = (form) => [...form.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test('both languages have the same keys', () => assert.deepEqual(Object.keys(en).sort(), Object.keys(fr).sort()));

test('both languages have the same values to fill in', () => {
  for (const [key, words] of Object.entries(fr)) {
    const [french] = forms(words);
    const [english] = forms(/** @type {Catalogue} */ (en)[key]);
    assert.deepEqual(names(english), names(french), key);
  }
});

test('no text is empty', () => {
  for (const catalogue of [fr, en]) for (const [key, words] of Object.entries(catalogue)) for (const form of forms(words)) assert.ok(form.trim(), key);
});

test('French has its no-break spaces', () => {
  for (const [key, words] of Object.entries(fr)) {
    for (const form of forms(words)) {
      assert.doesNotMatch(form, /(?<![\u00a0])[»]| [:;!?»%]|«(?!\u00a0)|[^\s\u202f\u00a0/][!?;](?!\p{L})/u, `${key}: ${form}`);
      assert.doesNotMatch(form, /'/, `${key} has a straight apostrophe`);
    }
  }
});

test('a duration is never cut at the end of a line', () => {
  for (const words of [fr, en]) {
    for (const [key, duration] of Object.entries(words)) if (key.startsWith('duration.')) assert.doesNotMatch(String(duration), / /, key);
  }
});

test('every key is used', () => {
  const modules = readdirSync(root, {recursive: true}).map(String).filter((name) => name.endsWith('.js') && !/i18n\/([a-z]+-)?(fr|en)\.js$/.test(name));
  const used = usedBy(modules);
  assert.deepEqual(Object.keys(fr).filter((key) => !used(key)), []);
});

test('no key is in two catalogues', () => assert.deepEqual(Object.keys(first).filter((key) => key in more), []));

test('what the first page says is among its words', () => {
  const used = usedBy(modulesFor('app.js'), /(?<!keyOr\()`([a-z.-]+\.)\$\{/g);
  assert.deepEqual(Object.keys(more).filter(used), []);
});

/**
 * Whether one of these modules uses a key, or all that begin as it does. What is asked for with a fallback (`keyOr`) may come later.
 * @param {string[]} modules
 * @param {RegExp} [beginnings]
 * @returns {(key: string) => boolean}
 */
function usedBy(modules, beginnings = /`([a-z.-]+\.)\$\{/g) {
  const source = modules.map(read).join('\n');
  const prefixes = [...source.matchAll(beginnings)].map(([, prefix]) => prefix);
  return (key) => source.includes(`'${key}'`) || prefixes.some((prefix) => key.startsWith(prefix));
}

/** A module with all that it imports before it runs. @param {string} module */
function modulesFor(module, found = new Set()) {
  found.add(module);
  for (const [, name] of read(module).matchAll(/^(?:import|export)\b[^'"();]*['"](\.{1,2}\/[^'"]+\.js)['"]/gm)) {
    const imported = new URL(name, new URL(module, root)).href.slice(root.href.length);
    if (!found.has(imported)) modulesFor(imported, found);
  }
  return [...found];
}

test('a number chooses the form that the language wants for it', async () => {
  await useLanguage('fr');
  assert.equal(t('live.messages', {count: 0}), '0 nouveau message');
  assert.equal(t('live.messages', {count: 2}), '2 nouveaux messages');
  await useLanguage('en');
  assert.equal(t('live.messages', {count: 0}), '0 new messages');
  assert.equal(t('live.messages', {count: 1}), '1 new message');
});

test('the words of the first page come alone until others are asked for, in each language', async () => {
  const later = Object.keys(more)[0];
  await useLanguage('fr');
  assert.equal(t(/** @type {import('../../main/web/i18n/index.js').Key} */ (later)), '');
  await Promise.all([allWords(), useLanguage('en')]);
  assert.equal(t(/** @type {import('../../main/web/i18n/index.js').Key} */ (later)), /** @type {Catalogue} */ (en)[later]);
  await useLanguage('fr');
  assert.equal(t(/** @type {import('../../main/web/i18n/index.js').Key} */ (later)), /** @type {Catalogue} */ (fr)[later]);
});

test('the language asked for last is spoken, whichever words come first', async () => {
  await Promise.all([useLanguage('en'), useLanguage('fr'), useLanguage('en')]);
  assert.equal(currentLanguage(), 'en');
  await Promise.all([useLanguage('fr'), useLanguage('en')]);
  assert.equal(currentLanguage(), 'en');
});
