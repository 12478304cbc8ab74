import assert from 'node:assert/strict';
import {test} from 'node:test';
import {blank, errorAt, filled, idOf, inWords, isPlain, otherId, settingsOf, unplaced, withoutSecrets} from '../../main/web/channel-form.js';

/** @typedef {import('../../main/web/types.d.ts').FormField} FormField */

/** @param {string} key @param {FormField['kind']} kind @param {Partial<FormField>} [more] @returns {FormField} */
const field = (key, kind, more = {}) => ({key, kind, label: {fr: key}, help: {}, ...more});

const FIELDS = [
  field('address', 'text', {required: true}),
  field('folders', 'text', {many: true}),
  field('number', 'flag', {fallback: 'true'}),
  field('imap', 'group', {fields: [
    field('host', 'text', {required: true}), field('port', 'number', {fallback: '993'}),
    field('password', 'text', {required: true, secret: true}), field('token', 'text', {secret: true}),
  ]}),
  field('proxy', 'group', {optional: true, fields: [field('host', 'text')]}),
  field('topics', 'group', {many: true, fields: [field('name', 'text', {required: true}), field('urgent', 'flag', {fallback: 'false'})]}),
];

test('an empty form sends what is not optional, and nothing else', () => {
  assert.deepEqual(settingsOf(FIELDS, blank(FIELDS)), {imap: {}});
});

test('what is typed is sent as texts, lists line by line, and what is as the form has it is left out', () => {
  const typed = blank(FIELDS);
  Object.assign(typed, {address: 'a@b.example', folders: ' INBOX \n\nVoirie\n', number: false, proxy: {host: 'p'}, topics: [{name: 'Rues', urgent: true}, {name: 'Eaux', urgent: false}]});
  Object.assign(/** @type {object} */ (typed.imap), {host: 'imap', port: ' 143 ', password: ' mot de passe '});
  assert.deepEqual(settingsOf(FIELDS, typed), {
    address: 'a@b.example', folders: ['INBOX', 'Voirie'], number: false, proxy: {host: 'p'}, imap: {host: 'imap', port: '143', password: ' mot de passe '},
    topics: [{name: 'Rues', urgent: true}, {name: 'Eaux'}],
  });
});

test('what is kept is typed again as it is, and sent unchanged; a secret stays unless it is taken away', () => {
  const kept = {address: 'a@b.example', folders: ['INBOX', 'Voirie'], number: false, imap: {host: 'imap', port: 143}, topics: [{name: 'Rues'}]};
  const typed = filled(FIELDS, kept);
  assert.deepEqual(settingsOf(FIELDS, typed), {...kept, imap: {host: 'imap', port: '143'}});
  assert.deepEqual(settingsOf(FIELDS, typed, new Set(['imap.token'])).imap, {host: 'imap', port: '143', token: null});
});

test('what outlives a reload has no secret, wherever it stands, and is filled in again as it was typed', () => {
  const fields = [...FIELDS, field('proxies', 'group', {many: true, fields: [field('url', 'address'), field('key', 'text', {secret: true})]})];
  const typed = filled(fields, {address: 'a@b.example', number: false, imap: {host: 'imap', password: 'secret', token: 'secret'}, proxies: [{url: 'https://me:secret@proxy.example/', key: 'secret'}, {url: 'https://proxy.example/@me'}]});
  const left = withoutSecrets(fields, typed);
  assert.ok(!JSON.stringify(left).includes('secret'));
  assert.deepEqual(filled(fields, left), filled(fields, {address: 'a@b.example', number: false, imap: {host: 'imap'}, proxies: [{}, {url: 'https://proxy.example/@me'}]}));
});

test('a field that has a default stands behind the others until it is another one', () => {
  const [, , , imap] = FIELDS;
  const [host, port, password] = imap?.fields ?? [];
  assert.ok(host && port && password);
  assert.equal(isPlain(host, {host: ''}), true);
  assert.equal(isPlain(password, {}), true);
  assert.equal(isPlain(port, {port: ''}), false);
  assert.equal(isPlain(port, {port: '143'}), true);
  assert.equal(isPlain(FIELDS[2] ?? host, {number: true}), false);
  assert.equal(isPlain(FIELDS[2] ?? host, {number: false}), true);
});

test('mistakes are found at their fields, those of a list at the list, and the others are not lost', () => {
  const errors = ['settings.imap.port', 'settings.folders.2', 'settings.topics.1.name', 'settings.hots', 'id'].map((place) => ({field: place, detail: ''}));
  assert.equal(errorAt(errors, 'imap.port')?.field, 'settings.imap.port');
  assert.equal(errorAt(errors, 'folders'), undefined);
  assert.equal(errorAt(errors, 'folders', true)?.field, 'settings.folders.2');
  assert.deepEqual(unplaced(errors, FIELDS, {...blank(FIELDS), topics: [{name: ''}]}).map(({field: place}) => place), ['settings.hots']);
});

test('an id is made from a name', () => {
  assert.equal(idOf('Courriel de l’État civil'), 'courriel-de-l-etat-civil');
  assert.equal(idOf(' — '), '');
  assert.equal(idOf(`${'a'.repeat(39)} b`).length, 39);
});

test('words are in the agent’s language, else in the other', () => {
  assert.equal(inWords({fr: 'Serveur', en: 'Server'}, 'fr'), 'Serveur');
  assert.equal(inWords({en: 'Server'}, 'fr'), 'Server');
  assert.equal(inWords(undefined, 'en'), '');
});

test('where an id is taken the next free one like it is offered', () => {
  assert.equal(otherId('courriel', ['courriel']), 'courriel-2');
  assert.equal(otherId('courriel', ['courriel', 'courriel-2']), 'courriel-3');
  assert.equal(otherId('courriel-2', []), 'courriel-3');
  assert.equal(otherId('a'.repeat(40), []), `${'a'.repeat(38)}-2`);
});
