import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import {phone, shortDuration, shortTime, size, spokenDuration} from '../../main/web/format.js';
import {useLanguage} from '../../main/web/i18n/index.js';
import {pauseBefore} from '../../main/web/live.js';
import {waitingSince} from '../../main/web/waiting.js';

const now = Date.parse('2026-11-22T12:00:00Z');
/** @param {number} minutes */
const ago = (minutes) => new Date(now - minutes * 60_000).toISOString();

beforeEach(() => useLanguage('fr'));

test('a wait is calm, then a warning after four hours, then alarming after eight', () => {
  assert.deepEqual(waitingSince(ago(239), now), {level: 'calm', minutes: 239});
  assert.equal(waitingSince(ago(240), now).level, 'warning');
  assert.equal(waitingSince(ago(479), now).level, 'warning');
  assert.equal(waitingSince(ago(480), now).level, 'alarm');
});

test('a clock that is behind the server shows no negative wait', () => assert.deepEqual(waitingSince(ago(-3), now), {level: 'calm', minutes: 0}));

test('durations are as short as they can be', () => {
  assert.equal(shortDuration(0), '1\u00a0min');
  assert.equal(shortDuration(59), '59\u00a0min');
  assert.equal(shortDuration(60), '1\u00a0h');
  assert.equal(shortDuration(130), '2\u00a0h\u00a010');
  assert.equal(shortDuration(65), '1\u00a0h\u00a005');
  assert.equal(shortDuration(11 * 60 + 5), '11\u00a0h');
  assert.equal(shortDuration(3 * 1440), '3\u00a0j');
});

test('durations are spoken in full', async () => {
  assert.match(spokenDuration(130), /^2\sheures et 10\sminutes$/u);
  await useLanguage('en');
  assert.equal(spokenDuration(61), '1 hour and 1 minute');
  assert.equal(spokenDuration(3 * 1440), '3 days');
});

test('a time is an hour today and a date long ago', () => {
  assert.match(shortTime(ago(1), now), /^\d\d:\d\d$/);
  assert.match(shortTime(ago(40 * 1440), now), /oct/);
  assert.match(shortTime(ago(800 * 1440), now), /24$/);
});

test('sizes have a unit and few digits', () => {
  assert.match(size(999), /^999\so/u);
  assert.match(size(184_320), /^184\sko$/u);
  assert.match(size(1_240_000), /^1,2\sMo$/u);
});

test('French numbers are read in pairs, others as they are', () => {
  assert.equal(phone('+33145550107'), '+33\u00a01\u00a045\u00a055\u00a001\u00a007');
  assert.equal(phone('+4930123456'), '+4930123456');
});

test('pauses between connections grow up to a bound', () => {
  const pauses = Array.from({length: 12}, (_, attempt) => pauseBefore(attempt, 1));
  assert.equal(pauses[0], 500);
  assert.ok(pauses.every((pause, at) => at === 0 || pause >= pauses[at - 1]));
  assert.equal(pauses.at(-1), 30_000);
  assert.equal(pauseBefore(0, 0), 250);
});
