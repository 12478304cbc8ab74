import assert from 'node:assert/strict';
import {test} from 'node:test';
import {format, parse} from '../../main/web/routes.js';

/** @param {string} address */
function at(address) {
  const url = new URL(address, 'https://desk.example');
  return parse(url.pathname, url.searchParams);
}

for (const address of ['/view/to-handle', '/view/mine', '/view/team/0199-a', '/view/channel/courriel', '/view/all?q=carte+d%27identit%C3%A9', '/view/all?q=banc&saved=0199f7a4', '/conversation/1042', '/login', '/login?next=%2Fconversation%2F7', '/call', '/call?caller=%2B33145550107', '/account', '/canned-answers', '/drafts', '/administration', '/administration/history', '/administration/history?about=agents', '/administration/history/courriel', '/administration/channels', '/administration/channels/courriel', '/administration/new-channel', '/person/0199f7a4-5b1e-7c3d-8e2f-001122334455']) {
  test(`${address} is read and written the same`, () => assert.equal(format(at(address)), address));
}

test('the root is what is to be handled', () => assert.deepEqual(at('/'), {place: 'list', view: 'to-handle', q: undefined}));

test('a place that does not exist is unknown', () => {
  for (const address of ['/nowhere', '/view/nowhere', '/view/team', '/conversation/abc', '/conversation/', '/conversation/99999999999999999', '/person', '/person/lea']) assert.equal(at(address).place, 'unknown', address);
});

test('after the login nobody is sent to another site', () => {
  for (const next of ['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example', 'javascript:alert(1)', '/login?next=/login', '']) {
    assert.deepEqual(at(`/login?${new URLSearchParams({next})}`), {place: 'login', next: '/'}, next);
  }
});

test('a malformed escape does no harm', () => assert.deepEqual(parse('/view/channel/%zz', new URLSearchParams()), {place: 'list', view: 'channel', id: '%zz', q: undefined}));
