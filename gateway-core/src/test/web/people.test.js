import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {nameFor} from '../../main/web/known-people.js';
import {concerns, LANGUAGES, looksLikeHandle, reasonFor, REASONS} from '../../main/web/people.js';

const contract = readFileSync(new URL('../../main/resources/api/openapi.yaml', import.meta.url), 'utf8');

test('what is offered is what the contract takes', () => {
  assert.ok(contract.includes(`language: {type: [string, "null"], enum: [${LANGUAGES.join(', ')}]`));
  assert.ok(contract.includes(`reason: {enum: [${REASONS.join(', ')}], description: "the evidence`));
});

test('an address speaks more than a number, and a name alone for no reason', () => {
  assert.equal(reasonFor([{sort: 'phone', value: '+33199000104'}, {sort: 'email', value: 'a@b.example'}]), 'same-email');
  assert.equal(reasonFor([{sort: 'name', value: 'Denise Alvarez'}, {sort: 'phone', value: '+33199000104'}]), 'same-phone');
  assert.equal(reasonFor([{sort: 'name', value: 'Denise Alvarez'}]), undefined);
});

test('addresses and numbers are told from names', () => {
  for (const typed of ['denise@', '@denise', '01 99 00', '+33199', '0199.00']) assert.ok(looksLikeHandle(typed), typed);
  for (const typed of ['Denise', 'Alvarez 2', 'D’Arc', '']) assert.ok(!looksLikeHandle(typed), typed);
});

test('a change concerns whoever is shown, merged or suggested, on either side', () => {
  const person = /** @type {any} */ ({id: 'a', suggestions: [{id: 'b'}], merges: [{contactId: 'c'}]});
  for (const contactId of ['a', 'b', 'c']) assert.ok(concerns(person, {contactId}), contactId);
  assert.ok(concerns(person, {contactId: 'd', otherId: 'a'}));
  assert.ok(!concerns(person, {contactId: 'd', otherId: 'e'}));
  assert.ok(!concerns(person, {}));
  assert.ok(!concerns(undefined, {contactId: 'a'}));
});

test('a search for a person names them as they were typed: by name, or by the handle that begins so', () => {
  const contact = {id: '1', name: 'Denise Alvarez', handles: [{kind: /** @type {const} */ ('phone'), value: '+33199000104'}, {kind: /** @type {const} */ ('email'), value: 'denise@alvarez.example'}]};
  assert.equal(nameFor('alv', contact), 'Denise Alvarez');
  assert.equal(nameFor('Denise@a', contact), 'denise@alvarez.example');
  assert.equal(nameFor('01 99', contact), '+33199000104');
  assert.equal(nameFor('alv', {...contact, name: undefined}), '');
});
