import assert from 'node:assert/strict';
import {before, test} from 'node:test';
import {useLanguage, allWords} from '../../main/web/i18n/index.js';
import {joined, keyOf, mistakeIn, withFormerName} from '../../main/web/topics.js';

const roads = {id: 'a', name: 'Voirie', words: ['Trottoirs', 'Éclairage'], version: 1};
const parks = {id: 'b', name: 'Espaces verts', words: ['Jardins'], version: 3};

before(async () => {
  await useLanguage('en');
  await allWords();
});

test('accents, case and further spaces make no other word', () => assert.equal(keyOf(' Éclairage  Public'), keyOf('eclairage public')));

test('a name that changes goes on meaning it, and one that is only written otherwise is no further word', () => {
  assert.deepEqual(withFormerName(roads, 'Rues', ['Trottoirs']), ['Trottoirs', 'Voirie']);
  assert.deepEqual(withFormerName(roads, 'VOIRIE', ['Trottoirs']), ['Trottoirs']);
  assert.deepEqual(withFormerName(undefined, 'Rues', []), []);
});

test('what is wrong is said of the word that it is', () => {
  const wrong = (/** @type {import('../../main/web/topics.js').Wish} */ wish) => mistakeIn(wish, [roads, parks]);
  assert.equal(wrong({name: '', words: []})?.field, 'name');
  assert.match(wrong({name: 'Rues', words: ['Allées', 'ECLAIRAGE']})?.text ?? '', /ECLAIRAGE.*Voirie/);
  assert.equal(wrong({name: 'jardins', words: []})?.field, 'name');
  assert.match(wrong({name: 'Rues', words: ['x'.repeat(101)]})?.text ?? '', /x{30}….*100/);
  assert.match(wrong({name: 'Rues', words: Array.from({length: 101}, (_, at) => `w${at}`)})?.text ?? '', /101/);
  assert.equal(wrong({id: 'a', name: 'Voirie', words: ['Éclairage', 'Trottoirs']}), undefined);
});

test('what two people made of one topic holds, both of it', () => {
  const theirs = {...roads, name: 'Rues', words: ['Trottoirs', 'Pavés'], version: 2};
  assert.deepEqual(joined(roads, theirs, {name: 'Voirie', words: ['Éclairage', 'Lampes']}), {name: 'Rues', words: ['Pavés', 'Lampes']});
  assert.deepEqual(joined(roads, theirs, {name: 'Chaussées', words: ['Trottoirs', 'Éclairage', 'paves']}), {name: 'Chaussées', words: ['Trottoirs', 'Pavés']});
});
