// The call that an agent is noting down, and calls that the telephone system signals.

import {get, newKey, post} from '../api.js';
import {Observable} from '../observable.js';

const PREFIX = 'parvis.call.';
/** What its writer types or chooses. @type {(keyof CallNote)[]} */
const WORDS = ['caller', 'name', 'topic', 'note', 'outcome', 'team', 'callBackAt'];

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
 * @property {string} call what the telephone system calls the call that it is about
 * @property {string} key Idempotency-Key
 */

/** @returns {CallNote} */
const blank = () => ({caller: '', name: '', topic: '', note: '', outcome: 'answered', team: '', callBackAt: '', conversation: undefined, call: '', key: newKey()});

export class Calls extends Observable {
  /** @type {CallNote} */
  note = blank();
  /** A call that rings for this agent; a withheld number is empty. @type {{call: string, caller: string, state: string} | undefined} */
  signalled;
  #key = PREFIX;

  /** From now on the note is this agent's, with what they have typed before. @param {string} agentId */
  of(agentId) {
    this.#key = PREFIX + agentId;
    this.note = {...blank(), ...kept(this.#key)};
    this.changed();
  }

  get dirty() {
    const {caller, name, topic, note} = this.note;
    return Boolean(caller || name || topic || note);
  }

  /** @param {Partial<CallNote>} change */
  write(change) {
    this.note = {...this.note, ...change};
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(this.note));
    } catch {
      // Storage is full or forbidden: the note lives on in the page.
    }
    this.changed();
  }

  /** @returns {CallNote} what stood there */
  clear() {
    const before = this.note;
    this.note = blank();
    sessionStorage.removeItem(this.#key);
    this.changed();
    return before;
  }

  /**
   * A call rings, is answered or has ended. Its number goes into a note that is blank or about that very call, never into another caller's.
   * @param {{call: string, caller: string, state: string}} signal
   * @returns {boolean} whether the note is this call's now
   */
  signal(signal) {
    const {call, caller, state} = signal;
    if (state === 'ended') {
      if (this.signalled?.call === call) this.signalled = undefined;
    } else this.signalled = signal;
    const ours = state !== 'ended' && (!this.dirty || this.note.call === call);
    if (ours) this.write({call, caller: this.note.caller || caller});
    this.changed();
    return ours;
  }

  /** What is typed meanwhile stays. @param {import('../types.d.ts').Channel} channel @returns {Promise<{conversation?: number}>} */
  async save(channel) {
    const saved = this.note;
    const answer = await this.#send(channel);
    const {note} = this;
    if (WORDS.every((field) => note[field] === saved[field])) this.clear();
    // It goes on where the first part went, with what was not in that.
    else this.write({key: newKey(), note: note.note.startsWith(saved.note) ? note.note.slice(saved.note.length).trim() : note.note, conversation: answer?.conversation ?? note.conversation});
    return answer;
  }

  /** @param {import('../types.d.ts').Channel} channel */
  #send(channel) {
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

/** @param {string} key @returns {Partial<CallNote>} */
function kept(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}');
  } catch {
    return {};
  }
}
