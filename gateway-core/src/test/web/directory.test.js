import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Directory} from '../../main/web/state/directory.js';

/** @param {string} id @param {Partial<import('../../main/web/types.d.ts').Agent>} [more] @returns {import('../../main/web/types.d.ts').Agent} */
const agent = (id, more = {}) => ({id, account: id, name: id, role: 'agent', language: 'fr', ...more});

test('those who take work on come first, in the order of their names, and who may not log in does not come', () => {
  const directory = new Directory();
  directory.agents = [agent('amina', {availability: 'off'}), agent('bruno'), agent('claire', {availability: 'away'}), agent('dalia', {availability: 'available'}), agent('elie', {active: false})];
  assert.deepEqual(directory.assignable().map(({id}) => id), ['bruno', 'dalia', 'amina', 'claire']);
  assert.deepEqual(directory.assignable('bruno').map(({id}) => id), ['dalia', 'amina', 'claire']);
});
