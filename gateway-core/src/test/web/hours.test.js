import assert from 'node:assert/strict';
import {test} from 'node:test';
import {areWhole, dayName, hoursInWords, hoursOf, openingsOf, USUAL} from '../../main/web/hours.js';

const HOURS = 'mon-fri 18:00-08:00; sat-sun 00:00-24:00; sun 20:00-08:00';

test('hours are read and written as the server has them', () => {
  assert.deepEqual(openingsOf(HOURS)[1], {first: 'sat', last: 'sun', from: '00:00', to: '00:00'});
  assert.equal(hoursOf(openingsOf(HOURS)), HOURS);
  assert.deepEqual(openingsOf(''), []);
});

test('an opening without a beginning or an end is not whole, nor is none', () => {
  assert.equal(areWhole([USUAL]), true);
  assert.equal(areWhole([USUAL, {...USUAL, to: ''}]), false);
  assert.equal(areWhole([]), false);
});

test('people read days in their language', () => {
  assert.equal(dayName('mon', 'fr'), 'lundi');
  assert.equal(dayName('sun', 'en'), 'Sunday');
  assert.equal(hoursInWords('mon-fri 18:00-08:00; sun 00:00-24:00', 'en'), 'Mon – Fri 18:00 – 08:00 · Sun 00:00 – 24:00');
});
