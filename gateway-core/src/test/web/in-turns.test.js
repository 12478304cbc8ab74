import assert from 'node:assert/strict';
import {test} from 'node:test';
import {inTurns} from '../../main/web/in-turns.js';

test('no more than so many are under way at once, and each answer stands in its place', async () => {
  let underWay = 0;
  let most = 0;
  const results = await inTurns([5, 1, 4, 2, 3], 2, async (item) => {
    most = Math.max(most, ++underWay);
    for (let i = 0; i < item; i++) await Promise.resolve();
    underWay--;
    return item * 10;
  });
  assert.equal(most, 2);
  assert.deepEqual(results.map((result) => (result.status === 'fulfilled' ? result.value : undefined)), [50, 10, 40, 20, 30]);
});

test('one that fails keeps none of the others from being done', async () => {
  const results = await inTurns(['a', 'b', 'c'], 4, async (item) => {
    if (item === 'b') throw new Error('refused');
    return item;
  });
  assert.deepEqual(results.map(({status}) => status), ['fulfilled', 'rejected', 'fulfilled']);
});

test('of nothing nothing is done', async () => assert.deepEqual(await inTurns([], 4, async () => assert.fail()), []));
