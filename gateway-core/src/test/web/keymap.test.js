import assert from 'node:assert/strict';
import {test} from 'node:test';
import {capOf, give, holderOf, keyOf, single} from '../../main/web/keymap.js';

const actions = [{id: 'resolve', key: 'e'}, {id: 'reply', key: 'r'}, {id: 'theme'}];

test('an action has its own key until another is chosen, or none', () => {
  assert.equal(keyOf(actions[0], {}), 'e');
  assert.equal(keyOf(actions[0], {resolve: 'x'}), 'x');
  assert.equal(keyOf(actions[0], {resolve: ''}), '');
  assert.equal(keyOf(actions[2], {}), '');
});

test('a key is one character that can be seen, the same with Caps Lock', () => {
  assert.equal(single('E'), 'e');
  assert.equal(single('é'), 'é');
  assert.equal(single('?'), '?');
  for (const none of ['', ' ', 'Enter', 'ab', '\u00a0', '\t']) assert.equal(single(none), undefined);
  assert.equal(capOf('e'), 'E');
});

test('a key that is taken is said to be, and not by the action itself', () => {
  assert.equal(holderOf('r', 'resolve', actions, {})?.id, 'reply');
  assert.equal(holderOf('e', 'resolve', actions, {}), undefined);
  assert.equal(holderOf('r', 'resolve', actions, {reply: 'z'}), undefined);
});

test('who gives a key away has none, and no two have the same', () => {
  const chosen = give('r', 'resolve', actions, {});
  assert.deepEqual(chosen, {resolve: 'r', reply: ''});
  assert.deepEqual(give('t', 'theme', actions, chosen), {resolve: 'r', reply: '', theme: 't'});
});

test('what is as it was at first is not kept', () => {
  assert.deepEqual(give('e', 'resolve', actions, {resolve: 'x'}), {});
  assert.deepEqual(give('', 'theme', actions, {theme: 't'}), {});
});

test('several actions without a key do not stand in each other’s way', () => {
  const chosen = give('', 'reply', actions, give('', 'resolve', actions, {}));
  assert.deepEqual(chosen, {resolve: '', reply: ''});
  assert.equal(holderOf('e', 'reply', actions, chosen), undefined);
});
