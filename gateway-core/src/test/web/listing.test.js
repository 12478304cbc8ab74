import assert from 'node:assert/strict';
import {test} from 'node:test';
import {belongs, orderOf, placed, sortsOf} from '../../main/web/listing.js';

/** @param {string} id @param {object} [fields] @returns {any} */
const row = (id, fields) => ({id, version: 1, state: 'open', lastMessageAt: '2026-11-02T08:00:00Z', channelId: 'mairie', ...fields});
/** @param {{id: string}[]} rows */
const ids = (rows) => rows.map(({id}) => id).join('');
const everything = () => true;

test('the longest owed comes first, then what owes nothing, the latest to arrive first', () => {
  const rows = [row('a'), row('b', {owedSince: '2026-11-02T08:00:00Z'}), row('c', {owedSince: '2026-11-02T07:00:00Z'}), row('d')];
  assert.equal(ids(rows.sort(orderOf('promise'))), 'cbda');
});

test('what is urgent goes before what is owed longer', () => {
  const rows = [row('a', {owedSince: '2026-11-02T07:00:00Z'}), row('b', {urgent: true}), row('c', {urgent: true, owedSince: '2026-11-02T08:00:00Z'})];
  assert.equal(ids(rows.sort(orderOf('promise'))), 'cba');
});

test('what is snoozed comes back in the order of its moments, and waits for nobody', () => {
  const rows = [row('a', {snoozedUntil: '2026-11-03T08:00:00Z'}), row('b', {snoozedUntil: '2026-11-02T08:00:00Z'})];
  assert.equal(ids(rows.sort(orderOf('return'))), 'ba');
  assert.deepEqual(['snoozed', 'waiting'].filter((view) => belongs({...rows[0], state: 'waiting'}, {view}, 'me')), ['snoozed']);
});

test('what waits for an expert is in a view of its own, the longest owed first', () => {
  const asked = row('a', {state: 'waiting', expert: ''});
  assert.deepEqual(['to-handle', 'waiting', 'expert', 'snoozed', 'all'].filter((view) => belongs(asked, {view}, 'me')), ['expert', 'all']);
  assert.equal(belongs(row('b', {state: 'waiting'}), {view: 'expert'}, 'me'), false);
  assert.equal(sortsOf('expert')[0], 'promise');
});

test('a tag is a view', () => {
  const tagged = row('a', {tags: [{id: 'lamps', name: 'Éclairage'}]});
  assert.equal(belongs(tagged, {view: 'tag', id: 'lamps'}, 'me'), true);
  assert.equal(belongs(tagged, {view: 'tag', id: 'roads'}, 'me'), false);
});

test('microseconds decide, and a moment without any comes before them', () => {
  const rows = [row('a', {lastMessageAt: '2026-11-02T08:00:07.000001Z'}), row('b', {lastMessageAt: '2026-11-02T08:00:07Z'}), row('c', {lastMessageAt: '2026-11-02T08:00:07.000002Z'})];
  assert.equal(ids(rows.sort(orderOf('activity'))), 'cab');
});

test('of the same moment, the id decides as in the database', () => {
  const at = {owedSince: '2026-11-02T08:00:00Z'};
  assert.equal(ids([row('b', at), row('a', at)].sort(orderOf('promise'))), 'ab');
  assert.equal(ids([row('a'), row('b')].sort(orderOf('activity'))), 'ba');
  assert.equal(ids([row('a'), row('b')].sort(orderOf('arrival'))), 'ba');
});

test('a view holds what the server lists in it', () => {
  const mine = row('a', {assigneeId: 'me', teamId: 'roads'});
  const shown = ['to-handle', 'mine', 'waiting', 'resolved', 'all'].filter((view) => belongs(mine, {view}, 'me'));
  assert.deepEqual(shown, ['to-handle', 'mine', 'all']);
  assert.equal(belongs(mine, {view: 'team', id: 'roads'}, 'me'), true);
  assert.equal(belongs(mine, {view: 'team', id: 'schools'}, 'me'), false);
  assert.equal(belongs({...mine, state: 'waiting'}, {view: 'channel', id: 'mairie'}, 'me'), false);
  assert.equal(belongs({...mine, state: 'resolved'}, {view: 'mine'}, 'me'), false);
});

test('what has changed stands where the order has it, and what has left is gone', () => {
  const rows = ['d', 'c', 'b', 'a'].map((id) => row(id));
  const how = {holds: (/** @type {any} */ {state}) => state === 'open', order: orderOf('arrival')};
  assert.equal(ids(placed(rows, [row('bb', {version: 2})], {...how, asked: ['bb']})), 'dcbbba');
  assert.equal(ids(placed(rows, [row('c', {version: 2, state: 'resolved'})], {...how, asked: ['c']})), 'dba');
  assert.equal(ids(placed(rows, [], {...how, asked: ['d']})), 'cba', 'what exists no more');
});

test('an answer from before does not bring back what was newer', () => {
  const rows = [row('a', {version: 3, subject: 'now'})];
  const [kept] = placed(rows, [row('a', {version: 2, subject: 'before'})], {asked: ['a'], holds: everything, order: orderOf('arrival')});
  assert.equal(kept.subject, 'now');
});

test('what comes after the last page read is left to its page', () => {
  const rows = [row('d'), row('c')];
  const how = {holds: everything, order: orderOf('arrival'), edge: rows[1]};
  assert.equal(ids(placed(rows, [row('a')], {...how, asked: ['a']})), 'dc');
  assert.equal(ids(placed(rows, [row('e')], {...how, asked: ['e']})), 'edc');
});

test('however rows change, the list is the one that would be read', () => {
  let seed = 7;
  const random = (/** @type {number} */ below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  for (const sort of /** @type {const} */ (['promise', 'activity', 'arrival'])) {
    const order = orderOf(sort);
    const holds = (/** @type {any} */ {state}) => state === 'open';
    /** @type {Map<string, any>} */
    const world = new Map();
    /** @type {any[]} */
    let rows = [];
    for (let step = 1; step < 500; step++) {
      const id = String(random(60)).padStart(3, '0');
      const minute = String(random(60)).padStart(2, '0');
      world.set(id, row(id, {version: step, state: random(3) ? 'open' : 'resolved', lastMessageAt: `2026-11-02T08:${minute}:00Z`, owedSince: random(2) ? `2026-11-02T07:${minute}:00Z` : undefined}));
      rows = placed(rows, [world.get(id)], {asked: [id], holds, order});
    }
    assert.deepEqual(rows, [...world.values()].filter(holds).sort(order), sort);
  }
});

test('each view has a usual order, and none that the server refuses', () => {
  assert.equal(sortsOf('to-handle')[0], 'promise');
  assert.deepEqual(sortsOf('resolved'), ['activity']);
  assert.ok(!sortsOf('all').includes('promise'));
});
