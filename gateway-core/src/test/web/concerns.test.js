import assert from 'node:assert/strict';
import {test} from 'node:test';
import {concernOf, isLater, latestOf, mayConcern, merged, MOST_CONCERNS, reasonOf, seenUntil, withSeen} from '../../main/web/concerns.js';

/** @typedef {import('../../main/web/types.d.ts').Change} Change */

const self = {id: 'me', teamIds: ['roads']};
/** @param {string} kind @param {Partial<Change>} rest @returns {Change} */
const change = (kind, rest = {}) => ({kind, at: '2026-03-01T09:00:00.000001Z', conversationId: 'c', ...rest});
/** @param {string | undefined} assigneeId */
const row = (assigneeId) => ({id: 'c', number: 1042, assigneeId});
/** @param {string} id @param {Partial<import('../../main/web/concerns.js').Concern>} [rest] @returns {import('../../main/web/concerns.js').Concern} */
const concern = (id, rest = {}) => ({id, reason: 'message', conversationId: 'c', number: 1042, at: '2026-03-01T09:00:00Z', seen: false, ...rest});

test('a mention concerns whom it names, alone or with the team', () => {
  assert.equal(reasonOf(change('mention.written', {agentId: 'me'}), self, undefined), 'mention');
  assert.equal(reasonOf(change('mention.written', {agentId: 'me', detail: {teamId: 'roads'}}), self, undefined), 'team-mention');
  assert.equal(reasonOf(change('mention.written', {agentId: 'other'}), self, 'me'), undefined);
});

test('what somebody else gives to the agent or hands over to the team concerns the agent, and what the agent does oneself does not', () => {
  const given = {detail: {assigneeId: [null, 'me']}};
  assert.equal(reasonOf(change('conversation.changed', {agentId: 'other', ...given}), self, 'me'), 'assigned');
  assert.equal(reasonOf(change('conversation.changed', {agentId: 'other', messageId: 'm', ...given}), self, 'me'), 'handed-over');
  assert.equal(reasonOf(change('conversation.changed', {agentId: 'me', ...given}), self, 'me'), undefined);
  const team = {detail: {teamId: [null, 'roads']}};
  assert.equal(reasonOf(change('conversation.changed', {agentId: 'other', messageId: 'm', ...team}), self, undefined), 'handed-over-team');
  assert.equal(reasonOf(change('conversation.changed', {agentId: 'other', ...team}), self, undefined), undefined);
  assert.equal(reasonOf(change('conversation.changed', {agentId: 'other', detail: {state: ['OPEN', 'WAITING']}}), self, 'me'), undefined);
});

test('a message and the end of a snooze concern whoever has the conversation', () => {
  const back = {detail: {state: ['WAITING', 'OPEN'], snoozedUntil: ['2026-03-01T09:00:00Z', null]}};
  for (const [assignee, message, end] of [['me', 'message', 'back'], ['other', undefined, undefined], [undefined, undefined, undefined]]) {
    assert.equal(reasonOf(change('message.received'), self, assignee), message);
    assert.equal(reasonOf(change('conversation.changed', back), self, assignee), end);
  }
});

test('neither what a machine sent nor what the agent wrote down of a call is news to them', () => {
  assert.equal(reasonOf(change('message.received', {detail: {automatic: true}}), self, 'me'), undefined);
  assert.equal(reasonOf(change('message.received', {agentId: 'me'}), self, 'me'), undefined);
  assert.equal(reasonOf(change('message.received', {agentId: 'other'}), self, 'me'), 'message');
});

test('an answer that did not go out concerns its writer, whoever has the conversation', () => {
  for (const state of ['FAILED', 'UNKNOWN']) assert.equal(reasonOf(change('delivery.changed', {detail: {state, authorId: 'me'}}), self, 'other'), 'undelivered');
  assert.equal(reasonOf(change('delivery.changed', {detail: {state: 'ACCEPTED', authorId: 'me'}}), self, 'me'), undefined);
  assert.equal(reasonOf(change('delivery.changed', {detail: {state: 'FAILED', authorId: 'other'}}), self, 'me'), undefined);
});

test('two lists are one by when things happened, however finely the moment was written and on whose clock', () => {
  const moments = ['2026-03-01T11:30:00+02:00', '2026-03-01T09:00:00.000001Z', '2026-03-01T09:00:00.10Z', '2026-03-01T09:00:00Z', '2026-03-01T09:00:00.1000005Z'];
  const list = merged(moments.slice(0, 2).map((at) => concern(at, {at})), moments.slice(2).map((at) => concern(at, {at})));
  assert.deepEqual(list.map(({at}) => at), [moments[0], moments[4], moments[2], moments[1], moments[3]]);
});

test('whether it is worth a look is known before anybody has looked', () => {
  assert.equal(mayConcern(change('message.received'), self), true);
  assert.equal(mayConcern(change('note.written', {agentId: 'other'}), self), false);
  assert.equal(mayConcern(change('message.received', {conversationId: undefined}), self), false);
});

test('a mention leads to its note and says who wrote it', () => {
  const found = concernOf(change('mention.written', {agentId: 'me', messageId: 'm', detail: {by: 'other'}}), self, row(undefined));
  assert.deepEqual(found, {id: 'note m', reason: 'mention', conversationId: 'c', number: 1042, at: '2026-03-01T09:00:00.000001Z', messageId: 'm', by: 'other', seen: false});
});

test('a note that hands over and mentions is one concern: it was handed over', () => {
  const mention = concernOf(change('mention.written', {agentId: 'me', messageId: 'm', detail: {by: 'other'}}), self, row('me'));
  const given = concernOf(change('conversation.changed', {agentId: 'other', messageId: 'm', detail: {assigneeId: [null, 'me']}}), self, row('me'));
  assert.ok(mention && given);
  for (const list of [merged([mention], [given]), merged([given], [mention])]) assert.deepEqual(list.map(({reason}) => reason), ['handed-over']);
});

test('messages of one conversation are one concern, which is unseen again when another comes', () => {
  const first = concernOf(change('message.received', {messageId: 'a'}), self, row('me'));
  const second = concernOf(change('message.received', {messageId: 'b', at: '2026-03-01T10:00:00Z'}), self, row('me'));
  assert.ok(first && second);
  assert.deepEqual(merged([{...first, seen: true}], [second]), [second]);
  assert.deepEqual(merged([second], [{...first, seen: true}]), [second]);
});

test('what is seen in one tab is seen in all, whichever list comes first', () => {
  const one = [concern('a', {seen: true}), concern('b')];
  const other = [concern('a'), concern('b', {seen: true})];
  assert.deepEqual(merged(one, other), merged(other, one));
  assert.ok(merged(one, other).every(({seen}) => seen));
});

test('the latest are kept, the latest first', () => {
  const many = Array.from({length: MOST_CONCERNS + 10}, (_, place) => concern(`c${place}`, {at: `2026-03-01T09:${String(place).padStart(2, '0')}:00Z`}));
  const kept = merged([], many);
  assert.equal(kept.length, MOST_CONCERNS);
  assert.equal(kept[0].id, `c${MOST_CONCERNS + 9}`);
});

test('a list in which nothing is new to see stays the same one', () => {
  const list = [concern('a', {seen: true}), concern('b')];
  assert.equal(withSeen(list, ({id}) => id === 'a'), list);
  assert.deepEqual(withSeen(list, ({id}) => id === 'b').map(({seen}) => seen), [true, true]);
});

test('the server is told of a conversation once all that it knows of there is seen, and of nothing else', () => {
  const seen = [
    concern('a', {reason: 'assigned', seen: true}), concern('b', {reason: 'undelivered', seen: true, at: '2026-03-01T10:00:00Z'}),
    concern('c', {reason: 'assigned', conversationId: 'd', seen: true}), concern('e', {reason: 'handed-over', conversationId: 'd'}),
    concern('f', {conversationId: 'g', seen: true}),
  ];
  assert.deepEqual([...seenUntil(seen)], [['c', '2026-03-01T10:00:00Z']]);
});

test('the server is told of whatever it lists that only lists told of before', () => {
  const reasons = /** @type {const} */ (['handed-over-team', 'back', 'due']);
  const seen = reasons.map((reason) => concern(reason, {reason, conversationId: reason, seen: true}));
  assert.deepEqual([...seenUntil(seen).keys()], reasons);
});

test('moments are told apart to the microsecond, however many digits they are written with', () => {
  assert.equal(isLater('2026-03-01T09:00:00.000001Z', '2026-03-01T09:00:00Z'), true);
  assert.equal(isLater('2026-03-01T09:00:00Z', '2026-03-01T09:00:00.000001Z'), false);
  assert.equal(isLater('2026-03-01T09:00:00.000Z', '2026-03-01T09:00:00Z'), false);
  assert.equal(isLater('2026-03-01T09:00:00Z', undefined), true);
  assert.deepEqual([...latestOf([concern('a', {at: '2026-03-01T09:00:00.5Z'}), concern('b')])], [['c', '2026-03-01T09:00:00.5Z']]);
});
