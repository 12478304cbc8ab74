import assert from 'node:assert/strict';
import {test} from 'node:test';
import {outOfSight} from '../../main/web/noting.js';

const teams = [{id: 'roads', name: 'Voirie'}, {id: 'evenings', name: 'Soirs'}];
/** @type {{role: 'agency', teamIds: string[]}} */
const agency = {role: 'agency', teamIds: ['evenings']};
const answered = /** @type {const} */ ({outcome: 'answered', team: '', conversation: undefined});
/** @param {string} team */
const passedOn = (team) => /** @type {const} */ ({outcome: 'passed-on', team, conversation: undefined});

test('an agency is told that its note goes to the team of the channel, or to none', () => {
  assert.deepEqual(outOfSight(answered, {agent: agency, channel: {teamId: 'roads'}, teams}), {team: 'Voirie'});
  assert.deepEqual(outOfSight(answered, {agent: agency, channel: {}, teams}), {team: undefined});
  assert.equal(outOfSight(answered, {agent: agency, channel: {teamId: 'evenings'}, teams}), undefined);
});

test('an agency is told that what it passes on leaves it, a conversation of its own as well', () => {
  const known = {agent: agency, channel: {teamId: 'evenings'}, teams};
  assert.deepEqual(outOfSight(passedOn('Voirie'), known), {team: 'Voirie'});
  assert.deepEqual(outOfSight({...passedOn('Voirie'), conversation: 12}, known), {team: 'Voirie'});
  assert.equal(outOfSight(passedOn('Soirs'), {...known, channel: {teamId: 'roads'}}), undefined);
  assert.equal(outOfSight(passedOn(''), {...known, channel: {teamId: 'roads'}}), undefined);
});

test('what joins a conversation that it sees stays in sight', () => {
  assert.equal(outOfSight({...answered, conversation: 12}, {agent: agency, channel: {teamId: 'roads'}, teams}), undefined);
});

test('whoever sees everything is told nothing', () => {
  assert.equal(outOfSight(answered, {agent: {role: 'agent', teamIds: []}, channel: {teamId: 'roads'}, teams}), undefined);
  assert.equal(outOfSight(passedOn('Voirie'), {agent: undefined, channel: {}, teams}), undefined);
});
