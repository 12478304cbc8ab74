import assert from 'node:assert/strict';
import {test} from 'node:test';
import {troublesOf} from '../../main/web/operating.js';

/** @type {import('../../main/web/types.d.ts').Node} */
const node = {id: 'n', name: 'parvis-1', version: '1', startedAt: '2026-11-02T08:00:00Z', alive: true, draining: false, answering: true, lag: {changes: 0, seconds: 0}};
/** @type {import('../../main/web/types.d.ts').Queue} */
const queue = {queued: 0, due: 0, sending: 0, failed: 0, unknown: 0, byPerson: 0};
/** @type {import('../../main/web/types.d.ts').OwnedChannel} */
const channel = {id: 'c', label: 'Courriel', configured: true, ownerId: 'n', epoch: 1, health: {state: 'ready'}, queue};

test('nothing is wrong where every channel has an owner that is well', () => {
  assert.deepEqual(troublesOf({nodes: [node], channels: [channel, {...channel, health: {state: 'starting'}}]}), []);
});

test('a channel without an owner comes first, with the reason where one is known', () => {
  const orphan = {...channel, label: 'Mastodon', ownerId: undefined, health: {state: /** @type {const} */ ('needs-operator'), detail: 'The token is wrong'}};
  const ill = {...channel, health: {state: /** @type {const} */ ('degraded'), detail: 'Slow'}};
  assert.deepEqual(troublesOf({nodes: [{...node, alive: false, lag: undefined}], channels: [ill, orphan]}), [
    {kind: 'no-owner', name: 'Mastodon', detail: 'The token is wrong'},
    {kind: 'degraded', name: 'Courriel', detail: 'Slow'},
    {kind: 'node-gone', name: 'parvis-1'},
  ]);
});

test('a channel that is configured no more needs no owner', () => {
  assert.deepEqual(troublesOf({nodes: [node], channels: [{...channel, configured: false, ownerId: undefined}]}), []);
});

test('answers that failed or are unknown need somebody', () => {
  assert.deepEqual(troublesOf({nodes: [node], channels: [{...channel, queue: {...queue, failed: 2, unknown: 1, byPerson: 4}}]}), [
    {kind: 'failed', name: 'Courriel', count: 2},
    {kind: 'unknown', name: 'Courriel', count: 1},
  ]);
});

test('being late is told beyond a threshold only', () => {
  assert.deepEqual(troublesOf({nodes: [{...node, lag: {changes: 40, seconds: 5}}], channels: [{...channel, queue: {...queue, oldestSeconds: 900}}]}), []);
  assert.deepEqual(troublesOf({nodes: [{...node, lag: {changes: 40, seconds: 6}}], channels: [{...channel, queue: {...queue, oldestSeconds: 901}}]}), [
    {kind: 'node-late', name: 'parvis-1', seconds: 6},
    {kind: 'queue-late', name: 'Courriel', seconds: 901},
  ]);
});
