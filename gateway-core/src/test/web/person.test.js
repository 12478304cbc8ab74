import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import {Person} from '../../main/web/state/person.js';

const page = /** @type {any} */ (globalThis);
/** What the server has, by id. @type {Record<string, {id: string, version: number, name: string, note?: {text: string}}>} */
let people = {};
/** While a change is under way. @type {(() => void) | undefined} */
let meanwhile;
/** @type {Person} */
let person;

/** As the server does. @param {string} id @param {{version: number, name?: string, note?: string}} wish */
function change(id, {version, name, note}) {
  const known = people[id];
  if (version !== known.version) return new Response(JSON.stringify({type: '/problems/contact-changed', title: 'Changed', status: 409}), {status: 409});
  people[id] = {...known, version: version + 1, name: name ?? known.name, note: note === undefined ? known.note : {text: note}};
  return new Response(JSON.stringify(people[id]));
}

beforeEach(async () => {
  people = {lea: {id: 'lea', version: 3, name: 'Léa Martin'}, paul: {id: 'paul', version: 40, name: 'Paul Roux'}};
  meanwhile = undefined;
  page.fetch = async (/** @type {string} */ address, /** @type {RequestInit} */ {method, body}) => {
    const [, , , , id, more] = address.split('?')[0].split('/');
    if (method !== 'PATCH') return new Response(JSON.stringify(more ? {items: []} : people[id]));
    const answer = change(id, JSON.parse(String(body)));
    meanwhile?.();
    return answer;
  };
  person = new Person();
  await show('lea');
});

/** @param {string} id */
async function show(id) {
  person.follow(id, false);
  while (person.known?.id !== id) await new Promise((resolve) => setImmediate(resolve));
}

/** @param {string} text */
function begin(text) {
  person.begin('note');
  person.type(text);
}

test('what was typed is saved and left no more', async () => {
  begin('Entend mal.');
  assert.equal(await person.save(), true);
  assert.equal(people.lea.note?.text, 'Entend mal.');
  assert.equal(person.leftOf('lea'), undefined);
});

test('what is typed while it is saved is left, and is saved next', async () => {
  begin('Entend mal.');
  meanwhile = () => person.type('Entend mal, écrire plutôt.');
  await person.save();
  assert.equal(person.leftOf('lea')?.text, 'Entend mal, écrire plutôt.');
  meanwhile = undefined;
  assert.equal(await person.save(), true);
  assert.equal(people.lea.note?.text, 'Entend mal, écrire plutôt.');
});

test('it is left too where somebody else is shown by then, and never saved by the version of that one', async () => {
  begin('Entend mal.');
  meanwhile = () => {
    person.type('Entend mal, écrire plutôt.');
    person.follow('paul', false);
  };
  await person.save();
  meanwhile = undefined;
  assert.equal(person.leftOf('lea')?.text, 'Entend mal, écrire plutôt.');
  assert.equal(person.leftOf('lea')?.version, 3);
  await show('lea');
  assert.equal(await person.save(), false);
  assert.equal(person.edit?.outdated, true);
  assert.equal(await person.save(), true);
  assert.equal(people.lea.note?.text, 'Entend mal, écrire plutôt.');
});

test('what somebody else changed meanwhile is told before it is overwritten', async () => {
  begin('Entend mal.');
  people.lea = {...people.lea, version: 4, note: {text: 'Préfère le matin.'}};
  assert.equal(await person.save(), false);
  assert.equal(person.edit?.outdated, true);
  assert.equal(person.known?.note?.text, 'Préfère le matin.');
  assert.equal(await person.save(), true);
  assert.equal(people.lea.note?.text, 'Entend mal.');
});
