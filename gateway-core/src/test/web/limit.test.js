import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {fullness, lengthOf} from '../../main/web/limit.js';

const {vectors} = JSON.parse(readFileSync(new URL('../resources/limit-vectors.json', import.meta.url), 'utf8'));

test('there are vectors', () => assert.ok(vectors.length > 25));

for (const {name, text, limit, length} of vectors) {
  test(`length: ${name}`, () => assert.equal(lengthOf(text, limit), length));
}

test('the last tenth of a limit is close, and beyond it is over', () => {
  const limit = /** @type {const} */ ({maximum: 100, unit: 'graphemes'});
  assert.equal(fullness(90, limit), 'room');
  assert.equal(fullness(91, limit), 'close');
  assert.equal(fullness(100, limit), 'close');
  assert.equal(fullness(101, limit), 'over');
});

test('the last of several parts of an SMS is close, and the only one is room', () => {
  const several = /** @type {const} */ ({maximum: 3, unit: 'sms-parts'});
  assert.deepEqual([2, 3, 4].map((length) => fullness(length, several)), ['room', 'close', 'over']);
  assert.deepEqual([1, 2].map((length) => fullness(length, {...several, maximum: 1})), ['room', 'over']);
});

test('a unit of a later version has no length here, and is never over: the gateway counts', () => {
  const later = /** @type {any} */ ({maximum: 3, unit: 'syllables'});
  assert.equal(lengthOf('Bonjour à tous', later), NaN);
  assert.equal(fullness(lengthOf('Bonjour à tous', later), later), 'room');
});

test('counting a long text takes milliseconds, not minutes', () => {
  const hostile = '@a'.repeat(10_000) + 'https://'.repeat(5_000) + '@a.'.repeat(5_000);
  const start = performance.now();
  lengthOf(hostile, {maximum: 500, unit: 'graphemes', urlLength: 23, mentionsCountLocalPart: true});
  assert.ok(performance.now() - start < 2_000);
});
