import assert from 'node:assert/strict';
import {afterEach, beforeEach, mock, test} from 'node:test';
import {Inbox} from '../../main/web/state/inbox.js';
import {Selection} from '../../main/web/state/selection.js';

/** @typedef {import('../../main/web/types.d.ts').ConversationRow} Row */

const page = /** @type {any} */ (globalThis);
/** What the server has, by id. @type {Map<string, any>} */
let world = new Map();
/** @type {string[]} */
let asked = [];
/** Answers wait here as long as it is not empty. @type {(() => void)[] | undefined} */
let held;
/** @type {Inbox} */
let inbox;

/** Searches that the server does not understand. */
const refusing = new Set(['tag:nothing', 'before:never']);

/** @param {number} number @param {object} [fields] */
function conversation(number, fields) {
  const id = String(number).padStart(6, '0');
  world.set(id, {id, number, version: (world.get(id)?.version ?? 0) + 1, state: 'open', channelId: 'mairie', contact: {id: 'lea'}, lastMessageAt: '2026-11-02T08:00:00Z', unread: true, ...fields});
  return id;
}

/** As the server does, by arrival. @param {string} address */
function answer(address) {
  asked.push(address);
  const {pathname, searchParams} = new URL(address, 'http://desk');
  if (pathname.endsWith('/views')) return [];
  const ids = searchParams.get('ids')?.split(',');
  if (ids) return {items: ids.flatMap((id) => world.get(id) ?? [])};
  const limit = Number(searchParams.get('limit'));
  const after = searchParams.get('cursor') ?? '~';
  const rows = [...world.values()].filter(({id, state}) => state === 'open' && id < after).sort((a, b) => (a.id < b.id ? 1 : -1));
  return {items: rows.slice(0, limit), next: rows.length > limit ? rows[limit - 1].id : undefined};
}

beforeEach(() => {
  mock.timers.enable({apis: ['setTimeout']});
  world = new Map();
  asked = [];
  held = undefined;
  page.fetch = async (/** @type {string} */ address) => {
    const body = JSON.stringify(answer(address));
    if (refusing.has(new URL(address, 'http://desk').searchParams.get('q') ?? '')) return new Response(JSON.stringify({type: `/problems/search-${address.includes('tag') ? 'value' : 'date'}`, title: 'Not understood', status: 400}), {status: 400});
    if (held) await new Promise((resolve) => held?.push(() => resolve(undefined)));
    return new Response(body, {headers: {'Content-Type': 'application/json'}});
  };
  inbox = new Inbox(() => 'me');
});

afterEach(() => mock.timers.reset());

/** Lets what waits for its time and for answers come to its end. */
async function settle() {
  for (let i = 0; i < 12; i++) {
    mock.timers.tick(1_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** @param {number} count */
function fill(count) {
  for (let number = 1; number <= count; number++) conversation(number);
}

const show = () => inbox.show({place: 'list', view: 'to-handle'}, 'arrival');

test('pages are read as the reader goes on, each once', async () => {
  fill(250);
  await show();
  await Promise.all([inbox.more(), inbox.more()]);
  assert.equal(inbox.rows.length, 200);
  await inbox.more();
  assert.equal(inbox.rows.length, 250);
  await inbox.more();
  assert.equal(asked.filter((address) => address.includes('/conversations')).length, 3);
});

test('a change costs one look at its conversation, however much is read', async () => {
  fill(300);
  await show();
  await inbox.more();
  await inbox.more();
  asked = [];
  inbox.heard(conversation(5, {state: 'waiting'}));
  inbox.heard(conversation(301));
  await settle();
  assert.deepEqual(inbox.rows.map(({number}) => number), [301, ...Array.from({length: 300}, (_, at) => 300 - at).filter((number) => number !== 5)]);
  assert.equal(asked.filter((address) => address.includes('/conversations')).length, 1);
});

test('what comes after the last page read is not shown before it', async () => {
  fill(250);
  await show();
  inbox.heard(conversation(20));
  await settle();
  assert.equal(inbox.rows.length, 100);
  assert.equal(inbox.rows.at(-1)?.number, 151);
  await inbox.more();
  await inbox.more();
  assert.equal(inbox.rows.length, 250);
});

test('a page that was on its way does not bring back what left meanwhile', async () => {
  fill(150);
  await show();
  held = [];
  const more = inbox.more();
  await new Promise((resolve) => setImmediate(resolve));
  inbox.heard(conversation(10, {state: 'resolved'}));
  await settle();
  const waiting = held;
  held = undefined;
  for (const release of waiting) release();
  await more;
  await settle();
  assert.ok(!inbox.rows.some(({number}) => number === 10));
});

test('after a long absence as much is read again as was read before', async () => {
  fill(250);
  await show();
  await inbox.more();
  world.delete('000240');
  conversation(251);
  inbox.readAgain();
  await settle();
  assert.equal(inbox.rows.length, 200);
  assert.equal(inbox.rows[0].number, 251);
  assert.ok(!inbox.rows.some(({number}) => number === 240));
  await inbox.more();
  assert.equal(inbox.rows.at(-1)?.number, 1);
});

test('an answer of the view before is dropped', async () => {
  fill(3);
  held = [];
  const first = inbox.show({place: 'list', view: 'to-handle'}, 'arrival');
  await new Promise((resolve) => setImmediate(resolve));
  const late = held;
  held = undefined;
  conversation(4);
  await inbox.show({place: 'list', view: 'all'}, 'arrival');
  assert.equal(inbox.rows.length, 4);
  for (const release of late) release();
  await first;
  assert.equal(inbox.rows.length, 4);
});

test('changes that could not be read are read with the next one', async () => {
  fill(3);
  await show();
  const {fetch} = page;
  page.fetch = async () => new Response('{}', {status: 503});
  inbox.heard(conversation(4));
  await settle();
  page.fetch = fetch;
  inbox.heard(conversation(5));
  await settle();
  assert.deepEqual(inbox.rows.map(({number}) => number), [5, 4, 3, 2, 1]);
});

test('what was read stays read, whatever answer from before was on its way', async () => {
  const id = conversation(1);
  await show();
  held = [];
  inbox.heard(id);
  await settle();
  world.set(id, {...world.get(id), unread: false});
  inbox.mark(id, false);
  const before = held;
  held = undefined;
  for (const release of before) release();
  await settle();
  assert.equal(inbox.rows[0].unread, false);
});

test('more is chosen from the row chosen last, in either direction', async () => {
  fill(6);
  await show();
  const selection = new Selection(inbox);
  const chosen = () => selection.rows.map(({number}) => number);
  selection.toggle('000004');
  selection.extend('000002');
  assert.deepEqual(chosen(), [4, 3, 2]);
  selection.toggle('000003');
  assert.deepEqual(chosen(), [4, 2]);
  selection.extend('000005');
  assert.deepEqual(chosen(), [5, 4, 3, 2]);
});

test('what leaves the list is not chosen any more, and another view begins without any', async () => {
  fill(4);
  await show();
  const selection = new Selection(inbox);
  selection.all();
  inbox.heard(conversation(2, {state: 'resolved'}));
  await settle();
  assert.equal(selection.size, 3);
  await inbox.show({place: 'list', view: 'waiting'}, 'activity');
  assert.equal(selection.size, 0);
});

test('from one search to the next, what was found stays until the answer comes, and the request before is given up', async () => {
  fill(3);
  await inbox.show({place: 'list', view: 'all', q: 'rue'}, 'activity');
  assert.equal(inbox.rows.length, 3);
  /** @type {AbortSignal[]} */
  const signals = [];
  const {fetch} = page;
  page.fetch = (/** @type {string} */ address, /** @type {RequestInit} */ init) => {
    if (init.signal) signals.push(init.signal);
    return fetch(address);
  };
  held = [];
  const second = inbox.show({place: 'list', view: 'all', q: 'rue du'}, 'activity');
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(inbox.rows.length, 3);
  assert.equal(signals[0].aborted, false);
  world.clear();
  conversation(9);
  const third = inbox.show({place: 'list', view: 'all', q: 'rue du port'}, 'activity');
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(signals.map(({aborted}) => aborted), [true, false]);
  const [late, latest] = held;
  held = undefined;
  latest();
  await third;
  assert.deepEqual(inbox.rows.map(({number}) => number), [9]);
  late();
  await second;
  assert.deepEqual(inbox.rows.map(({number}) => number), [9]);
});

test('a search that fails shows nothing of the one before', async () => {
  fill(3);
  await inbox.show({place: 'list', view: 'all', q: 'rue'}, 'activity');
  page.fetch = async () => new Response('{"type": "/problems/search-operator"}', {status: 400});
  await inbox.show({place: 'list', view: 'all', q: 'chanel:x'}, 'activity');
  assert.equal(inbox.rows.length, 0);
  assert.ok(inbox.problem);
});

test('a row that changes keeps where it matched', async () => {
  const match = {messageId: 'm', text: 'rue', ranges: [[0, 3]]};
  const id = conversation(1, {match});
  await inbox.show({place: 'list', view: 'all', q: 'rue'}, 'activity');
  inbox.heard(conversation(1, {subject: 'Autre', match: undefined}));
  await settle();
  assert.equal(inbox.rows[0].subject, 'Autre');
  assert.deepEqual(inbox.rows[0].match, match);
  assert.equal(inbox.rows[0].id, id);
});

test('a refused search is asked again on purpose: what it names may have been made meanwhile', async () => {
  conversation(1);
  await inbox.show({place: 'list', view: 'all', q: 'tag:nothing'}, 'promise');
  inbox.askAgain();
  await settle();
  assert.equal(inbox.refused, true);
  refusing.delete('tag:nothing');
  inbox.askAgain();
  await settle();
  refusing.add('tag:nothing');
  assert.deepEqual([inbox.refused, inbox.rows.length], [false, 1]);
  const before = asked.length;
  inbox.askAgain();
  await settle();
  assert.equal(asked.length, before);
  await inbox.show({place: 'list', view: 'all', q: 'before:never'}, 'promise');
  assert.equal(inbox.askAgain(), false);
});

test('a search that is refused for what was typed is asked once, until something else is typed', async () => {
  conversation(1);
  await inbox.show({place: 'list', view: 'all', q: 'tag:nothing'}, 'activity');
  assert.equal(inbox.refused, true);
  const searches = () => asked.filter((address) => address.includes('q=')).length;
  assert.equal(searches(), 1);
  await inbox.show({place: 'list', view: 'all', q: 'tag:nothing'}, 'activity');
  inbox.readAgain();
  await settle();
  assert.equal(searches(), 1);
  await inbox.show({place: 'list', view: 'all', q: 'lamp'}, 'activity');
  assert.equal(searches(), 2);
  assert.deepEqual([inbox.refused, inbox.rows.length], [false, 1]);
});

test('a list that could not be read is read again', async () => {
  conversation(1);
  const {fetch} = page;
  page.fetch = async () => new Response(JSON.stringify({type: '/problems/server', title: 'No', status: 500}), {status: 500});
  await inbox.show({place: 'list', view: 'all', q: 'lamp'}, 'activity');
  assert.equal(inbox.refused, false);
  page.fetch = fetch;
  await inbox.show({place: 'list', view: 'all', q: 'lamp'}, 'activity');
  assert.equal(inbox.rows.length, 1);
});
