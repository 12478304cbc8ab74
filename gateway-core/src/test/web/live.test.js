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
  mock.timers.enable({apis: ['setTimeout', 'setInterval', 'Date'], now: 1_000_000});
  mock.method(Math, 'random', () => 1);
  Source.made = [];
  heard = [];
  page.EventSource = Source;
  page.window = page;
  page.document = Object.assign(new EventTarget(), {visibilityState: 'visible'});
  const network = new EventTarget();
  page.addEventListener = network.addEventListener.bind(network);
  page.removeEventListener = network.removeEventListener.bind(network);
  page.dispatchEvent = network.dispatchEvent.bind(network);
  live = new LiveChanges((change) => heard.push(change), () => heard.push('reset'), () => heard.push('refused'), (event) => heard.push(event), (desk) => heard.push(desk));
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

test('a stream that falls silent is made anew from where it was, however long nobody ended it', () => {
  last().opened();
  last().say('change', {kind: 'note.written'}, '7-1');
  last().say('beat', {desk: 'v1'}, '');
  mock.timers.tick(40_000);
  assert.equal(Source.made.length, 1);
  last().say('beat', {desk: 'v1'}, '');
  mock.timers.tick(40_000);
  assert.equal(Source.made.length, 1);
  mock.timers.tick(5_000);
  assert.equal(Source.made.length, 2);
  assert.equal(Source.made[0].readyState, Source.CLOSED);
  assert.equal(last().address, '/api/v1/events?after=7-1');
  assert.equal(live.connection, 'connecting');
});

test('a node from before sends no beats, and is not taken for silent', () => {
  last().opened();
  last().say('change', {kind: 'note.written'}, '7-1');
  mock.timers.tick(600_000);
  assert.equal(Source.made.length, 1);
});

test('a network that goes is told at once, and one that is back is tried at once', () => {
  last().opened();
  page.dispatchEvent(new Event('offline'));
  assert.equal(live.connection, 'connecting');
  assert.equal(live.since, Date.now());
  mock.timers.tick(90_000);
  const tried = Source.made.length;
  page.dispatchEvent(new Event('online'));
  assert.equal(Source.made.length, tried + 1);
  last().opened();
  assert.equal(live.connection, 'live');
});

test('a lid that was closed for long is a stream made anew', () => {
  last().opened();
  page.document.visibilityState = 'hidden';
  page.document.dispatchEvent(new Event('visibilitychange'));
  mock.timers.tick(59_000);
  page.document.visibilityState = 'visible';
  page.document.dispatchEvent(new Event('visibilitychange'));
  assert.equal(Source.made.length, 1);
  page.document.visibilityState = 'hidden';
  page.document.dispatchEvent(new Event('visibilitychange'));
  mock.timers.tick(61_000);
  page.document.visibilityState = 'visible';
  page.document.dispatchEvent(new Event('visibilitychange'));
  assert.equal(Source.made.length, 2);
});

test('which version of the desk the node serves is handed on', () => {
  last().opened();
  last().say('beat', {desk: 'v2'}, '');
  assert.deepEqual(heard, ['v2']);
});

test('an attempt that neither succeeds nor fails is given up', () => {
  last().opened();
  last().say('beat', {desk: 'v1'}, '');
  mock.timers.tick(45_000);
  assert.equal(Source.made.length, 2);
  mock.timers.tick(45_000);
  mock.timers.tick(1_000);
  assert.equal(Source.made.length, 3);
});
