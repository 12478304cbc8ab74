import assert from 'node:assert/strict';
import {mock, test} from 'node:test';
import {coalesce} from '../../main/web/coalesce.js';
import {union} from '../../main/web/state/thread.js';

test('a burst of wishes leads to one run, and wishes during a run to one more', async () => {
  mock.timers.enable({apis: ['setTimeout']});
  let runs = 0;
  /** @type {() => void} */
  let finish = () => {};
  const wish = coalesce(() => {
    runs++;
    return new Promise((resolve) => (finish = resolve));
  }, {delay: 50, interval: 0});
  for (let i = 0; i < 100; i++) wish();
  mock.timers.tick(49);
  assert.equal(runs, 0);
  mock.timers.tick(1);
  assert.equal(runs, 1);
  for (let i = 0; i < 100; i++) wish();
  mock.timers.tick(1_000);
  assert.equal(runs, 1, 'never two at once');
  finish();
  await Promise.resolve();
  await Promise.resolve();
  mock.timers.tick(50);
  assert.equal(runs, 2);
  mock.timers.reset();
});

test('a message that comes twice is shown once, the newer state of it', () => {
  /** @param {string} id @param {string} createdAt @param {string} text */
  const message = (id, createdAt, text) => /** @type {any} */ ({id, createdAt, text});
  const older = [message('a', '2026-11-22T10:00:00Z', 'one'), message('b', '2026-11-22T11:00:00Z', 'two')];
  const newer = [message('b', '2026-11-22T11:00:00Z', 'two, edited'), message('c', '2026-11-22T10:30:00Z', 'between')];
  assert.deepEqual(union(older, newer).map(({id, text}) => [id, text]), [['a', 'one'], ['c', 'between'], ['b', 'two, edited']]);
});
