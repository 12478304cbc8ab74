import assert from 'node:assert/strict';
import {test} from 'node:test';
import {inPage, moved, placesInPage, topThatShows} from '../../main/web/windowing.js';

const view = {top: 0, height: 730, rowHeight: 73};
/** @param {string} letters */
const rows = (letters) => [...letters].map((id) => ({id}));

test('what is in sight stands in the page, with a few rows more on either side', () => {
  assert.deepEqual(inPage(view, 10_000), {first: 0, last: 18});
  assert.deepEqual(inPage({...view, top: 73_000}, 10_000), {first: 992, last: 1018});
});

test('the window ends with the list', () => {
  assert.deepEqual(inPage(view, 3), {first: 0, last: 3});
  assert.deepEqual(inPage({...view, top: 73_000}, 3), {first: 3, last: 3}, 'a list that became short while it was scrolled');
  assert.deepEqual(inPage(view, 0), {first: 0, last: 0});
});

test('the row that has the focus stands in the page wherever it is, in its place', () => {
  const far = {...view, top: 73_000};
  assert.deepEqual(placesInPage(far, 10_000, 3).slice(0, 2), [3, 992]);
  assert.deepEqual(placesInPage(view, 10_000, 500).slice(-2), [17, 500]);
  assert.equal(new Set(placesInPage(view, 10_000, 5)).size, 18);
  assert.deepEqual(placesInPage(view, 0, 0), []);
});

test('a list is scrolled as little as needed to show a row as a whole', () => {
  assert.equal(topThatShows({...view, top: 100}, 0), 0);
  assert.equal(topThatShows({...view, top: 100}, 5), 100);
  assert.equal(topThatShows(view, 10), 73);
});

test('what is looked at moves with what comes and goes above it', () => {
  assert.equal(moved(rows('abcd'), rows('xyabcd'), 2), 2);
  assert.equal(moved(rows('abcd'), rows('bcd'), 2), -1);
  assert.equal(moved(rows('abcd'), rows('abcdxy'), 2), 0);
});

test('where it has gone itself, the next below takes its place, or the end of those above', () => {
  assert.equal(moved(rows('abcd'), rows('abd'), 2), 0);
  assert.equal(moved(rows('abcd'), rows('bd'), 2), -1);
  assert.equal(moved(rows('abcd'), rows('xab'), 2), 1);
  assert.equal(moved(rows('abcd'), rows('xyz'), 2), 0);
});
