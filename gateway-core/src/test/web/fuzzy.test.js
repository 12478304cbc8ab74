import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fold, match, rank} from '../../main/web/fuzzy.js';

/** @param {string[]} labels */
const entries = (...labels) => labels.map((label) => ({id: label, label}));
/** @param {string} query @param {{id: string, label: string}[]} all @param {string[]} [lately] */
const found = (query, all, lately = []) => rank(query, all, lately).map(({entry}) => entry.label);

test('accents, case and ligatures do not matter, on either side', () => {
  assert.equal(fold('Mettre à l’Œuvre'), "mettre a l'oeuvre");
  assert.ok(match('resoudre', 'Résoudre'));
  assert.ok(match('RÉSOUDRE', 'résoudre'));
  assert.ok(match('e\u0301tat civil', 'État civil'));
  assert.ok(match('oeuvre', 'Œuvres sociales'));
});

test('every word has to be there, in any order', () => {
  assert.ok(match('civil état', 'Équipe État civil'));
  assert.equal(match('civil voirie', 'Équipe État civil'), undefined);
});

test('a beginning goes before the inside of a word, and that before scattered letters', () => {
  assert.deepEqual(found('re', entries('Rouvrir demain', 'Faire', 'Répondre', 'M’attribuer')), ['Répondre', 'Faire', 'Rouvrir demain']);
});

test('initials find a command', () => {
  assert.deepEqual(found('mev', entries('Mettre en attente', 'Mettre en veille', 'Menu')), ['Mettre en veille']);
});

test('a single letter is looked for as it is, not scattered', () => assert.deepEqual(found('z', entries('Aller', 'Gaz')), ['Gaz']));

test('what was meant is told in places of the text as written', () => {
  assert.deepEqual(match('resou', 'Résoudre')?.ranges, [[0, 5]]);
  assert.deepEqual(match('coeur', 'Le cœur')?.ranges, [[3, 7]]);
  assert.deepEqual(match('c d', 'Carte déjà')?.ranges, [[0, 1], [6, 7]]);
  assert.deepEqual(match('x', '😀 x')?.ranges, [[3, 4]]);
});

test('without a query everything is there, what was used lately first', () => {
  assert.deepEqual(found('', entries('a', 'b', 'c', 'd'), ['c', 'd', 'gone']), ['c', 'd', 'a', 'b']);
});

test('of two that fit alike the one used lately comes first, but it does not go before a better one', () => {
  const views = entries('Vue Pierre', 'Vue Paul', 'Repas');
  assert.deepEqual(found('p', views), ['Vue Paul', 'Vue Pierre', 'Repas']);
  assert.deepEqual(found('p', views, ['Vue Pierre']), ['Vue Pierre', 'Vue Paul', 'Repas']);
  assert.deepEqual(found('p', views, ['Repas']), ['Vue Paul', 'Vue Pierre', 'Repas']);
});
