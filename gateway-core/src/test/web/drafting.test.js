import assert from 'node:assert/strict';
import {test} from 'node:test';
import {adopted, blank, draftsInOne, inOne, isEmpty, reconcile} from '../../main/web/drafting.js';
import {exchanged} from '../../main/web/other-version.js';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const HOUR = 3_600_000;

/** @param {Partial<import('../../main/web/drafting.js').Draft>} what */
const here = (what) => ({...blank(), ...what});
/** @param {Partial<import('../../main/web/types.d.ts').KeptDraft>} what */
const kept = (what) => ({agentId: 'amina', reply: '', note: '', attachments: [], version: 7, updatedAt: new Date(NOW).toISOString(), ...what});

test('a tab in which nothing was typed shows what the server has', () => {
  const {draft, push} = reconcile(here({}), kept({reply: 'Bonjour', replyKey: 'key'}), NOW);
  assert.equal(draft.reply, 'Bonjour');
  assert.equal(draft.replyKey, 'key');
  assert.equal(draft.base, 7);
  assert.equal(push, false);
});

test('what was sent or emptied elsewhere is gone here too, and the next draft has keys of its own', () => {
  const before = here({reply: 'Bonjour', base: 7});
  const {draft} = reconcile(before, undefined, NOW);
  assert.ok(isEmpty(draft));
  assert.notEqual(draft.replyKey, before.replyKey);
});

test('what was typed on the version that the server still has is pushed', () => {
  const draft = here({reply: 'Bonjour Madame', base: 7, typedAt: NOW});
  assert.deepEqual(reconcile(draft, kept({reply: 'Bonjour'}), NOW), {draft, push: true});
});

test('the same words are the same draft, whoever told the server', () => {
  const {draft, push} = reconcile(here({reply: 'Bonjour', base: 3, typedAt: NOW}), kept({reply: 'Bonjour'}), NOW);
  assert.deepEqual([draft.base, draft.typedAt, draft.other, push], [7, undefined, undefined, false]);
});

test('of two versions the one typed last is kept, and the other one is not lost', () => {
  const mine = {reply: 'Ici', base: 3, typedAt: NOW - 2 * HOUR};
  const older = reconcile(here(mine), kept({reply: 'Ailleurs', updatedAt: new Date(NOW - 3 * HOUR).toISOString()}), NOW);
  assert.deepEqual([older.draft.reply, older.draft.other?.reply, older.draft.base, older.push], ['Ici', 'Ailleurs', 7, true]);
  const newer = reconcile(here(mine), kept({reply: 'Ailleurs', updatedAt: new Date(NOW - HOUR).toISOString()}), NOW);
  assert.deepEqual([newer.draft.reply, newer.draft.other?.reply, newer.draft.base, newer.push], ['Ailleurs', 'Ici', 7, false]);
});

test('nothing is replaced in a text that somebody is writing, even where the clock is slow', () => {
  const {draft} = reconcile(here({reply: 'Ici', base: 3, typedAt: NOW - 5_000}), kept({reply: 'Ailleurs', updatedAt: new Date(NOW + HOUR).toISOString()}), NOW);
  assert.equal(draft.reply, 'Ici');
  assert.equal(draft.other?.reply, 'Ailleurs');
});

test('an earlier state of the same words is not offered again', () => {
  const {draft} = reconcile(here({reply: 'Bonjour Madame', base: 3, typedAt: NOW}), kept({reply: 'Bonjour'}), NOW);
  assert.equal(draft.other, undefined);
});

test('a file that only the other version has makes that worth keeping', () => {
  const file = {id: 'plan', name: 'plan.pdf', mediaType: 'application/pdf', size: 4};
  const {draft} = reconcile(here({reply: 'Voici', base: 3, typedAt: NOW}), kept({reply: 'Voici', attachments: [file]}), NOW);
  assert.deepEqual(draft.other?.attachments, [file]);
});

test('what was typed on after somebody took the draft over stays, as a draft of its own', () => {
  const {draft, push} = reconcile(here({reply: 'Bonjour Madame', base: 7, typedAt: NOW}), undefined, NOW);
  assert.deepEqual([draft.reply, draft.base, push], ['Bonjour Madame', 0, true]);
});

test('both versions can be exchanged as often as wanted', () => {
  const draft = here({reply: 'Ici', other: {reply: 'Ailleurs', note: '', attachments: []}});
  const once = exchanged(draft);
  assert.deepEqual([once.reply, once.other?.reply], ['Ailleurs', 'Ici']);
  assert.equal(exchanged(once).reply, 'Ici');
});

test('a draft whose keys the server does not know gets new ones', () => {
  const {replyKey} = adopted(here({replyKey: 'sent'}), kept({note: 'Rappeler'}));
  assert.notEqual(replyKey, 'sent');
});

/** @param {'public' | 'private'} visibility @param {string} id of the message */
const toMessage = (visibility, id = 'm1') => ({id, visibility, channelId: 'mail'});
/** @param {Partial<import('../../main/web/drafting.js').Draft>} what */
const whoReads = ({visibility, answers}) => visibility ?? answers?.visibility;

test('of two texts that become one the private one decides, whichever comes first and however it became private', () => {
  const hidden = [{visibility: /** @type {const} */ ('private')}, {answers: toMessage('private')}, {visibility: /** @type {const} */ ('private'), answers: toMessage('public')}];
  const open = [{}, {visibility: /** @type {const} */ ('public')}, {answers: toMessage('public', 'm2')}, {visibility: /** @type {const} */ ('public'), answers: toMessage('private', 'm2')}];
  for (const one of hidden) {
    for (const other of [...open, ...hidden]) {
      for (const both of [[one, other], [other, one]]) {
        const [first, second] = both.map((aim, at) => here({...aim, reply: `${at}`}));
        assert.equal(whoReads(inOne(first, second)), 'private', JSON.stringify(both));
        assert.equal(whoReads(draftsInOne(first, second)), 'private', JSON.stringify(both));
      }
    }
  }
});

test('two public texts stay public, in their order and with all files', () => {
  const file = (/** @type {string} */ id) => ({id, name: id, mediaType: 'text/plain', size: 1});
  const one = inOne(here({reply: 'Bonjour', visibility: 'public', answers: toMessage('private'), seen: 'm1', attachments: [file('a')]}), here({reply: 'Merci', answers: toMessage('public', 'm2'), attachments: [file('b')]}));
  assert.deepEqual([one.reply, one.attachments.map(({id}) => id), whoReads(one), one.answers?.id, one.seen], ['Bonjour\n\nMerci', ['a', 'b'], 'public', 'm1', 'm1']);
});

test('private words go to whoever they were for, and nothing that is empty decides', () => {
  assert.equal(inOne(here({reply: 'Pour tous', answers: toMessage('public', 'm1')}), here({reply: 'Pour vous', answers: toMessage('private', 'm2'), seen: 'm2'})).answers?.id, 'm2');
  const alone = inOne(here({}), here({reply: 'Pour vous', answers: toMessage('private', 'm2'), seen: 'm2'}));
  assert.deepEqual([alone.reply, alone.answers?.id, alone.seen, alone.visibility], ['Pour vous', 'm2', 'm2', 'private']);
});

test('words that come to a reply that was split into posts are not left out of it', () => {
  assert.equal(inOne(here({reply: 'a b', series: {posts: ['a', 'b'], sent: 0}}), here({reply: 'c'})).series, undefined);
});

test('the other version keeps who can read it, whichever stands in the reply', () => {
  const elsewhere = kept({reply: 'Ailleurs', answers: toMessage('private'), updatedAt: new Date(NOW - HOUR).toISOString()});
  const {draft} = reconcile(here({reply: 'Ici', visibility: 'public', base: 3, typedAt: NOW}), elsewhere, NOW);
  const once = exchanged(JSON.parse(JSON.stringify(draft)));
  assert.deepEqual([once.reply, whoReads(once)], ['Ailleurs', 'private']);
  const back = exchanged(once);
  assert.deepEqual([back.reply, whoReads(back)], ['Ici', 'public']);
});

test('what the server has made one already is not made twice', () => {
  const file = {id: 'f1', name: 'plan.pdf', mediaType: 'application/pdf', size: 1};
  const there = {...blank(), reply: 'Huit\n\nCinq', note: 'Vu', attachments: [file]};
  const both = draftsInOne(there, {...blank(), reply: 'Cinq', note: 'Vu', attachments: [file, {...file, id: 'f2'}]});
  assert.equal(both.reply, 'Huit\n\nCinq');
  assert.equal(both.note, 'Vu');
  assert.deepEqual(both.attachments?.map(({id}) => id), ['f1', 'f2']);
});
