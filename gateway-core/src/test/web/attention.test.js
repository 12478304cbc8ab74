import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import {Attention} from '../../main/web/state/attention.js';

const page = /** @type {any} */ (globalThis);
/** @type {Map<string, string>} */
let storage = new Map();
/** @type {((event: any) => void)[]} */
let tabs = [];
/** @type {string[]} */
let told = [];
let open = '';

/** @returns {Attention} */
function tab() {
  const attention = new Attention((id) => id === open, (news) => told.push(...news.map(({id}) => id)));
  attention.start({id: 'me'});
  return attention;
}

/** @param {string} conversationId @param {string} at @returns {any} */
const message = (conversationId, at = '2026-03-01T09:00:00Z') => ({kind: 'message.received', at, conversationId});
/** @param {string} id @param {string} [assigneeId] @returns {any} */
const row = (id, assigneeId = 'me') => ({id, number: 7, assigneeId});

/** @param {string} conversationId @param {any} [rest] @returns {any} */
const assigned = (conversationId, rest = {}) => ({reason: 'assigned', conversationId, number: 7, at: '2026-03-01T09:30:00Z', by: 'other', seen: false, ...rest});

beforeEach(() => {
  storage = new Map();
  tabs = [];
  told = [];
  open = '';
  page.localStorage = {
    getItem: (/** @type {string} */ key) => storage.get(key) ?? null,
    removeItem: (/** @type {string} */ key) => storage.delete(key),
    setItem: (/** @type {string} */ key, /** @type {string} */ newValue) => {
      storage.set(key, newValue);
      for (const listener of tabs) listener({key, newValue});
    },
  };
  page.addEventListener = (/** @type {string} */ _, /** @type {any} */ listener) => tabs.push(listener);
  page.removeEventListener = (/** @type {string} */ _, /** @type {any} */ listener) => (tabs = tabs.filter((each) => each !== listener));
});

test('whose conversation it is decides, once that was read', () => {
  const attention = tab();
  attention.heard(message('a'));
  attention.heard(message('b'));
  assert.equal(attention.unseen, 0);
  attention.read([row('a'), row('b', 'other')]);
  assert.equal(attention.unseen, 1);
  assert.deepEqual(told, ['message a']);
});

test('what came before a conversation was given to the agent is not told beside that, and what came after is', () => {
  const attention = tab();
  const given = {kind: 'conversation.changed', at: '2026-03-01T09:30:00Z', agentId: 'other', detail: {assigneeId: [null, 'me']}};
  for (const [id, at] of [['a', '2026-03-01T09:00:00Z'], ['b', '2026-03-01T09:40:00Z']]) {
    attention.heard(message(id, at));
    attention.heard({...given, conversationId: id});
  }
  attention.read([row('a'), row('b')]);
  assert.deepEqual(told, ['message b', 'assigned a 2026-03-01T09:30:00Z', 'assigned b 2026-03-01T09:30:00Z']);
});

test('what is open and in sight is not told', () => {
  const attention = tab();
  open = 'a';
  attention.heard(message('a'));
  attention.read([row('a')]);
  assert.equal(attention.unseen, 0);
  assert.deepEqual(told, []);
});

test('what was read elsewhere before its conversation was looked at is no news', () => {
  const attention = tab();
  attention.heard(message('a'));
  attention.see('a');
  attention.read([row('a')]);
  assert.equal(attention.unseen, 0);
  assert.deepEqual(told, []);
});

test('what is seen in one tab is seen in the other, and found again after a reload', () => {
  const one = tab();
  const other = tab();
  for (const attention of [one, other]) {
    attention.heard(message('a'));
    attention.read([row('a')]);
  }
  assert.deepEqual([one.unseen, other.unseen], [1, 1]);
  one.see('a');
  assert.deepEqual([one.unseen, other.unseen], [0, 0]);
  assert.equal(tab().concerns.length, 1);
});

test('whoever logs out leaves nothing behind, and nobody hears what another was told', () => {
  const attention = tab();
  attention.heard(message('a'));
  attention.read([row('a')]);
  attention.stop();
  attention.forget();
  assert.equal(storage.size, 0);
  attention.start({id: 'other'});
  assert.equal(attention.unseen, 0);
});

test('what the server says of mentions goes, except for one that came after it was asked', () => {
  const attention = tab();
  /** @param {string} id @returns {any} */
  const written = (id) => ({kind: 'mention.written', at: '2026-03-01T09:00:00Z', conversationId: 'a', messageId: id, agentId: 'me', detail: {by: 'other'}});
  attention.heard(written('m'));
  attention.read([row('a', 'other')]);
  const before = attention.concerns;
  attention.heard(written('n'));
  attention.read([row('a', 'other')]);
  attention.know([], before);
  assert.deepEqual(attention.concerns.filter(({seen}) => !seen).map(({id}) => id), ['note n']);
});

test('what turns out not to concern the agent is told as such, once', () => {
  /** @type {(string | undefined)[]} */
  const others = [];
  const attention = new Attention(() => false, () => {}, ({conversationId}) => others.push(conversationId));
  attention.start({id: 'me'});
  assert.equal(attention.heard(message('theirs')), true);
  assert.equal(attention.heard(message('mine')), true);
  attention.read([row('theirs', 'julien'), row('mine')]);
  attention.read([row('theirs', 'julien')]);
  assert.deepEqual(others, ['theirs']);
});

test('what came while no desk was open is there when one opens, and what was read at another machine is seen', () => {
  const attention = tab();
  attention.heard(message('a', '2026-03-01T09:00:00.500Z'));
  attention.heard(message('b', '2026-03-01T09:00:00.500Z'));
  attention.heard(message('c', '2026-03-01T09:00:00.500Z'));
  attention.read([row('a'), row('b'), row('c')]);
  attention.seeAll();
  attention.stop();
  told = [];

  const later = tab();
  open = 'e';
  const at = {...row('a'), lastMessageAt: '2026-03-01T09:00:00.400Z'};
  later.catchUp([{...at, unread: true}, {...at, id: 'b', lastMessageAt: '2026-03-02T08:00:00Z', unread: true}, {...at, id: 'd', unread: true}, {...at, id: 'e', unread: true}, {...at, id: 'f'}]);
  const unseen = later.concerns.filter(({seen}) => !seen).map(({id, reason}) => `${id} ${reason}`);
  assert.deepEqual(unseen, ['message b unread', 'message d unread']);
  assert.deepEqual(told, [], 'it is not news');

  later.catchUp([{...at, id: 'b', lastMessageAt: '2026-03-02T08:00:00Z'}, {...at, id: 'd'}]);
  assert.equal(later.unseen, 0);
});

test('what was done to a conversation that is read stays unseen when the desk opens', () => {
  const attention = tab();
  attention.heard(/** @type {any} */ ({kind: 'delivery.changed', at: '2026-03-01T09:00:00.500Z', conversationId: 'a', messageId: 'm', detail: {state: 'FAILED', authorId: 'me'}}));
  attention.heard(/** @type {any} */ ({kind: 'conversation.changed', at: '2026-03-01T09:00:01.500Z', conversationId: 'b', agentId: 'other', detail: {assigneeId: [null, 'me']}}));
  attention.read([row('a'), row('b')]);
  attention.stop();

  const later = tab();
  later.catchUp([{...row('a'), lastMessageAt: '2026-03-01T08:00:00.400Z'}, {...row('b'), lastMessageAt: '2026-03-01T08:00:00.400Z'}]);
  assert.deepEqual(later.concerns.filter(({seen}) => !seen).map(({reason}) => reason), ['assigned', 'undelivered']);
});

test('what the server says of is there once, and a conversation that was just given is not unread besides', () => {
  const attention = tab();
  const rows = [{...row('c'), unread: true, lastMessageAt: '2026-03-01T09:00:00Z'}, {...row('d'), unread: true, lastMessageAt: '2026-03-01T10:00:00Z'}];
  const known = [assigned('c'), assigned('d'), assigned('e', {seen: true}), assigned('f', {reason: 'undelivered', messageId: 'm', by: undefined})];
  attention.catchUp(rows, known);
  attention.catchUp(rows, known);
  assert.deepEqual(attention.concerns.map(({reason, conversationId, seen}) => `${reason} ${conversationId} ${seen}`).sort(),
    ['assigned c false', 'assigned d false', 'assigned e true', 'undelivered f false', 'unread d false']);
});

test('what is seen elsewhere while this desk is open is seen here, and what came there later is not', () => {
  const attention = tab();
  attention.catchUp([], [assigned('c', {at: '2026-03-01T09:30:00Z'}), assigned('d')]);
  attention.heard(message('c', '2026-03-01T09:30:00.000001Z'));
  attention.heard(message('c', '2026-03-01T09:29:59.9Z'));
  attention.seeUntil('c', '2026-03-01T09:30:00Z');
  assert.deepEqual(attention.concerns.map(({conversationId, seen}) => `${conversationId} ${seen}`).sort(), ['c true', 'd false']);
  attention.read([row('c')]);
  assert.deepEqual(attention.concerns.filter(({seen}) => !seen).map(({id}) => id).sort(), ['assigned d 2026-03-01T09:30:00Z', 'message c']);
  attention.seeUntil('c', '2026-03-01T09:30:00.000001Z');
  assert.equal(attention.unseen, 1);
});

test('a message that came after the server was asked stays unseen', () => {
  const attention = tab();
  const before = attention.concerns;
  attention.heard(message('a'));
  attention.read([row('a')]);
  attention.catchUp([{...row('a'), lastMessageAt: '2026-03-01T08:00:00Z'}], [], before);
  assert.equal(attention.unseen, 1);
});

test('what was seen at another machine is seen here, and what was seen here stays so', () => {
  const attention = tab();
  attention.catchUp([], [assigned('c'), assigned('d')]);
  attention.see('d');
  attention.catchUp([], [assigned('c', {seen: true}), assigned('d')]);
  assert.equal(attention.unseen, 0);
});

/** @param {string} id @param {object} [fields] @returns {any} */
const owed = (id, fields) => ({...row(id), state: 'open', owedSince: '2026-03-01T08:00:00Z', ...fields});
const calm = Date.parse('2026-03-01T11:59:00Z');
const late = Date.parse('2026-03-01T12:00:00Z');

test('a wait that becomes long in one\u2019s own conversation is told once, when its person waits still', () => {
  const attention = tab();
  attention.watch([owed('a'), owed('b'), owed('c', {assigneeId: 'other'})], calm);
  assert.deepEqual(attention.passing(calm), []);
  assert.deepEqual(attention.passing(late), ['a', 'b']);
  attention.read([owed('a'), row('b')], late);
  assert.deepEqual(told, [`due a ${late}`]);
  assert.deepEqual(attention.concerns.map(({reason, at}) => [reason, at]), [['due', '2026-03-01T12:00:00.000Z']]);

  assert.deepEqual(attention.passing(late + 60_000), []);
  attention.read([owed('a')], late);
  const again = tab();
  again.watch([owed('a')], late);
  assert.deepEqual(again.passing(late), [], 'after a reload');
  assert.equal(told.length, 1);
});

test('a wait that the desk told of is the same that the server tells of', () => {
  const attention = tab();
  attention.watch([owed('a')], calm);
  attention.passing(late);
  attention.read([owed('a')], late);
  attention.see('a');
  attention.catchUp([], [assigned('a', {reason: 'due', at: '2026-03-01T12:00:00Z', by: undefined})]);
  assert.deepEqual(attention.concerns.map(({reason, seen}) => [reason, seen]), [['due', true]]);
});

test('a wait that became long hides no message that came before', () => {
  const attention = tab();
  attention.catchUp([{...row('a'), unread: true, lastMessageAt: '2026-03-01T08:00:00Z'}], [assigned('a', {reason: 'due', by: undefined})]);
  assert.deepEqual(attention.concerns.map(({reason}) => reason), ['due', 'unread']);
});

test('what waits for an expert is told of, and what waits for its person or until a moment is not', () => {
  const attention = tab();
  attention.watch([owed('a', {state: 'waiting', expert: ''}), owed('b', {state: 'waiting'}), owed('c', {state: 'waiting', snoozedUntil: '2026-03-02T08:00:00Z'})], calm);
  assert.deepEqual(attention.passing(late), ['a']);
  attention.read([owed('a', {state: 'waiting', expert: ''})], late);
  assert.deepEqual(told, [`due a ${late}`]);
});

test('what was answered or given away before is not told of', () => {
  const attention = tab();
  attention.watch([owed('a'), owed('b')], calm);
  attention.read([owed('a', {owedSince: undefined}), owed('b', {assigneeId: 'other'})], calm);
  assert.deepEqual(attention.passing(late), []);
});

test('a wait of what was given to one meanwhile, or is in sight, is not told as news', () => {
  const attention = tab();
  attention.read([owed('a')], calm);
  open = 'a';
  assert.deepEqual(attention.passing(late), ['a']);
  attention.read([owed('a')], late);
  assert.equal(attention.unseen, 0);
  attention.read([owed('b')], late);
  assert.deepEqual(attention.passing(late), []);
  assert.deepEqual(told, []);
});
