import assert from 'node:assert/strict';
import {test} from 'node:test';

const page = /** @type {any} */ (globalThis);
page.sessionStorage = {getItem: () => null, setItem: () => {}, removeItem: () => {}};
let answer = () => {};
page.fetch = () => new Promise((resolve) => (answer = () => resolve({ok: true, status: 201, json: async () => ({conversation: 7})})));

const {Calls} = await import('../../main/web/state/calls.js');

/** @param {string} note */
function noted(note) {
  const calls = new Calls();
  calls.of('julien');
  calls.write({note});
  return {calls, saving: calls.save(/** @type {any} */ ({page: '/channels/telephone'}))};
}

test('a note that is saved is not in the form any more', async () => {
  const {calls, saving} = noted('Demande les horaires.');
  answer();
  assert.equal((await saving).conversation, 7);
  assert.equal(calls.note.note, '');
});

test('what is typed while a note is saved stays, under a key of its own, and goes where the first part went', async () => {
  const {calls, saving} = noted('Demande les horaires.');
  const {key} = calls.note;
  calls.write({note: 'Demande les horaires. Rappelle demain.'});
  answer();
  await saving;
  assert.equal(calls.note.note, 'Rappelle demain.');
  assert.equal(calls.note.conversation, 7);
  assert.notEqual(calls.note.key, key);
});

test('what is cleared can be put back as it was', () => {
  const calls = new Calls();
  calls.of('julien');
  calls.write({caller: '+33199000001', note: 'Demande les horaires.'});
  const before = calls.clear();
  assert.equal(calls.dirty, false);
  calls.write(before);
  assert.deepEqual([calls.note.caller, calls.note.note], ['+33199000001', 'Demande les horaires.']);
});

test('that its call is answered meanwhile makes no other note of what is saved', async () => {
  const {calls, saving} = noted('Demande les horaires.');
  calls.write({call: 'c1'});
  answer();
  await saving;
  assert.equal(calls.dirty, false);
});
