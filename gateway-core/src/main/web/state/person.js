// The person whom the agent looks at: beside a conversation, or on a page of their own.

import {get, newKey, patch, post, Problem, put} from '../api.js';
import {coalesce} from '../coalesce.js';
import {Observable} from '../observable.js';
import {concerns} from '../people.js';

/**
 * @typedef {import('../types.d.ts').Change} Change
 * @typedef {import('../types.d.ts').ConversationRow} Row
 * @typedef {import('../types.d.ts').Person} Known
 * @typedef {import('../types.d.ts').PersonChange} PersonChange
 * @typedef {{name?: string | null, language?: string | null, note?: string | null}} Wish
 * @typedef {{field: 'name' | 'note', text: string, version: number, outdated: boolean}} Edit `version` of the person as the agent saw it
 */

const PACE = {delay: 60, interval: 800};
const PAGE = 20;
const MOST_READ_AGAIN = 100;

export class Person extends Observable {
  /** Empty: nobody. */
  id = '';
  /** @type {Known | undefined} */
  known;
  /** On every channel, the latest first. @type {Row[]} */
  conversations = [];
  /** Where older conversations begin. @type {string | undefined} */
  next;
  /** The latest first. @type {PersonChange[]} */
  history = [];
  /** Why nothing could be read. @type {unknown} */
  problem;
  /** Whether the history is shown too. */
  #whole = false;
  /** What was typed and not saved, by person. @type {Map<string, Edit>} */
  #edits = new Map();

  refresh = coalesce(async () => {
    try {
      await this.#read();
    } catch {
      // What is shown stays; the next change tries again.
    }
  }, PACE);

  /** @param {string} id @param {boolean} whole with the history */
  follow(id, whole) {
    if (id === this.id && whole === this.#whole) return;
    const same = id === this.id;
    this.#whole = whole;
    this.id = id;
    if (!same) {
      this.known = undefined;
      this.conversations = [];
      this.next = undefined;
      this.problem = undefined;
    }
    this.history = [];
    this.changed();
    if (id) this.#begin(id);
  }

  readAgain() {
    this.refresh();
  }

  /** @param {Change} change */
  heard({kind, conversationId, detail}) {
    if (!this.id) return;
    if (kind === 'contact.changed' ? concerns(this.known, detail) : this.conversations.some(({id}) => id === conversationId)) this.refresh();
  }

  get edit() {
    return this.leftOf(this.id);
  }

  /** What was typed of somebody and not saved. @param {string} id */
  leftOf(id) {
    return this.#edits.get(id);
  }

  /** @param {'name' | 'note'} field */
  begin(field) {
    if (!this.known) return;
    const text = field === 'name' ? this.known.name : this.known.note?.text;
    this.#edits.set(this.id, {field, text: text ?? '', version: this.known.version, outdated: false});
    this.changed();
  }

  /** What was begun before the page was loaded anew. @param {Edit} edit */
  takeUp(edit) {
    this.#edits.set(this.id, edit);
    this.changed();
  }

  /** @param {string} text */
  type(text) {
    const {edit} = this;
    if (edit) this.#edits.set(this.id, {...edit, text});
  }

  discard() {
    this.#edits.delete(this.id);
    this.changed();
  }

  forget() {
    this.#edits.clear();
    this.follow('', false);
  }

  /** Whether it was taken. What somebody else changed meanwhile is read first, and saving once more is on purpose. */
  async save() {
    const {edit, id} = this;
    if (!edit) return false;
    try {
      await this.change({[edit.field]: edit.text.trim() || null}, edit.version);
      const since = this.#edits.get(id);
      if (since?.field === edit.field && since.text !== edit.text) this.#edits.set(id, {...since, version: this.#versionOf(id) ?? since.version});
      else this.#edits.delete(id);
      this.changed();
      return true;
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.type !== '/problems/contact-changed') throw problem;
      await this.#read();
      this.#edits.set(id, {...edit, text: this.#edits.get(id)?.text ?? edit.text, version: this.#versionOf(id) ?? edit.version, outdated: true});
      this.changed();
      return false;
    }
  }

  /** As it is known by now. Of somebody who is not shown any more: unknown, so that saving once more asks again. @param {string} id */
  #versionOf(id) {
    return id === this.id ? this.known?.version : undefined;
  }

  /** @param {Wish} wish @param {number | undefined} [version] that the agent saw */
  async change(wish, version = this.known?.version) {
    const {id} = this;
    const known = await patch(`/contacts/${id}`, {version, ...wish});
    if (id === this.id) this.#take(known);
    this.refresh();
  }

  /** @param {string} keptId @param {string} otherId @param {import('../types.d.ts').MergeReason} reason @param {string} words @param {string} key @returns {Promise<{id: string, contactId: string, otherId: string}>} */
  async merge(keptId, otherId, reason, words, key) {
    const merge = await post(`/contacts/${keptId}/merges`, {otherId, reason, words: words || undefined}, {key});
    await this.#read().catch(() => this.refresh());
    return merge;
  }

  /** Whoever is shown meanwhile. @param {string} merge */
  async separate(merge) {
    const known = await post(`/merges/${merge}/undo`, undefined, {key: newKey()});
    if (known.id === this.id) this.#take(known);
    this.refresh();
  }

  /** Whoever is shown meanwhile. @param {string} one @param {string} otherId @param {boolean} apart whether they are two people */
  async tellApart(one, otherId, apart) {
    const known = await put(`/contacts/${one}/apart`, {otherId, apart});
    if (known.id === this.id) this.#take(known);
    this.refresh();
  }

  async more() {
    const {id, next} = this;
    if (!next) return;
    const page = await get(`/contacts/${id}/conversations`, {query: {cursor: next, limit: PAGE}});
    if (id !== this.id || next !== this.next) return;
    this.conversations = [...this.conversations, ...page.items];
    this.next = page.next;
    this.changed();
  }

  /** @param {string} id */
  async #begin(id) {
    try {
      await this.#read();
    } catch (problem) {
      if (id !== this.id) return;
      this.problem = problem;
      this.changed();
    }
  }

  async #read() {
    const {id} = this;
    if (!id) return;
    const limit = Math.min(MOST_READ_AGAIN, Math.max(PAGE, this.conversations.length));
    const [known, page, history] = await Promise.all([
      get(`/contacts/${id}`), get(`/contacts/${id}/conversations`, {query: {limit}}), this.#whole ? get(`/contacts/${id}/history`) : [],
    ]);
    if (id !== this.id) return;
    this.conversations = page.items;
    this.next = page.next;
    this.history = history;
    this.problem = undefined;
    this.#take(known);
  }

  /** @param {Known} known */
  #take(known) {
    if (this.known?.id === known.id && this.known.version > known.version) return this.changed();
    this.known = known;
    this.changed();
  }
}
