import assert from 'node:assert/strict';
import {afterEach, beforeEach, mock, test} from 'node:test';
import {Ahead} from '../../main/web/state/ahead.js';

/** What was read. @type {number[]} */
let read = [];
/** What was read and then not wanted. @type {number[]} */
let stopped = [];
let hears = true;
let answers = true;
/** @type {Ahead} */
let ahead;

beforeEach(() => {
  mock.timers.enable({apis: ['setTimeout', 'Date']});
  read = [];
  hears = true;
  answers = true;
  stopped = [];
  ahead = new Ahead(async (number, id, signal) => {
    read.push(number);
    signal.addEventListener('abort', () => stopped.push(number));
    if (!answers) throw new Error('no answer');
    return /** @type {any} */ ({conversation: {id, number}, page: {items: []}});
  }, () => hears);
});

afterEach(() => mock.timers.reset());

/** @param {number} number */
function looked(number) {
  ahead.look(number, `c${number}`);
  mock.timers.tick(1_000);
}

test('the conversation of a row that is looked at is there when it is opened, once', async () => {
  looked(7);
  const taken = await ahead.take(7);
  assert.equal(taken?.conversation.number, 7);
  assert.equal(ahead.take(7), undefined);
  assert.deepEqual(read, [7]);
});

test('of rows that are gone past nothing is read, and of those that are looked at the last is kept', () => {
  for (let number = 1; number <= 9; number++) ahead.look(number, `c${number}`);
  mock.timers.tick(1_000);
  assert.deepEqual(read, [9]);
  looked(10);
  assert.deepEqual(stopped, [9]);
  assert.equal(ahead.take(9), undefined);
});

test('whoever looks away before a glance is over reads nothing, and keeps what was read', () => {
  ahead.look(7, 'c7');
  ahead.lookAway();
  mock.timers.tick(1_000);
  assert.deepEqual(read, []);
  looked(8);
  ahead.lookAway();
  assert.ok(ahead.take(8));
  assert.deepEqual(stopped, []);
});

test('what was read long ago is not taken', () => {
  looked(7);
  mock.timers.tick(60_000);
  assert.equal(ahead.take(7), undefined);
});

test('a row that is pressed is read at once, and not again', () => {
  ahead.look(7, 'c7');
  ahead.look(7, 'c7', 0);
  ahead.look(7, 'c7', 0);
  ahead.look(7, 'c7');
  mock.timers.tick(1_000);
  assert.deepEqual(read, [7]);
});

test('what changed since, or may have, is not taken', () => {
  for (const change of [{conversationId: 'c7'}, {}]) {
    looked(7);
    ahead.heard({kind: 'conversation.changed', at: '', ...change});
    assert.equal(ahead.take(7), undefined);
  }
  looked(7);
  ahead.readAgain();
  assert.equal(ahead.take(7), undefined);
  looked(7);
  ahead.heard({kind: 'message.received', at: '', conversationId: 'c8'});
  assert.ok(ahead.take(7));
});

test('where no change would be heard nothing is read or taken ahead', () => {
  hears = false;
  looked(7);
  assert.deepEqual(read, []);
  hears = true;
  looked(8);
  hears = false;
  assert.equal(ahead.take(8), undefined);
});

test('what could not be read ahead is as if nobody had tried, unless it is waited for', async () => {
  answers = false;
  looked(7);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(ahead.take(7), undefined);
  looked(7);
  await assert.rejects(async () => ahead.take(7), /no answer/);
});
