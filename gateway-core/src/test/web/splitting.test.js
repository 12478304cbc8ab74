import assert from 'node:assert/strict';
import {test} from 'node:test';
import {lengthOf} from '../../main/web/limit.js';
import {MAXIMUM_POSTS, posts} from '../../main/web/splitting.js';

/** @type {import('../../main/web/types.d.ts').TextLimit} */
const SHORT = {maximum: 40, unit: 'graphemes'};

/** @param {string[]} split @param {import('../../main/web/types.d.ts').TextLimit} limit */
const allFit = (split, limit) => split.every((post) => lengthOf(post, limit) <= limit.maximum);

test('what fits is not split', () => assert.deepEqual(posts('Bonjour', SHORT), []));

test('each post fits with its number, and no word is lost or cut', () => {
  const text = 'La mairie ouvre à huit heures et demie du lundi au vendredi, et à neuf heures le samedi matin.';
  const split = posts(text, SHORT);
  assert.ok(allFit(split, SHORT));
  assert.equal(split.map((post) => post.replace(/ \(\d\/\d\)$/, '')).join(' '), text);
  assert.match(split[0], / \(1\/3\)$/);
});

test('a post ends with a sentence or a paragraph where that fills half of it', () => {
  assert.deepEqual(posts('Votre carte est prête. Venez la chercher avant vendredi.', SHORT), ['Votre carte est prête. (1/2)', 'Venez la chercher avant vendredi. (2/2)']);
  assert.deepEqual(posts('Votre carte est prête\n\nVenez la chercher avant vendredi', SHORT), ['Votre carte est prête (1/2)', 'Venez la chercher avant vendredi (2/2)']);
});

test('a word that is too long alone is cut between what is seen as characters', () => {
  const family = '👨‍👩‍👧';
  const split = posts(family.repeat(50), SHORT);
  assert.ok(allFit(split, SHORT));
  assert.ok(split.every((post) => post.replace(/ \(.*/, '').replaceAll(family, '') === ''));
});

test('an address counts as its channel counts it, and stays whole', () => {
  const limit = {...SHORT, urlLength: 23};
  const address = `https://saint-exemple.example/${'a'.repeat(60)}`;
  const split = posts(`Voici la page : ${address} avec tout ce qu’il faut savoir.`, limit);
  assert.ok(allFit(split, limit));
  assert.ok(split.some((post) => post.includes(address)));
});

test('what needs too many posts is not offered', () => assert.deepEqual(posts('mot '.repeat(20 * MAXIMUM_POSTS), SHORT), []));

test('a channel without room for a number is not offered it', () => assert.deepEqual(posts('Bonjour', {maximum: 5, unit: 'graphemes'}), []));

test('posts of weighted characters fit by their weight, and no emoji is cut', () => {
  const limit = /** @type {const} */ ({maximum: 40, unit: 'weighted', urlLength: 23});
  const family = '👨‍👩‍👧';
  const split = posts(family.repeat(50), limit);
  assert.ok(allFit(split, limit));
  assert.equal(split[0], `${family.repeat(17)} (1/3)`);
});

test('posts by SMS fill the parts that each may have, whatever alphabet each needs', () => {
  const limit = /** @type {const} */ ({maximum: 1, unit: 'sms-parts'});
  const split = posts(`${'La mairie ouvre demain. '.repeat(6)}C’est prêt.`, limit);
  assert.ok(allFit(split, limit));
  assert.deepEqual(split.map((post) => post.length > 70), [true, false]);
});

test('an emoji and what the alphabet escapes stay whole between posts by SMS', () => {
  const limit = /** @type {const} */ ({maximum: 1, unit: 'sms-parts'});
  const family = '👨‍👩‍👧';
  for (const character of ['€', family]) {
    const split = posts(character.repeat(character === family ? 20 : 100), limit);
    assert.ok(split.length > 1 && allFit(split, limit));
    assert.ok(split.every((post) => post.replace(/ \(.*/, '').replaceAll(character, '') === ''));
  }
});

test('by a unit of a later version nothing is split', () => assert.deepEqual(posts('mot '.repeat(100), /** @type {any} */ ({maximum: 40, unit: 'syllables'})), []));
