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

test('counting a long text takes milliseconds, not minutes', () => {
  const hostile = '@a'.repeat(10_000) + 'https://'.repeat(5_000) + '@a.'.repeat(5_000);
  const start = performance.now();
  lengthOf(hostile, {maximum: 500, unit: 'graphemes', urlLength: 23, mentionsCountLocalPart: true});
  assert.ok(performance.now() - start < 2_000);
});
