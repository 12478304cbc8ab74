import assert from 'node:assert/strict';
import {test} from 'node:test';
import {mayPart, numberOf} from '../../main/web/parting.js';
import {present} from '../../main/web/windowing.js';

/** @param {string} id @param {'inbound' | 'outbound' | 'note'} kind */
const message = (id, kind = 'inbound') => /** @type {import('../../main/web/types.d.ts').Message} */ ({id, kind});
const THREE = [message('a'), message('b', 'outbound'), message('c')];

test('a number is read with or without its sign', () => {
  assert.equal(numberOf(' #1042 '), 1042);
  assert.equal(numberOf('1042'), 1042);
  assert.equal(numberOf('10 42'), undefined);
  assert.equal(numberOf('lampadaire'), undefined);
});

test('both halves of a split have somebody to answer', () => {
  assert.equal(mayPart(THREE, new Set(), false), 'moves.none-picked');
  assert.equal(mayPart(THREE, new Set(['b']), false), 'moves.nobody-wrote');
  assert.equal(mayPart(THREE, new Set(['a', 'c']), false), 'moves.nothing-left');
  assert.equal(mayPart(THREE, new Set(['a', 'c']), true), undefined);
  assert.equal(mayPart(THREE, new Set(['b', 'c']), false), undefined);
});

test('what left the conversation is not shown any more', () => {
  const [a, , c] = THREE;
  assert.deepEqual(present([a, c], [c], 2), [a, c]);
  assert.deepEqual(present([a, c], [c], 1), [c]);
});
