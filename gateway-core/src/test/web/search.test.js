import {wantedIn} from '../../main/web/highlight.js';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {fold} from '../../main/web/fuzzy.js';
import {t, useLanguage} from '../../main/web/i18n/index.js';
import {completed, OPERATORS, pieces, suggestions, termAt, terms, VALUES, wantedWords, whileTyping, written} from '../../main/web/search.js';

/** @typedef {import('../../main/web/search.js').Operator} Operator */

/** @param {string[]} labels */
const offers = (labels) => labels.map((label) => ({insert: label, label, about: ''}));
/** @type {(operator: Operator) => import('../../main/web/search.js').Suggestion[]} */
const values = (operator) => (operator === 'channel' ? ['Mairie', 'Guichet numérique'] : operator === 'is' ? ['sans-réponse', 'urgente'] : []).map((label) => ({insert: written(operator, label), label, about: ''}));
const offered = {operators: offers(['de:', 'canal:', 'équipe:', 'état:', 'étiquette:']), values};
/** @param {string} text */
const offeredFor = (text) => suggestions(text, text.length, offered).map(({label}) => label);

test('the table is the server’s too', () => {
  const table = JSON.parse(readFileSync(new URL('../resources/search-words.json', import.meta.url), 'utf8'));
  assert.deepEqual(OPERATORS, table.operators);
  assert.deepEqual(VALUES, table.values);
});

test('what the desk calls operators and their values is understood', async () => {
  for (const [language, at] of /** @type {const} */ ([['en', 0], ['fr', 1]])) {
    await useLanguage(language);
    const all = {...OPERATORS, ...Object.assign({}, ...Object.values(VALUES))};
    for (const [word, names] of Object.entries(all)) assert.equal(fold(t(/** @type {any} */ (`search.word.${word}`))), names[at], word);
  }
  useLanguage('fr');
});

test('terms are told apart as the server does', () => {
  const found = terms('rue « du Port » -"non" Équipe:"État civil" https://x.example Re: #12');
  assert.deepEqual(found.map(({value}) => value), ['rue', 'du Port', 'non', 'État civil', '//x.example', '', '#12']);
  assert.deepEqual(found.map(({operator}) => operator), [undefined, undefined, undefined, 'team', undefined, undefined, undefined]);
  assert.deepEqual(found.map(({excluded}) => excluded), [false, false, true, false, false, false, false]);
  assert.deepEqual(terms('  \u00a0 '), []);
  assert.equal(terms('a"b"').length, 2);
});

test('the term of the caret is the one that is written', () => {
  assert.equal(termAt('rue canal:m x', 11)?.value, 'm');
  assert.equal(termAt('rue ', 4), undefined);
  assert.equal(termAt('', 0), undefined);
});

test('operators are offered to whoever has typed nothing, or their first letters', () => {
  assert.deepEqual(offeredFor(''), ['de:', 'canal:', 'équipe:', 'état:', 'étiquette:']);
  assert.deepEqual(offeredFor('lampe ca'), ['canal:']);
  assert.deepEqual(offeredFor('ET'), ['état:', 'étiquette:']);
  assert.deepEqual(offeredFor('e'), []);
  assert.deepEqual(offeredFor('lampe '), []);
  assert.deepEqual(offeredFor('-ca'), []);
  assert.deepEqual(offeredFor('"ca'), []);
});

test('values are offered by the beginning of any of their words', () => {
  assert.deepEqual(offeredFor('canal:'), ['Mairie', 'Guichet numérique']);
  assert.deepEqual(offeredFor('canal:NUM'), ['Guichet numérique']);
  assert.deepEqual(offeredFor('channel:mairie'), []);
  assert.deepEqual(offeredFor('channel:zzz'), []);
});

test('a suggestion takes the place of the term, with a space behind it or the value to come', () => {
  assert.deepEqual(completed('lampe ca rue', 8, 'canal:'), {text: 'lampe canal: rue', caret: 12});
  assert.deepEqual(completed('canal:gui', 9, 'canal:"Guichet numérique"'), {text: 'canal:"Guichet numérique" ', caret: 26});
  assert.deepEqual(completed('', 0, 'de:'), {text: 'de:', caret: 3});
  assert.equal(written('canal', 'Dit « le "petit" »'), 'canal:"Dit   le  petit"');
});

test('while somebody types, what is not finished is not asked for, and a word counts by its beginning', () => {
  /** @type {[string, string][]} */
  const cases = [['lampad', 'lampad*'], ['rue lampad', 'rue lampad*'], ['lampad ', 'lampad'], ['la', 'la'], ['#1042', '#1042'], ['1042', '1042'], ['"rue du', '"rue du'], ['-lampe', '-lampe'],
    ['lampe canal:', 'lampe'], ['lampe canal:z', 'lampe'], ['lampe canal:gui', 'lampe canal:gui'], ['lampe est:sans', 'lampe'], ['est:sans-réponse', 'est:sans-réponse'], ['avant:2026-', ''],
    ['avant:2026-03', 'avant:2026-03'], ['après:7j', 'après:7j'], ['après:7', ''], ['de:l', 'de:l'], ['chanel:x', ''], ['', '']];
  for (const [typed, asked] of cases) assert.equal(whileTyping(typed, typed.length, values), asked, typed);
  assert.equal(whileTyping('chanel:x lampe', 14, values), 'chanel:x lampe*');
});

test('the words to mark are those that are wanted', () => {
  assert.deepEqual([...wantedWords('Réverbère "rue du Port" -doublon canal:mairie lampad*')], ['reverbere', 'rue', 'du', 'port', 'lampad']);
});

test('the wanted words of a text are told as they stand there, each once', () => {
  const text = 'Le Réverbère, rue du port : ce réverbère clignote.';
  assert.deepEqual(wantedIn(text, wantedWords('reverbere "RUE du" -clignote')), ['Réverbère', 'rue', 'du']);
  assert.deepEqual(wantedIn(text, new Set()), []);
});

test('an excerpt begins shortly before its first match', () => {
  const text = 'Madame, Monsieur, depuis mardi le lampadaire de la rue est éteint';
  const start = text.indexOf('lampadaire');
  const cut = pieces({text, ranges: [[start, start + 10], [51, 54]]});
  assert.deepEqual(cut.filter(({marked}) => marked).map((piece) => piece.text), ['lampadaire', text.slice(51, 54)]);
  assert.equal(cut[0].text, '… ');
  assert.ok(cut[1].text.length <= 24);
  assert.equal(cut.slice(1).map((piece) => piece.text).join(''), text.slice(text.length - cut.slice(1).reduce((sum, piece) => sum + piece.text.length, 0)));
  assert.deepEqual(pieces({text: 'rue du Port', ranges: [[0, 3]]}), [{text: 'rue', marked: true}, {text: ' du Port', marked: false}]);
  assert.equal(pieces({text: `${'x'.repeat(60)}!`, ranges: [[50, 60]]}).some(({marked}) => marked), true);
});
