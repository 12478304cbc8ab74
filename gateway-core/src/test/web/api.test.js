import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
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

test('what may be left out is what the contract marks', async () => {
  const contract = readFileSync(new URL('../../main/resources/api/openapi.yaml', import.meta.url), 'utf8');
  const fields = [...contract.matchAll(/\b(\w+): \{(?=type:|enum:|\$ref:)([^{}]*)/g)].map(([, name, what]) => ({name, marked: what.includes('x-since:')}));
  const names = [...new Set(fields.map(({name}) => name))];
  assert.ok(names.includes('sendAt') && names.includes('visibility'));
  const left = [];
  for (const field of names) {
    const asked = server({status: 400, errors: [{field, detail: 'is not known here'}]}, {status: 201});
    await post('/conversations/c/replies', {[field]: 'x'}).catch(() => {});
    if (asked.length > 1) left.push(field);
  }
  assert.deepEqual(left, [...new Set(fields.filter(({marked}) => marked).map(({name}) => name))]);
});

test('whatever else is refused stays so, and is asked once', async () => {
  const asked = server({status: 400, errors: [{field: 'seenId', detail: 'is not known here'}, {field: 'text', detail: 'is missing'}]});
  await assert.rejects(post('/conversations/c/replies', {seenId: 'm'}), Problem);
  assert.equal(asked.length, 1);
  const without = server({status: 400, errors: [{field: 'text', detail: 'is missing'}]});
  await assert.rejects(post('/conversations/c/replies', {text: ''}), Problem);
  assert.equal(without.length, 1);
});
