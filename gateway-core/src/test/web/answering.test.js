import assert from 'node:assert/strict';
import {test} from 'node:test';
import {answered, asSeen, passed, turned} from '../../main/web/answering.js';

/** @param {string} answersId @param {'public' | 'private'} replyVisibility */
const conversation = (answersId, replyVisibility) => /** @type {any} */ ({answersId, replyVisibility, replyTo: 'lea@citizen.example', replyChannelId: 'mail', channelId: 'mail', visibility: 'public'});
/** @type {('public' | 'private')[]} */
const both = ['public', 'private'];

test('a draft that names nothing is passed by nothing', () => {
  assert.equal(passed({}, conversation('2', 'public')), false);
});

test('a draft is passed by what was written after the message that it answers', () => {
  assert.equal(passed({answers: answered(conversation('1', 'public'))}, conversation('1', 'public')), false);
  assert.equal(passed({answers: answered(conversation('1', 'public'))}, conversation('2', 'public')), true);
});

test('a draft is passed by a change of the message that it answers', () => {
  const begun = {answers: answered(conversation('1', 'public'))};
  assert.equal(passed(begun, {...conversation('1', 'public'), answersRevision: 0}), false);
  assert.equal(passed(begun, {...conversation('1', 'public'), answersRevision: 1}), true);
});

test('a change that is not shown yet is not answered', () => {
  const before = {...conversation('1', 'private'), answersRevision: 0};
  const now = {...before, answersRevision: 1};
  assert.equal(asSeen(before, now, [{id: '1'}]).answersRevision, 0);
  assert.equal(asSeen(before, now, [{id: '1', revision: 1}]), now);
});

test('nothing private becomes public by turning to a newer message', () => {
  const quiet = {answers: answered(conversation('1', 'private'))};
  assert.equal(turned(quiet, conversation('2', 'public'), both).visibility, 'private');
  assert.equal(turned({answers: answered(conversation('1', 'public')), visibility: 'private'}, conversation('2', 'public'), both).visibility, 'private');
});

test('a public answer turned to a private message is private, even if it was public on purpose', () => {
  assert.equal(turned({answers: answered(conversation('1', 'private')), visibility: 'public'}, conversation('2', 'private'), both).visibility, 'private');
});

test('a public answer to a public message stays what it is', () => {
  const aim = turned({answers: answered(conversation('1', 'public'))}, conversation('2', 'public'), both);
  assert.equal(aim.visibility, undefined);
  assert.equal(aim.answers?.visibility, 'public');
  assert.equal(aim.answers?.id, '2');
});

test('a message that is not shown yet is not answered', () => {
  const before = conversation('1', 'private');
  const now = {...conversation('2', 'public'), version: 7};
  const seen = asSeen(before, now, [{id: '1'}]);
  assert.equal(seen.answersId, '1');
  assert.equal(seen.replyVisibility, 'private');
  assert.equal(seen.version, 7);
  assert.equal(asSeen(before, now, [{id: '1'}, {id: '2'}]), now);
  assert.equal(asSeen(now, now, []), now);
});
