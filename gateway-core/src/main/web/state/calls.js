// The call that an agent is noting down, and calls that the telephone system signals.

import {get, newKey, post} from '../api.js';
import {Observable} from '../observable.js';

const KEY = 'parvis.call';

/**
 * @typedef {object} CallNote
 * @property {string} caller the number as typed
 * @property {string} name
 * @property {string} topic
 * @property {string} note
 * @property {'answered' | 'call-back' | 'passed-on'} outcome
 * @property {string} team whom it is passed on to
 * @property {string} callBackAt local date and time, as the input gives it
 * @property {number | undefined} conversation the open conversation that the call is about
 * @property {string} key Idempotency-Key
 */

/** @returns {CallNote} */
const blank = () => ({caller: '', name: '', topic: '', note: '', outcome: 'answered', team: '', callBackAt: '', conversation: undefined, key: newKey()});

export class Calls extends Observable {
  /** @type {CallNote} */
  note = {...blank(), ...kept()};
  /** A call that rings for this agent. @type {{caller: string, state: string} | undefined} */
  signalled;

  get dirty() {
    return Boolean(this.note.note || this.note.topic);
  }

  /** @param {Partial<CallNote>} change */
  write(change) {
    this.note = {...this.note, ...change};
    try {
      sessionStorage.setItem(KEY, JSON.stringify(this.note));
    } catch {
      // Storage is full or forbidden: the note lives on in the page.
    }
    this.changed();
  }

  clear() {
    this.note = blank();
    sessionStorage.removeItem(KEY);
    this.changed();
  }

  /** @param {{caller: string, state: string} | undefined} call */
  signal(call) {
    this.signalled = call;
    this.changed();
  }

  /** @param {import('../types.d.ts').Channel} channel @returns {Promise<{conversation?: number}>} */
  save(channel) {
    const {key, caller, name, topic, note, outcome, team, callBackAt, conversation} = this.note;
    const body = {
      caller: caller.trim() || undefined, name: name.trim() || undefined, topic: topic.trim() || undefined, note, outcome, conversation,
      team: outcome === 'passed-on' ? team : undefined,
      callBackAt: outcome === 'call-back' && callBackAt ? new Date(callBackAt).toISOString() : undefined,
    };
    return post(`${channel.page}/notes`, body, {key, base: ''});
  }

  /** @param {string} handle @returns {Promise<import('../types.d.ts').Contact[]>} */
  known(handle) {
    return get('/contacts', {query: {handle}});
  }
}

/** @returns {Partial<CallNote>} */
function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}
