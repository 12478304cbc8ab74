import assert from 'node:assert/strict';
import {test} from 'node:test';
import {cadenceOf, mostOf, perHour} from '../../main/web/channels.js';

/** @type {import('../../main/web/types.d.ts').Channel} */
const channel = {id: 'courriel', type: 'mail', label: 'Courriel', health: {state: 'ready'}, mostSendsPerHour: 90};

test('a rate is told by the minute where that is a whole number', () => {
  assert.deepEqual(cadenceOf(1_800), {count: 30, unit: 'minute'});
  assert.deepEqual(cadenceOf(60), {count: 1, unit: 'minute'});
  assert.deepEqual(cadenceOf(90), {count: 90, unit: 'hour'});
  assert.deepEqual(cadenceOf(1), {count: 1, unit: 'hour'});
});

test('what is told is what is sent', () => {
  for (const rate of [1, 59, 60, 61, 3_600]) {
    const {count, unit} = cadenceOf(rate);
    assert.equal(perHour(count, unit), rate);
  }
});

test('nobody chooses more than the network bears, in either unit', () => {
  assert.equal(mostOf(channel, 'hour'), 90);
  assert.equal(mostOf(channel, 'minute'), 1);
  assert.equal(mostOf({...channel, mostSendsPerHour: undefined}, 'hour'), 0);
});
