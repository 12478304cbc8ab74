import assert from 'node:assert/strict';
import {test} from 'node:test';
import {changeOf, MINIMUM_PASSWORD, newPassword, passwordList} from '../../main/web/administering.js';

/** @type {import('../../main/web/types.d.ts').Agent} */
const amina = {id: 'a', account: 'amina', name: 'Amina Diallo', role: 'agent', language: 'fr', teamIds: ['t1', 't2'], extension: '12'};
const same = {name: 'Amina Diallo', role: 'agent', language: 'fr', teamIds: ['t2', 't1'], extension: '12'};

test('only what is other than it was is sent, whatever the order of the teams', () => {
  assert.equal(changeOf(amina, same), undefined);
  assert.deepEqual(changeOf(amina, {...same, role: 'lead', teamIds: ['t1']}), {role: 'lead', teamIds: ['t1']});
});

test('an extension that is taken away is sent as an empty text', () => {
  assert.deepEqual(changeOf(amina, {...same, extension: ''}), {extension: ''});
  assert.equal(changeOf({...amina, extension: undefined}, {...same, extension: ''}), undefined);
});

test('hours are an agency’s, and go with the empty text', () => {
  /** @type {import('../../main/web/types.d.ts').Agent} */
  const evenings = {...amina, role: 'agency', hours: 'mon-fri 18:00-08:00'};
  assert.deepEqual(changeOf(evenings, {...same, role: 'agency', hours: ''}), {hours: null});
  assert.equal(changeOf(evenings, {...same, role: 'agency', hours: evenings.hours}), undefined);
  assert.deepEqual(changeOf(evenings, {...same, role: 'agent', hours: ''}), {role: 'agent'});
});

test('a proposed password is long enough, and another each time', () => {
  const [one, other] = [newPassword(), newPassword()];
  assert.ok(one.length >= MINIMUM_PASSWORD);
  assert.match(one, /^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
  assert.notEqual(one, other);
});

test('a list of passwords holds the new accounts alone, and survives quotes and commas', () => {
  const list = passwordList({mistakes: [], agents: [
    {line: 2, account: 'lea', name: 'Léa "Lou", Marin', role: 'agent', teams: [], known: false, password: 'abcd-efgh'},
    {line: 3, account: 'amina', name: 'Amina', role: 'agent', teams: [], known: true},
  ]});
  assert.equal(list, '\uFEFFaccount,name,password\r\nlea,"Léa ""Lou"", Marin",abcd-efgh\r\n');
});
