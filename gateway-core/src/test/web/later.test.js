import assert from 'node:assert/strict';
import {test} from 'node:test';
import {forInput, furthest, proposals} from '../../main/web/later.js';

/** @param {string} local */
const at = (local) => new Date(local).getTime();

test('in the morning: this afternoon, tomorrow, Monday', () => {
  const wednesday = at('2026-11-25T08:30');
  assert.deepEqual(proposals(wednesday), [
    {words: 'later.afternoon', at: at('2026-11-25T14:00')}, {words: 'later.morning', at: at('2026-11-26T09:00')}, {words: 'later.monday', at: at('2026-11-30T09:00')}]);
});

test('what has passed is not proposed, and nothing twice', () => {
  const sundayEvening = at('2026-11-29T20:00');
  assert.deepEqual(proposals(sundayEvening).map(({words}) => words), ['later.morning']);
});

test('on a Monday, Monday is the next one', () => {
  assert.equal(proposals(at('2026-11-30T10:00')).at(-1)?.at, at('2026-12-07T09:00'));
});

test('nine in the morning stays nine over the change to summer time', () => {
  assert.equal(new Date(proposals(at('2027-03-27T16:00'))[0].at).getHours(), 9);
});

test('the field of day and hour holds local time', () => {
  assert.equal(forInput(at('2026-11-25T08:30')), '2026-11-25T08:30');
  assert.ok(furthest(0) === 90 * 86_400_000);
});
