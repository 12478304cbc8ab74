import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {single} from '../../main/web/keymap.js';

/** @param {string} name */
const source = (name) => readFileSync(new URL(`../../main/web/${name}`, import.meta.url), 'utf8');
// The registry itself needs a page to be loaded in.
const registry = source('registry.js');
/** @param {string} property */
const all = (property) => [...registry.matchAll(new RegExp(`\\b${property}: '([^']+)'`, 'g'))].map(([, value]) => value);

test('every action has an id of its own', () => {
  const ids = all('id');
  assert.ok(ids.length > 20);
  assert.deepEqual(ids, [...new Set(ids)]);
});

test('no two actions have the same key at first, and each key is one', () => {
  const keys = all('key');
  assert.deepEqual(keys, [...new Set(keys)]);
  for (const key of keys) assert.equal(single(key), key);
});

test('every action has an icon that there is', () => {
  const icons = source('icons.js');
  for (const icon of all('icon')) assert.match(icons, new RegExp(`^  '?${icon}'?: svg`, 'm'));
});

test('every place that a person can go to without naming something is an entry of the palette', () => {
  const palette = source('palette.js');
  // A place with a name of its own (a conversation, a person, a channel) is found by that; the list by its views.
  const named = ['list', 'conversation', 'person', 'login', 'unknown'];
  const places = [...new Set([...source('routes.js').matchAll(/return \{place: '([\w-]+)'/g)].map(([, place]) => place))].filter((place) => !named.includes(place));
  assert.ok(places.length > 8);
  for (const place of places) assert.match(registry, new RegExp(`router\\.go\\(\\{place: '${place}'\\}`), place);
  for (const more of ["{place: 'administration', history: true}", "{place: 'channels', fresh: true}"]) assert.ok(palette.includes(`route: ${more}`), more);
});
