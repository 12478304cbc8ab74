import assert from 'node:assert/strict';
import {afterEach, beforeEach, mock, test} from 'node:test';
import {LiveChanges} from '../../main/web/live.js';

/** The browser's EventSource, played by hand. */
class Source extends EventTarget {
  static CLOSED = 2;
  /** @type {Source[]} */
  static made = [];
  readyState = 0;
  onopen = () => {};
  onerror = () => {};

  /** @param {string} address */
  constructor(address) {
    super();
    this.address = address;
    Source.made.push(this);
  }

  close() {
    this.readyState = Source.CLOSED;
  }

  opened() {
    this.readyState = 1;
    this.onopen();
  }

  /** @param {string} type @param {unknown} data @param {string} id */
  say(type, data, id) {
    this.dispatchEvent(Object.assign(new Event(type), {data: JSON.stringify(data), lastEventId: id}));
  }
}

const page = /** @type {any} */ (globalThis);
/** @type {unknown[]} */
let heard = [];
/** @type {LiveChanges} */
let live;

beforeEach(() => {
  mock.timers.enable({apis: ['setTimeout']});
  mock.method(Math, 'random', () => 1);
  Source.made = [];
  heard = [];
  page.EventSource = Source;
  page.window = page;
  page.document = Object.assign(new EventTarget(), {visibilityState: 'visible'});
  page.addEventListener = () => {};
  page.removeEventListener = () => {};
  live = new LiveChanges((change) => heard.push(change), () => heard.push('reset'), () => heard.push('refused'), (event) => heard.push(event));
  live.start();
});

afterEach(() => {
  live.stop();
  mock.timers.reset();
  mock.restoreAll();
});

const last = () => /** @type {Source} */ (Source.made.at(-1));

test('changes are handed on, and the connection is told', () => {
  assert.equal(live.connection, 'connecting');
  last().opened();
  assert.equal(live.connection, 'live');
  last().say('change', {kind: 'message.received'}, '7');
  assert.deepEqual(heard, [{kind: 'message.received'}]);
});

test('after an interruption the stream goes on from the change heard last', () => {
  last().opened();
  last().say('change', {kind: 'note.written'}, '7-1');
  last().onerror();
  assert.equal(live.connection, 'connecting');
  mock.timers.tick(499);
  assert.equal(Source.made.length, 1);
  mock.timers.tick(1);
  assert.equal(last().address, '/api/v1/events?after=7-1');
  last().opened();
  assert.equal(live.connection, 'live');
  assert.deepEqual(heard, [{kind: 'note.written'}], 'nothing has to be read again');
});

test('an interruption before the first change means reading again', () => {
  last().opened();
  last().onerror();
  mock.timers.tick(500);
  last().opened();
  assert.deepEqual(heard, ['reset']);
});

test('a server that says too much has happened means reading again, from its id', () => {
  last().opened();
  last().say('reset', {}, '99');
  last().onerror();
  mock.timers.tick(500);
  assert.deepEqual(heard, ['reset']);
  assert.equal(last().address, '/api/v1/events?after=99');
});

test('an answer that is no stream is told, and tried again with growing pauses', () => {
  for (const pause of [500, 1_000, 2_000]) {
    last().readyState = Source.CLOSED;
    last().onerror();
    const before = Source.made.length;
    mock.timers.tick(pause - 1);
    assert.equal(Source.made.length, before);
    mock.timers.tick(1);
    assert.equal(Source.made.length, before + 1);
  }
  assert.deepEqual(heard, ['refused', 'refused', 'refused']);
});

test('who leaves is not connected again', () => {
  last().opened();
  last().onerror();
  live.stop();
  mock.timers.tick(60_000);
  assert.equal(Source.made.length, 1);
  assert.equal(live.connection, 'offline');
});
