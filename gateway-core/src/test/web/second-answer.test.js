import assert from 'node:assert/strict';
import {test} from 'node:test';
import {answersSince, faster, lastSaid} from '../../main/web/second-answer.js';

/** @param {string} id @param {string} kind @param {string} [agentId] @param {string} [state] of its delivery */
const message = (id, kind, agentId, state = 'accepted') => /** @type {any} */ ({id, kind, createdAt: '2026-11-28T10:00:00Z', author: {agentId, name: agentId}, delivery: kind === 'outbound' ? {state} : undefined});
const question = message('1', 'inbound');

test('what was seen last is a message or an answer, no note', () => {
  assert.equal(lastSaid([question, message('2', 'outbound', 'marc'), message('3', 'note', 'marc')]), '2');
  assert.equal(lastSaid([message('3', 'note', 'marc')]), undefined);
});

/** @param {string | undefined} seen @param {any[]} messages */
const since = (seen, messages) => answersSince(seen, messages).map(({id}) => id);

test('answers since are found, the latest of several last', () => {
  const messages = [message('0', 'outbound', 'julien'), question, message('2', 'outbound', 'marc'), message('3', 'outbound', 'julien'), message('4', 'inbound')];
  assert.deepEqual(since('1', messages), ['2', '3']);
  assert.deepEqual(since('3', messages), []);
});

test('an answer that was taken back, a note and what a machine says are none', () => {
  const messages = [question, message('3', 'outbound', 'marc', 'cancelled'), message('4', 'note', 'marc'), message('5', 'outbound')];
  assert.deepEqual(since('1', messages), []);
});

test('whoever has begun nothing is told nothing, and whoever saw what stands further up all that is shown', () => {
  assert.deepEqual(since(undefined, [question, message('2', 'outbound', 'marc')]), []);
  assert.deepEqual(since('0', [question, message('2', 'outbound', 'marc')]), ['2']);
});

test('a message that is shown is told of as the server tells of it', () => {
  assert.deepEqual(faster(message('2', 'outbound', 'marc')), {messageId: '2', agentId: 'marc', name: 'marc', at: '2026-11-28T10:00:00Z'});
  assert.equal(faster(undefined), undefined);
});
