import assert from 'node:assert/strict';
import {test} from 'node:test';
import {bringsFiles, refuseFiles} from '../../main/web/dropping.js';

/** An element of the page, and whether it is a field for files. */
class Place {
  /** @param {boolean} forFiles */
  constructor(forFiles) {
    this.forFiles = forFiles;
  }
  closest() {
    return this.forFiles ? this : null;
  }
}
/** @type {any} */ (globalThis).Element = Place;

/** @param {string[]} types @param {{forFiles?: boolean, taken?: boolean}} [how] */
function drag(types, {forFiles = false, taken = false} = {}) {
  const event = {defaultPrevented: taken, dataTransfer: {types, dropEffect: 'copy'}, target: new Place(forFiles), preventDefault: () => (event.defaultPrevented = true)};
  return /** @type {any} */ (event);
}

test('files that nothing takes are refused, and the page stays', () => {
  const event = drag(['Files']);
  refuseFiles(event);
  assert.deepEqual([event.defaultPrevented, event.dataTransfer.dropEffect], [true, 'none']);
});

test('what a conversation or a field for files takes is theirs, and words are dragged as ever', () => {
  for (const event of [drag(['Files'], {taken: true}), drag(['Files'], {forFiles: true}), drag(['text/plain'])]) {
    refuseFiles(event);
    assert.equal(event.dataTransfer.dropEffect, 'copy');
  }
  assert.equal(drag(['text/plain']).defaultPrevented, false);
});

test('an event without anything dragged brings no files', () => {
  assert.equal(bringsFiles(/** @type {any} */ ({dataTransfer: null})), false);
});
