import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fileName, initials, isolated, parts, pieces} from '../../main/web/text.js';

test('a text without folds is one part', () => assert.deepEqual(parts('Bonjour'), [{kind: 'text', text: 'Bonjour'}]));

test('a text is cut where its folds say', () => {
  const text = 'Merci\n\n> avant\n\nEncore\n-- \nLéa';
  const folds = /** @type {const} */ ([{kind: 'quotation', start: 7, end: 14}, {kind: 'signature', start: 23, end: text.length}]);
  assert.deepEqual(parts(text, [...folds]), [{kind: 'text', text: 'Merci'}, {kind: 'quotation', text: '> avant'}, {kind: 'text', text: 'Encore'}, {kind: 'signature', text: '-- \nLéa'}]);
});

test('no word is lost when folds are wrong', () => {
  const text = 'abcdef';
  /** @type {[number, number][][]} */
  const wrong = [[[4, 2]], [[0, 99]], [[2, 4], [3, 5]], [[-1, 2]]];
  for (const folds of wrong) {
    const all = parts(text, folds.map(([start, end]) => ({kind: 'quotation', start, end}))).map((part) => part.text).join('');
    assert.equal(all, text);
  }
});

test('an indented first line keeps its indentation', () => assert.deepEqual(parts('\n\n  deux'), [{kind: 'text', text: '  deux'}]));

test('web addresses become links, without the punctuation after them', () => {
  assert.deepEqual(pieces('Voir https://a.example/b?c=d, merci.'), [{text: 'Voir '}, {text: 'https://a.example/b?c=d', href: 'https://a.example/b?c=d'}, {text: ', merci.'}]);
});

test('only http and https become links', () => {
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'ftp://a.example']) assert.deepEqual(pieces(text), [{text}]);
});

test('a file whose name turns its end around is named letter after letter', () => {
  assert.equal(fileName('facture\u202efdp.exe'), 'facturefdp.exe');
  assert.equal(fileName('\u2067\u200fرسالة.pdf\u2069'), 'رسالة.pdf');
  assert.equal(fileName('été 👩‍🔧.png'), 'été 👩‍🔧.png');
});

test('words within a sentence end their own direction and no other', () => {
  assert.equal(isolated('Léa'), '\u2068Léa\u2069');
  assert.equal(isolated('\u202eaéL\u2069\u2069'), '\u2068aéL\u2069');
});

test('initials are taken from the first and the last word', () => {
  assert.equal(initials('Léa Marchetti'), 'LM');
  assert.equal(initials('élodie'), 'É');
  assert.equal(initials('Marie Le Goff'), 'MG');
  assert.equal(initials('+33 1 45 55 01 07'), '#');
  assert.equal(initials('lea.m@courriel.example'), 'LE');
  assert.equal(initials('👋'), '#');
});
