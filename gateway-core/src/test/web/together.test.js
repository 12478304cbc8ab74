import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import {Problem} from '../../main/web/api.js';
import {Inbox} from '../../main/web/state/inbox.js';
import {Together} from '../../main/web/state/together.js';

const page = /** @type {any} */ (globalThis);
/** @type {{method: string, address: string, body: any}[]} */
let requests = [];
/** Ids of conversations that somebody else has changed. */
let touched = new Set();
const inbox = new Inbox(() => 'me');
/** @param {string} id @returns {any} */
const row = (id) => ({id, number: 1, version: 3, state: 'open', contact: {id: 'lea'}});

beforeEach(() => {
  requests = [];
  touched = new Set();
  page.fetch = async (/** @type {string} */ address, /** @type {any} */ {method, body}) => {
    requests.push({method, address, body: body && JSON.parse(body)});
    const id = address.split('/')[4] ?? '';
    if (touched.has(id)) return new Response(JSON.stringify({type: '/problems/changed-meanwhile', title: 'Conflict', status: 409}), {status: 409});
    return new Response(JSON.stringify({...row(id), version: 4, items: []}), {status: 200});
  };
});

test('each is changed as it was seen, and those that somebody changed meanwhile are named', async () => {
  const together = new Together(inbox);
  touched.add('b');
  const {changed, failures} = await together.change([row('a'), row('b'), row('c')], {state: 'waiting'});
  assert.deepEqual(changed.map(({id, version}) => [id, version]), [['a', 4], ['c', 4]]);
  assert.deepEqual(failures.map(({row: {id}}) => id), ['b']);
  assert.ok(failures[0].problem instanceof Problem && failures[0].problem.status === 409);
  assert.equal(together.left, 0);
  assert.deepEqual(requests[0], {method: 'PATCH', address: '/api/v1/conversations/a', body: {version: 3, state: 'waiting'}});
});

test('what was changed is taken back as the change left it, and what was touched since is named', async () => {
  const together = new Together(inbox);
  const {changed} = await together.change([row('a'), row('b')], {assigneeId: 'me'});
  touched.add('a');
  const undone = await together.undo(changed);
  assert.deepEqual(undone.changed.map(({id}) => id), ['b']);
  assert.deepEqual(together.failures.map(({row: {id}}) => id), ['a']);
  assert.deepEqual(requests.find(({address}) => address.endsWith('/b/undo')), {method: 'POST', address: '/api/v1/conversations/b/undo', body: {version: 4}});
  together.dismiss();
  assert.deepEqual(together.failures, []);
});
