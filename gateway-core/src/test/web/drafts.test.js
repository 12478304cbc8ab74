import assert from 'node:assert/strict';
import {afterEach, beforeEach, mock, test} from 'node:test';

/** A storage of the browser, as far as it is used: its keys are its own properties. */
class MemoryStorage {
  /** @param {string} key */
  getItem(key) {
    return /** @type {any} */ (this)[key] ?? null;
  }
  /** @param {string} key @param {string} value */
  setItem(key, value) {
    /** @type {any} */ (this)[key] = value;
  }
  /** @param {string} key */
  removeItem(key) {
    delete (/** @type {any} */ (this)[key]);
  }
}

/** What the server has of one agent, whether it answers, whether `c1` was merged into `c2`, the key that an answer was sent with, and whether it refuses every draft. @type {{draft: any, version: number, away: boolean, merged: boolean, sent: string, refused: boolean, puts: any[]}} */
const server = {draft: undefined, version: 0, away: false, merged: false, sent: '', refused: false, puts: []};

const page = /** @type {any} */ (globalThis);
page.window = page;
/** @type {Map<string, () => void>} */
const listeners = new Map();
page.addEventListener = (/** @type {string} */ name, /** @type {() => void} */ listener) => listeners.set(name, listener);
page.removeEventListener = (/** @type {string} */ name) => listeners.delete(name);
page.fetch = async (/** @type {string} */ url, /** @type {{method: string, body?: string}} */ {method, body}) => {
  if (server.away) throw new TypeError('no network');
  if (method === 'GET' && /\/conversations\/\w+$/.test(url)) return answer(200, {id: 'c1', mergedInto: server.merged ? {id: 'c2', number: 2} : undefined});
  if (method === 'GET') return answer(200, server.draft ? [server.draft] : []);
  if (server.merged && url.includes('/c1/')) return answer(409, {type: '/problems/conversation-merged'});
  const sent = JSON.parse(body ?? '');
  server.puts.push(sent);
  if (server.refused) return answer(413, {type: '/problems/too-long'});
  if (sent.replyKey === server.sent) return answer(409, {type: '/problems/draft-sent'});
  if (sent.basedOn !== (server.draft?.version ?? 0)) return answer(409, {type: '/problems/draft-changed'});
  return write(sent) ? answer(200, server.draft) : answer(204, undefined);
};

/** @param {number} status @param {unknown} body */
const answer = (status, body) => ({ok: status < 300, status, headers: new Map(), json: async () => body});

/** @param {any} sent */
function write({reply, note = '', replyKey = 'key'}) {
  server.draft = reply || note ? {agentId: 'amina', reply, note, attachments: [], replyKey, noteKey: 'note', version: ++server.version, updatedAt: new Date().toISOString()} : undefined;
  return server.draft;
}

/** Lets what was promised happen, then time pass. @param {number} milliseconds */
async function pass(milliseconds) {
  await settle();
  mock.timers.tick(milliseconds);
  await settle();
}
const settle = async () => {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
};

const {Drafts} = await import('../../main/web/state/drafts.js');

/** @param {() => Promise<void>} [onSent] @returns {InstanceType<typeof Drafts>} */
function tab(onSent = async () => {}) {
  const drafts = new Drafts(() => {}, onSent);
  drafts.start('amina');
  drafts.enter('c1');
  return drafts;
}

beforeEach(() => {
  mock.timers.enable({apis: ['setTimeout', 'Date'], now: Date.parse('2026-11-27T10:00:00Z')});
  page.sessionStorage = new MemoryStorage();
  page.localStorage = new MemoryStorage();
  Object.assign(server, {draft: undefined, away: false, merged: false, sent: '', refused: false, puts: []});
});
afterEach(() => mock.timers.reset());

test('the server has it after a pause, not at every stroke', async () => {
  const drafts = tab();
  await pass(100);
  for (const reply of ['B', 'Bo', 'Bon']) {
    drafts.change('c1', {reply});
    await pass(300);
  }
  assert.equal(server.puts.length, 0);
  await pass(1_200);
  assert.deepEqual(server.puts.map(({reply}) => reply), ['Bon']);
  assert.equal(drafts.of('c1').typedAt, undefined);
});

test('whoever writes without a pause is kept all the same', async () => {
  const drafts = tab();
  for (let stroke = 1; stroke <= 80; stroke++) {
    drafts.change('c1', {reply: 'x'.repeat(stroke)});
    await pass(100);
  }
  assert.ok(server.puts.length >= 1);
});

test('what is typed while the server is told is told next, and nothing is taken back', async () => {
  const drafts = tab();
  await pass(100);
  drafts.change('c1', {reply: 'Bonjour'});
  mock.timers.tick(1_200);
  drafts.change('c1', {reply: 'Bonjour Madame'});
  await settle();
  assert.equal(drafts.of('c1').reply, 'Bonjour Madame');
  await pass(1_200);
  assert.equal(server.draft.reply, 'Bonjour Madame');
});

test('a server that is away costs nothing, and has it when it is back', async () => {
  const drafts = tab();
  await pass(100);
  server.away = true;
  drafts.change('c1', {reply: 'Bonjour'});
  await pass(1_200);
  assert.equal(drafts.away, true);
  await assert.rejects(drafts.flush());
  server.away = false;
  await pass(5_000);
  assert.equal(drafts.away, false);
  assert.equal(server.draft.reply, 'Bonjour');
});

test('a tab that was closed while the server was away leaves its words to the next one', async () => {
  const drafts = tab();
  server.away = true;
  drafts.change('c1', {reply: 'Bonjour'});
  await pass(1_200);
  listeners.get('pagehide')?.();
  drafts.stop();
  await settle();
  page.sessionStorage = new MemoryStorage();
  server.away = false;
  const next = tab();
  await pass(100);
  assert.equal(next.of('c1').reply, 'Bonjour');
  assert.equal(server.draft.reply, 'Bonjour');
  assert.deepEqual(Object.keys(page.localStorage), []);
});

test('another tab shows what was typed, and has nothing any more once that is sent', async () => {
  const one = tab();
  const other = tab();
  await pass(100);
  one.change('c1', {reply: 'Bonjour'});
  await pass(1_200);
  other.refresh();
  await pass(500);
  assert.equal(other.of('c1').reply, 'Bonjour');
  write({reply: ''});
  other.refresh();
  await pass(500);
  assert.equal(other.of('c1').reply, '');
});

test('what was typed in two tabs at once is kept in both', async () => {
  const one = tab();
  await pass(100);
  write({reply: 'Ailleurs'});
  one.change('c1', {reply: 'Ici'});
  await pass(1_200);
  await pass(1_200);
  assert.equal(server.draft.reply, 'Ici');
  assert.equal(one.of('c1').other?.reply, 'Ailleurs');
});

test('an answer is not overtaken by its own draft', async () => {
  const drafts = tab();
  await pass(100);
  drafts.change('c1', {reply: 'Bonjour'});
  let sent = () => {};
  const sending = drafts.inTurn(() => new Promise((resolve) => (sent = () => resolve(undefined))));
  await pass(1_200);
  assert.equal(server.puts.length, 0);
  sent();
  await sending;
  drafts.sent('c1', {reply: ''});
  await pass(1_200);
  assert.equal(server.draft, undefined);
  assert.equal(drafts.of('c1').reply, '');
});

test('nothing is left behind by whoever logs out, and nobody sees what is another one’s', async () => {
  const drafts = tab();
  drafts.change('c1', {reply: 'Bonjour'});
  await pass(0);
  drafts.start('julien');
  assert.equal(drafts.of('c1').reply, '');
  drafts.start('amina');
  assert.equal(drafts.of('c1').reply, 'Bonjour');
  await drafts.flush();
  drafts.forget();
  assert.deepEqual(Object.keys(page.sessionStorage), []);
});

test('what the server refuses for good, or what gave way to another version, is known to be in this tab alone', async () => {
  const drafts = tab();
  await pass(100);
  drafts.change('c1', {reply: 'Bonjour'});
  await drafts.flush();
  assert.deepEqual(drafts.onlyHere(), []);
  server.refused = true;
  drafts.change('c1', {reply: 'Bonjour Madame'});
  await drafts.flush();
  assert.deepEqual(drafts.onlyHere().map(([conversation, {reply}]) => [conversation, reply]), [['c1', 'Bonjour Madame']]);
  server.refused = false;
  drafts.change('c1', {reply: 'Bonjour Monsieur'});
  await drafts.flush();
  assert.deepEqual(drafts.onlyHere(), []);
  drafts.change('c1', {other: {reply: 'Ailleurs', note: '', attachments: []}});
  await drafts.flush();
  assert.equal(drafts.onlyHere().length, 1);
});

test('what is not kept yet goes where its conversation went', async () => {
  const drafts = tab();
  await pass(100);
  drafts.change('c1', {reply: 'Bonjour'});
  drafts.moved('c1', 'c2');
  assert.equal(drafts.of('c1').reply, '');
  assert.equal(drafts.of('c2').reply, 'Bonjour');
  await pass(1_200);
  assert.equal(server.draft.reply, 'Bonjour');
});

test('a private draft that meets a public one where its conversation went makes both private', async () => {
  const drafts = tab();
  await pass(100);
  drafts.change('c2', {reply: 'Pour tous', visibility: 'public'});
  drafts.change('c1', {reply: 'Pour vous', visibility: 'private'});
  drafts.moved('c1', 'c2');
  assert.deepEqual([drafts.of('c2').reply, drafts.of('c2').visibility], ['Pour tous\n\nPour vous', 'private']);
});

test('what is typed while its conversation is merged goes where that went, whether it is open or not', async () => {
  const drafts = tab();
  await pass(100);
  drafts.change('c1', {note: 'Je regarde'});
  server.merged = true;
  await pass(1_200);
  assert.equal(drafts.of('c1').note, '');
  assert.equal(drafts.of('c2').note, 'Je regarde');
  await pass(1_200);
  assert.equal(server.draft.note, 'Je regarde');
  assert.equal(drafts.away, false);
});

test('words that were typed on after an attempt went through get a key of their own once that answer is shown, and not before', async () => {
  /** @type {() => Promise<void>} */
  let shown = async () => {
    throw new TypeError('no network');
  };
  const drafts = tab(() => shown());
  await pass(100);
  drafts.change('c1', {reply: 'Bonjour Madame'});
  const {replyKey} = drafts.of('c1');
  server.sent = replyKey;
  await pass(1_200);
  assert.equal(drafts.of('c1').replyKey, replyKey);
  shown = async () => {};
  await pass(5_000);
  assert.notEqual(drafts.of('c1').replyKey, replyKey);
  await pass(1_200);
  assert.equal(server.draft.reply, 'Bonjour Madame');
});

test('a reply that waits for a file keeps who will read it, whatever is opened meanwhile', async () => {
  const drafts = tab();
  await pass(100);
  drafts.change('c1', {visibility: 'private'});
  drafts.expect('c1', true);
  await pass(2_400);
  drafts.enter('c2');
  assert.equal(drafts.of('c1').visibility, 'private');
  drafts.expect('c1', false);
});

test('nothing is kept after a log-out', async () => {
  const drafts = tab();
  await pass(100);
  drafts.change('c1', {reply: 'Bonjour'});
  await drafts.flush();
  drafts.stop();
  drafts.forget();
  drafts.change('c1', {reply: ''});
  await pass(2_400);
  assert.equal(server.draft.reply, 'Bonjour');
  assert.deepEqual(Object.keys(page.sessionStorage).filter((key) => key.startsWith('parvis.')), []);
});
