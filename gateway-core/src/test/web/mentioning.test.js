import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isNamed, noteParts, offered} from '../../main/web/mentioning.js';

/** @type {any[]} */
const agents = [{id: '1', account: 'amina', name: 'Amina Diallo'}, {id: '2', account: 'ines', name: 'Inès Carpentier'}];
const teams = [{id: '3', name: 'État civil', mention: 'équipe-état-civil'}, {id: '4', name: 'Voirie'}];

test('colleagues and teams are found by some letters of their name or account', () => {
  assert.deepEqual(offered('ine', agents, teams).map(({token}) => token), ['ines']);
  assert.deepEqual(offered('diallo', agents, teams).map(({token}) => token), ['amina']);
  assert.deepEqual(offered('etat', agents, teams).map(({token, name}) => [token, name]), [['équipe-état-civil', 'État civil']]);
});

test('before a letter is typed all are offered, in the order in which they come; a team that the server does not name is none', () => {
  assert.deepEqual(offered('', agents, teams).map(({token}) => token), ['amina', 'ines', 'équipe-état-civil']);
});

test('a token typed in full is that one, whatever its accents', () => {
  const [team] = offered('etat', agents, teams);
  assert.equal(isNamed(team, 'Equipe-Etat-Civil'), true);
  assert.equal(isNamed(team, 'equipe-etat'), false);
});

test('the words of a note keep their links and show whom they mention', () => {
  const text = '\n @amina, voir https://ville.example/plan ou @ines.\n';
  const places = [{start: text.indexOf('@amina'), end: text.indexOf(','), agentId: '1'}, {start: text.indexOf('@ines'), end: text.indexOf('.\n'), agentId: '2'}];
  const parts = noteParts(text, places);
  assert.deepEqual(parts.filter(({place}) => place).map((part) => part.text), ['@amina', '@ines']);
  assert.deepEqual(parts.filter(({href}) => href).map(({href}) => href), ['https://ville.example/plan']);
  assert.equal(parts.map((part) => part.text).join(''), text.replace('\n', '').trimEnd());
});

test('a place that does not fit the text is words', () => {
  assert.deepEqual(noteParts('Bonjour', [{start: 3, end: 30, agentId: '1'}]).map(({text, place}) => [text, place]), [['Bonjour', undefined]]);
});
