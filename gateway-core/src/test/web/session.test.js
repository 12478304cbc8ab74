import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Problem} from '../../main/web/api.js';
import {Session} from '../../main/web/state/session.js';

const page = /** @type {any} */ (globalThis);

async function someoneIn() {
  page.fetch = async () => new Response(JSON.stringify({agent: {id: 'amina'}, permissions: [], csrfToken: 't'}));
  const session = new Session();
  await session.resume();
  return session;
}

test('a session that ends by itself is told from one that its agent leaves', async () => {
  const expired = await someoneIn();
  expired.lost(new Problem(401, {}));
  assert.equal(expired.expired, true);
  const left = await someoneIn();
  left.lost();
  assert.equal(left.expired, false);
});

test('of several requests that find a session ended the first one says why', async () => {
  const session = await someoneIn();
  const why = new Problem(401, {type: '/problems/outside-hours'});
  session.lost(why);
  session.lost(new Problem(401, {}));
  assert.equal(session.expired, true);
  assert.equal(session.why, why);
});

test('nobody was in, and nothing ended', async () => {
  page.fetch = async () => new Response('{}', {status: 401});
  const session = new Session();
  await session.resume();
  assert.equal(session.state, 'out');
  assert.equal(session.expired, false);
});
