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

beforeEach(async () => {
  mock.timers.enable({apis: ['setTimeout']});
  readable = true;
  written = [];
  page.fetch = async (/** @type {string} */ address, /** @type {RequestInit} */ {method}) => {
    if (method !== 'GET') {
      written.push(`${method} ${address}`);
      return new Response(JSON.stringify(ANSWER), {status: 201});
    }
    if (!readable) return new Response('', {status: 503});
    return new Response(JSON.stringify(address.includes('/messages') ? {items: written.length ? [QUESTION, ANSWER] : [QUESTION]} : {id: 'c1', number: 7, version: 1 + written.length, messageCount: 1 + written.length}));
  };
  thread = new Thread(() => {});
  await thread.open(7);
});

afterEach(() => mock.timers.reset());

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
  for (let i = 0; i < 12; i++) {
    mock.timers.tick(1_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.equal(thread.conversation?.version, 2);
});

test('what is open by the time that an answer comes is not changed by it', async () => {
  thread.close();
  await thread.reply('c1', {text: ANSWER.text, attachmentIds: []}, 'key');
  assert.deepEqual(thread.messages, []);
});
