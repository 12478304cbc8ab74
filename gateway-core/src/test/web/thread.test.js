import assert from 'node:assert/strict';
import {afterEach, beforeEach, mock, test} from 'node:test';
import {Thread} from '../../main/web/state/thread.js';

const page = /** @type {any} */ (globalThis);
/** Whether the server answers what is read. */
let readable = true;
/** What was written to it. @type {string[]} */
let written = [];
/** @type {Thread} */
let thread;

/** @param {string} id @param {string} createdAt @param {string} text */
const message = (id, createdAt, text) => ({id, createdAt, text, kind: 'outbound', revision: 1});
const QUESTION = message('m1', '2026-11-02T08:00:00Z', 'Quand ouvrez-vous ?');
const ANSWER = message('m2', '2026-11-02T09:00:00Z', 'À neuf heures.');

/** What the server has, in order of time. @type {ReturnType<typeof message>[]} */
let messages = [];

/** Two messages a page. @param {string | null} cursor */
function pageBefore(cursor) {
  const end = cursor === null ? messages.length : Number(cursor);
  const start = Math.max(0, end - 2);
  return {items: messages.slice(start, end), next: start ? String(start) : undefined};
}

beforeEach(async () => {
  messages = [QUESTION];
  mock.timers.enable({apis: ['setTimeout']});
  readable = true;
  written = [];
  page.fetch = async (/** @type {string} */ address, /** @type {RequestInit} */ {method}) => {
    if (method !== 'GET') {
      written.push(`${method} ${address}`);
      messages.push(ANSWER);
      return new Response(JSON.stringify(ANSWER), {status: 201});
    }
    if (!readable) return new Response('', {status: 503});
    return new Response(JSON.stringify(address.includes('/messages') ? pageBefore(new URL(address, 'http://desk').searchParams.get('cursor')) : {id: 'c1', number: 7, version: messages.length, messageCount: messages.length}));
  };
  thread = new Thread(() => {});
  await thread.open(7);
});

afterEach(() => mock.timers.reset());

/** Lets what waits for its time and for answers come to its end. */
async function settle() {
  for (let i = 0; i < 20; i++) {
    mock.timers.tick(1_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('a reply that was taken is sent, even where its conversation cannot be read again', async () => {
  readable = false;
  const sent = await thread.reply('c1', {text: ANSWER.text, attachmentIds: []}, 'key');
  assert.equal(sent.id, 'm2');
  assert.equal(written.length, 1);
  assert.deepEqual(thread.messages.map(({id}) => id), ['m1', 'm2']);
});

test('what could not be read again is read as soon as it can be', async () => {
  readable = false;
  await thread.reply('c1', {text: ANSWER.text, attachmentIds: []}, 'key');
  readable = true;
  thread.refresh();
  await settle();
  assert.equal(thread.conversation?.version, 2);
});

test('what is open by the time that an answer comes is not changed by it', async () => {
  thread.close();
  await thread.reply('c1', {text: ANSWER.text, attachmentIds: []}, 'key');
  assert.deepEqual(thread.messages, []);
});

test('what changes in an earlier page that is shown is read again', async () => {
  messages = Array.from({length: 5}, (_, at) => message(`m${at}`, `2026-11-02T0${at}:00:00Z`, `Message ${at}`));
  thread.close();
  await thread.open(7);
  await thread.loadEarlier();
  await thread.loadEarlier();
  assert.deepEqual(thread.messages.map(({text}) => text), ['Message 0', 'Message 1', 'Message 2', 'Message 3', 'Message 4']);
  messages[0] = {...messages[0], text: 'Corrigé', revision: 2};
  thread.heard({kind: 'message.edited', at: '', conversationId: 'c1', messageId: 'm0'});
  await settle();
  assert.deepEqual(thread.messages.map(({text}) => text), ['Corrigé', 'Message 1', 'Message 2', 'Message 3', 'Message 4']);
});

test('what was read ahead is what is opened, and nothing is asked for again', async () => {
  readable = false;
  thread.ahead = async (number) => /** @type {any} */ ({conversation: {id: 'c8', number, version: 1, messageCount: 1}, page: {items: [QUESTION]}});
  await thread.open(8);
  assert.equal(thread.conversation?.id, 'c8');
  assert.deepEqual(thread.messages.map(({id}) => id), ['m1']);
});

test('what changes while a conversation is read to be opened is in it, and what moves away is not', async () => {
  thread.close();
  thread.ahead = async (number) => {
    const before = {conversation: {id: 'c1', number, version: 1, messageCount: 9}, page: {items: [QUESTION, {...ANSWER, id: 'm0'}], next: '2'}};
    messages.push(ANSWER);
    thread.heard({kind: 'message.sent', at: '', conversationId: 'c8', messageId: 'm8'});
    thread.heard({kind: 'conversation.changed', at: '', conversationId: 'c1', detail: {move: 'split'}});
    return /** @type {any} */ (before);
  };
  await thread.open(7);
  await settle();
  assert.deepEqual(thread.messages.map(({id}) => id), ['m1', 'm2']);
});

test('what was read before a change and comes after it does not undo it', async () => {
  const before = page.fetch;
  /** @type {(value?: unknown) => void} */
  let answer = () => {};
  page.fetch = async (/** @type {string} */ address, /** @type {RequestInit} */ options) => {
    if (options.method === 'PATCH') return new Response(JSON.stringify({id: 'c1', number: 7, version: 2, messageCount: 1, state: 'waiting'}));
    const read = await before(address, options);
    if (address.endsWith('/conversations/7')) await new Promise((resolve) => (answer = resolve));
    return read;
  };
  const reading = thread.readAgain();
  await new Promise((resolve) => setImmediate(resolve));
  await thread.change({state: 'waiting'});
  answer();
  await reading;
  assert.equal(thread.conversation?.version, 2);
});
