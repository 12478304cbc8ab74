import assert from 'node:assert/strict';
import {test} from 'node:test';
import {MAXIMUM_COUNT, refusal} from '../../main/web/attachments.js';

const picture = {name: 'a.png', size: 1000, type: 'image/png'};
const limits = {maximumCount: 4, maximumBytes: 8_000, types: ['image/*', 'application/pdf']};

test('a file within the bounds is taken', () => {
  assert.equal(refusal(picture, 3, limits), undefined);
  assert.equal(refusal({...picture, type: 'application/pdf', size: 8_000}, 0, limits), undefined);
  assert.equal(refusal({...picture, type: 'x/y'}, 0, {...limits, types: []}), undefined);
  assert.equal(refusal(picture, 0, undefined), undefined);
});

test('each bound refuses in its own words', () => {
  assert.equal(refusal(picture, 4, limits)?.problem, 'too-many');
  assert.equal(refusal(picture, MAXIMUM_COUNT, {...limits, maximumCount: 100})?.problem, 'too-many');
  assert.equal(refusal({...picture, size: 8_001}, 0, limits)?.problem, 'too-large');
  assert.equal(refusal({...picture, size: 0}, 0, limits)?.problem, 'empty');
  assert.equal(refusal({...picture, type: 'text/html'}, 0, limits)?.problem, 'type');
  assert.equal(refusal({...picture, type: 'imagesque/png'}, 0, limits)?.problem, 'type');
  assert.equal(refusal(picture, 0, {maximumCount: 0, maximumBytes: 0})?.problem, 'none-taken');
});
