import assert from 'node:assert/strict';
import {test} from 'node:test';
import {changesBehind, handedOver} from '../../main/web/timeline.js';

/** @param {string} id @param {number} minute */
const message = (id, minute) => /** @type {any} */ ({id, createdAt: at(minute)});
/** @param {number} id @param {number} minute */
const entry = (id, minute) => /** @type {any} */ ({id, at: at(minute)});
/** @param {number} minute */
const at = (minute) => `2026-11-27T10:${String(minute).padStart(2, '0')}:00Z`;
/** @param {Map<string, {id: number}[]>} behind */
const shown = (behind) => [...behind].map(([of, entries]) => [of, entries.map(({id}) => id)]);

const messages = [message('a', 10), message('b', 20), message('c', 30)];

test('a change stands behind the message after which it was made', () => {
  assert.deepEqual(shown(changesBehind(messages, [entry(1, 11), entry(2, 12), entry(3, 29), entry(4, 45)], false)), [['a', [1, 2]], ['b', [3]], ['c', [4]]]);
});

test('what happened in the moment of a message stands behind it', () => assert.deepEqual(shown(changesBehind(messages, [entry(1, 20)], false)), [['b', [1]]]));

test('what was before the first message is shown, unless earlier messages are not', () => {
  assert.deepEqual(shown(changesBehind(messages, [entry(1, 5), entry(2, 15)], false)), [['', [1]], ['a', [2]]]);
  assert.deepEqual(shown(changesBehind(messages, [entry(1, 5), entry(2, 15)], true)), [['a', [2]]]);
});

test('without messages or changes there is nothing to tell', () => {
  assert.equal(changesBehind([], [], false).size, 0);
  assert.deepEqual(shown(changesBehind([], [entry(1, 1)], true)), []);
});

test('what came with a note was handed over, to a colleague or to a team without one', () => {
  const told = {id: 1, at: at(1), agentId: 'amina', noteId: 'n', note: 'Pour toi'};
  assert.deepEqual(handedOver({...told, assigneeId: [null, 'julien']}), {agentId: 'julien', note: 'Pour toi'});
  assert.deepEqual(handedOver({...told, teamId: [null, 'roads'], assigneeId: ['amina', null]}), {teamId: 'roads', note: 'Pour toi'});
  assert.deepEqual(handedOver({...told, note: undefined, teamId: ['roads', 'roads'], assigneeId: [null, null]}), {teamId: 'roads', note: undefined});
});

test('without a note it was assigned', () => {
  assert.equal(handedOver({id: 1, at: at(1), agentId: 'amina', assigneeId: [null, 'julien']}), undefined);
});
