import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Problem} from '../../main/web/api.js';
import {wordsOf} from '../../main/web/components/problems.js';
import {allWords, useLanguage} from '../../main/web/i18n/index.js';

/** Nobody foresaw it: the server's own English is all that there is. */
const UNFIT = new Problem(400, {type: 'about:blank', title: 'Bad Request', detail: 'The body is not as it should be', errors: [{field: 'colour', detail: 'colour: unknown field'}]});

/** @param {import('../../main/web/types.d.ts').Language} language */
async function speak(language) {
  await useLanguage(language);
  await allWords();
}

test('a French desk says what nobody foresaw in French, with its code and its field', async () => {
  await speak('fr');
  assert.equal(wordsOf(UNFIT), 'Le serveur refuse cette demande. (400, colour)');
  assert.equal(wordsOf(new Problem(413, {detail: 'At most 1 MiB'})), 'C’est trop volumineux pour le serveur. (413)');
  assert.equal(wordsOf(new Problem(409, {type: '/problems/brand-new', detail: 'Somebody was faster'})), 'Cela ne va plus avec ce qui est là maintenant\u00a0: relisez, puis recommencez. (409, brand-new)');
  assert.equal(wordsOf(new Problem(418, {})), 'Le serveur refuse cette demande. (418)');
});

test('an English desk has it in the server’s own words', async () => {
  await speak('en');
  assert.equal(wordsOf(UNFIT), 'colour: unknown field');
  assert.equal(wordsOf(new Problem(413, {detail: 'At most 1 MiB'})), 'At most 1 MiB');
  assert.equal(wordsOf(new Problem(418, {})), 'The server refuses this request. (418)');
});

test('what is known by its status alone is said so in both', async () => {
  await speak('fr');
  assert.equal(wordsOf(new Problem(410, {detail: 'Gone'})), 'Cela n’existe pas, ou plus.');
  assert.equal(wordsOf(new Problem(503, {detail: 'Draining'})), wordsOf(new Problem(500, {})));
});
