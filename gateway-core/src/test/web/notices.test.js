import assert from 'node:assert/strict';
import {mock, test} from 'node:test';
import {Notices} from '../../main/web/state/notices.js';

/** @param {Notices} notices */
const texts = (notices) => notices.shown.map(({text}) => text);
const offer = (act = () => {}) => ({label: 'Undo', act, milliseconds: 10_000});

mock.timers.enable({apis: ['setTimeout']});

test('a problem stays until it is put away, whatever else is said', () => {
  const notices = new Notices();
  notices.bad('lost');
  for (const text of ['a', 'b', 'c', 'd', 'e']) notices.good(text);
  assert.deepEqual(texts(notices), ['lost', 'c', 'd', 'e']);
  mock.timers.tick(60_000);
  assert.deepEqual(texts(notices), ['lost']);
  notices.dismiss(notices.shown[0].id);
  assert.deepEqual(texts(notices), []);
});

test('many problems stay beside each other, and what was done is said beside them', () => {
  const notices = new Notices();
  for (const text of ['1', '2', '3', '4', '5', '6']) notices.bad(text);
  notices.good('done');
  assert.deepEqual(texts(notices), ['1', '2', '3', '4', '5', '6', 'done']);
  notices.good('done too');
  assert.deepEqual(texts(notices), ['1', '2', '3', '4', '5', '6', 'done', 'done too']);
});

test('the same problem said again stands once, as what came last', () => {
  const notices = new Notices();
  notices.bad('away');
  notices.bad('refused');
  const [{id}] = notices.shown;
  notices.bad('away');
  assert.deepEqual(texts(notices), ['refused', 'away']);
  assert.ok(notices.shown.every((notice) => notice.id !== id));
});

test('the latest thing done that can be undone is, then the one before it, and news is none', () => {
  const notices = new Notices();
  /** @type {string[]} */
  const undone = [];
  notices.good('one', offer(() => undone.push('one')));
  notices.good('two', offer(() => undone.push('two')));
  notices.good('not to be undone');
  notices.news('somebody wrote', offer(() => undone.push('news')));
  notices.act(notices.undoing);
  notices.act(notices.undoing);
  assert.deepEqual(undone, ['two', 'one']);
  assert.equal(notices.undoing, undefined);
  notices.act(notices.undoing);
  assert.deepEqual(undone, ['two', 'one']);
});

test('what is no longer offered is not undone', () => {
  const notices = new Notices();
  notices.good('one', offer());
  mock.timers.tick(10_000);
  assert.equal(notices.undoing, undefined);
});

test('what can be undone is shown longer than what only says so, where there is little room', () => {
  const notices = new Notices();
  for (const text of ['1', '2', '3']) notices.bad(text);
  notices.good('sent', offer());
  notices.good('noted');
  notices.good('noted too');
  assert.deepEqual(texts(notices), ['1', '2', '3', 'sent', 'noted too']);
  for (const {id} of notices.shown) notices.dismiss(id);
  notices.good('sent', offer());
  for (const text of ['a', 'b', 'c', 'd']) notices.good(text);
  assert.deepEqual(texts(notices), ['sent', 'b', 'c', 'd']);
});

test('whoever comes next has nothing to undo', () => {
  const notices = new Notices();
  notices.good('sent', offer());
  notices.forget();
  assert.equal(notices.undoing, undefined);
});

test('an offer is taken once, however often it is pressed', () => {
  const notices = new Notices();
  let times = 0;
  notices.good('one', offer(() => times++));
  const [notice] = notices.shown;
  notices.act(notice);
  notices.act(notice);
  assert.equal(times, 1);
});

test('an offer that waits for its agent outlasts whatever else is done', () => {
  const notices = new Notices();
  notices.news('new version', {label: 'Load', act: () => {}, milliseconds: 0});
  for (const text of ['a', 'b', 'c', 'd', 'e', 'f']) notices.good(text, offer());
  notices.bad('lost');
  assert.equal(texts(notices)[0], 'new version');
  mock.timers.tick(60_000);
  assert.deepEqual(texts(notices), ['new version', 'lost']);
});
