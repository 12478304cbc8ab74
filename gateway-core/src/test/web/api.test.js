import assert from 'node:assert/strict';
import {afterEach, test} from 'node:test';

import {post, Problem} from '../../main/web/api.js';

const fetched = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = fetched;
});

/** @param {{status: number, errors?: {field: string, detail: string}[]}[]} answers @returns {unknown[]} what was asked */
function server(...answers) {
  /** @type {unknown[]} */
  const asked = [];
  globalThis.fetch = async (_, options) => {
    asked.push(JSON.parse(String(options?.body)));
    const {status, errors} = answers[asked.length - 1] ?? {status: 500};
    return new Response(JSON.stringify(errors ? {errors} : {}), {status, headers: {'Content-Type': 'application/json'}});
  };
  return asked;
}

test('a node from before, which does not know what was seen, is asked without it', async () => {
  const asked = server({status: 400, errors: [{field: 'seenId', detail: 'is not known here'}]}, {status: 201});
  await post('/conversations/c/replies', {text: 'Bonjour', seenId: 'm'});
  assert.deepEqual(asked, [{text: 'Bonjour', seenId: 'm'}, {text: 'Bonjour'}]);
});

test('whatever else is refused stays so, and is asked once', async () => {
  const asked = server({status: 400, errors: [{field: 'seenId', detail: 'is not known here'}, {field: 'text', detail: 'is missing'}]});
  await assert.rejects(post('/conversations/c/replies', {seenId: 'm'}), Problem);
  assert.equal(asked.length, 1);
  const without = server({status: 400, errors: [{field: 'text', detail: 'is missing'}]});
  await assert.rejects(post('/conversations/c/replies', {text: ''}), Problem);
  assert.equal(without.length, 1);
});
