// The open conversation: its messages, and what an agent does with it.

import {asSeen} from '../answering.js';
import {get, newKey, patch, post, Problem} from '../api.js';
import {coalesce} from '../coalesce.js';
import {Observable} from '../observable.js';
import {present} from '../windowing.js';

/**
 * @typedef {import('../types.d.ts').Conversation} Conversation
 * @typedef {import('../types.d.ts').ConversationChange} ConversationChange
 * @typedef {import('../types.d.ts').Message} Message
 * @typedef {import('../types.d.ts').Reply} Reply
 */

const PACE = {delay: 40, interval: 500};

export class Thread extends Observable {
  /** The conversation's number, or 0 when none is open. */
  number = 0;
  /** @type {Conversation | undefined} */
  conversation;
  /** @type {Message[]} */
  messages = [];
  /** Where the messages before the first one shown begin. @type {string | undefined} */
  earlier;
  loading = false;
  /** @type {unknown} */
  problem;
  /** Was open, and is out of this agent's sight. @type {Conversation | undefined} */
  gone;
  /** What was read of it before it is opened, if anything. @type {((number: number) => Promise<Latest | undefined> | undefined) | undefined} */
  ahead;
  #onChanged;
  #onGone;
  /** Messages may have left it: what is not read again is not in it. */
  #whole = false;
  /** Messages that changed since they were read. @type {Set<string>} */
  #touched = new Set();
  /** What changed while a conversation was read to be opened. @type {import('../types.d.ts').Change[]} */
  #meanwhile = [];
  /** Settles when the changes asked for so far are done. @type {Promise<unknown>} */
  #changes = Promise.resolve();

  /** @param {(conversation: Conversation) => void} onChanged told when this agent changed it @param {(conversation: Conversation) => void} [onGone] and sees it no longer */
  constructor(onChanged, onGone = () => {}) {
    super();
    this.#onChanged = onChanged;
    this.#onGone = onGone;
  }

  refresh = coalesce(async () => {
    const number = this.number;
    if (!number || !this.conversation) return;
    try {
      await this.#read(number);
    } catch (problem) {
      // What is shown stays; the connection's state says that something is wrong, and the next change tries again.
      if (number === this.number && problem instanceof Problem && problem.status === 404) this.#leave();
    }
  }, PACE);

  /** @param {import('../types.d.ts').Change} change of any conversation */
  heard(change) {
    if (this.loading) return void this.#meanwhile.push(change);
    const {conversationId, messageId, detail} = change;
    if (!conversationId || conversationId !== this.conversation?.id) return;
    if (messageId) this.#touched.add(messageId);
    if (detail?.move) this.refreshWhole();
    else this.refresh();
  }

  /** After messages were moved from it or to it. */
  refreshWhole() {
    this.#whole = true;
    this.refresh();
  }

  /** @param {number} number @param {string} [id] of the same conversation, where it is known: its messages are asked for at once */
  async open(number, id) {
    if (number === this.number && (this.conversation || this.loading)) return;
    this.close();
    if (!number) return;
    this.number = number;
    this.loading = true;
    this.#meanwhile = [];
    this.changed();
    try {
      await this.#read(number, async () => (await this.ahead?.(number)) ?? latestOf(number, id));
    } catch (problem) {
      if (number !== this.number) return;
      this.problem = problem;
    } finally {
      if (number === this.number) {
        this.loading = false;
        this.changed();
        this.#meanwhile.splice(0).forEach((change) => this.heard(change));
      }
    }
  }

  close() {
    this.number = 0;
    this.conversation = undefined;
    this.messages = [];
    this.earlier = undefined;
    this.problem = undefined;
    this.loading = false;
    this.changed();
  }

  /** Puts the page before the first message shown in front of it. */
  async loadEarlier() {
    const {number, earlier, conversation} = this;
    if (!earlier || !conversation) return;
    const page = await pageOf(conversation.id, earlier);
    if (number !== this.number) return;
    this.messages = union(page.items, this.messages);
    this.earlier = page.next;
    this.changed();
  }

  /** Whatever is open by now. @param {string} conversation whose it is @param {Reply} reply @param {string} key the same for every attempt to send the same reply */
  async reply(conversation, reply, key) {
    const message = await post(`/conversations/${conversation}/replies`, reply, {key});
    this.#add(conversation, message);
    // It is sent, whether or not its conversation can be read again.
    await this.reread().catch(() => this.refresh());
    return /** @type {Message} */ (message);
  }

  /** Whatever is open by now. @param {string} conversation whose it is @param {string} text @param {string} key */
  async note(conversation, text, key) {
    this.#add(conversation, await post(`/conversations/${conversation}/notes`, {text}, {key}));
  }

  /**
   * One after the other, so that two keys pressed in a row do not refuse each other as outdated.
   * @param {ConversationChange} change
   * @returns {Promise<Conversation | undefined>} as the change left it
   */
  change(change) {
    const {id} = this.opened().conversation;
    const turn = this.#changes.then(async () => {
      const version = this.conversation?.id === id ? this.conversation.version : undefined;
      const changed = await patch(`/conversations/${id}`, {version, ...change});
      this.#take(changed);
      return changed;
    });
    this.#changes = turn.catch(() => {});
    return turn;
  }

  /**
   * The note and the assignment are one change.
   * @param {{assigneeId?: string, teamId?: string, note: string}} wish
   * @param {string} key
   * @returns {Promise<Conversation | undefined>} as the change left it
   */
  handOver(wish, key) {
    const {conversation} = this.opened();
    const turn = this.#changes.then(async () => {
      const seen = this.conversation?.id === conversation.id ? this.conversation.version : conversation.version;
      const {note, version} = await post(`/conversations/${conversation.id}/hand-over`, {version: seen, ...wish}, {key});
      this.#add(conversation.id, note);
      const now = await get(`/conversations/${conversation.id}`).catch(unlessGone);
      this.#take(now);
      return now && {...conversation, version};
    });
    this.#changes = turn.catch(() => {});
    return turn;
  }

  /** Whatever happened to it meanwhile. @param {ConversationChange} change */
  async changeAnyhow(change) {
    this.#take(await patch(`/conversations/${this.opened().conversation.id}`, change));
  }

  /** Of any conversation, open or not: what is taken back belongs to the one that it was done to. @param {Conversation} changed as the change left it */
  async undo({id, version}) {
    this.#take(await post(`/conversations/${id}/undo`, {version}));
  }

  /** @param {string} delivery @param {import('../types.d.ts').DeliveryResult} result */
  async report(delivery, result) {
    const answer = await post(`/deliveries/${delivery}/report`, {result}, {key: newKey()});
    this.messages = this.messages.map((message) => (message.delivery?.id === delivery ? {...message, delivery: {...message.delivery, ...answer}} : message));
    this.changed();
    this.refresh();
    return /** @type {import('../types.d.ts').Delivery} */ (answer);
  }

  /** Everything that is shown, now. Throws when it cannot be read. */
  async readAgain() {
    if (this.conversation) await this.#read(this.number);
  }

  /** The conversation alone, after something else changed it or a change was refused because it was outdated. */
  async reread() {
    if (!this.conversation) return;
    this.#take(await get(`/conversations/${this.conversation.id}`));
  }

  opened() {
    if (!this.conversation) throw new Error('No conversation is open');
    return {conversation: this.conversation};
  }

  /** @param {number} number @param {() => Promise<Latest>} read */
  async #read(number, read = () => latestOf(number)) {
    const whole = this.#whole;
    this.#whole = false;
    const touched = this.#touched;
    this.#touched = new Set();
    try {
      const {conversation, page} = await read();
      if (number !== this.number) return;
      if (this.conversation && this.conversation.version > conversation.version) {
        // It was asked for before a change that is known by now.
        this.#whole ||= whole;
        this.#touchAgain(touched);
        return this.refresh();
      }
      const all = whole ? page.items : present(union(this.messages, page.items), page.items, conversation.messageCount);
      if (!this.messages.length || all === page.items) this.earlier = page.next;
      this.conversation = conversation;
      this.messages = all;
      this.changed();
      await this.#readBack(conversation.id, touched, page).catch(() => this.#touchAgain(touched));
    } catch (problem) {
      if (number === this.number) this.#whole ||= whole;
      this.#touchAgain(touched);
      throw problem;
    }
  }

  /** The next reading reads them. @param {Set<string>} ids */
  #touchAgain(ids) {
    for (const id of ids) this.#touched.add(id);
  }

  /** What changed in an earlier page that is shown. @param {string} conversation @param {Set<string>} touched @param {import('../types.d.ts').Page<Message>} page the latest */
  async #readBack(conversation, touched, {items: latest, next}) {
    const {number} = this;
    const left = new Set(this.messages.map(({id}) => id).filter((id) => touched.has(id) && !latest.some((message) => message.id === id)));
    for (let cursor = next; cursor && left.size;) {
      const page = await pageOf(conversation, cursor);
      if (number !== this.number) return;
      this.messages = union(this.messages, page.items.filter((/** @type {Message} */ {id}) => left.delete(id)));
      this.changed();
      cursor = page.next;
    }
  }

  /** @param {string} id @param {Message} message */
  #add(id, message) {
    if (this.conversation?.id !== id) return;
    this.messages = union(this.messages, [message]);
    this.changed();
  }

  #leave() {
    if (!this.conversation) return;
    this.gone = this.conversation;
    this.#onGone(this.gone);
    this.changed();
  }

  /** @param {Conversation | undefined} conversation read without its messages; none: out of sight */
  #take(conversation) {
    if (!conversation) return this.#leave();
    this.#onChanged(conversation);
    const before = this.conversation;
    if (before?.id !== conversation.id || before.version > conversation.version) return;
    this.conversation = asSeen(before, conversation, this.messages);
    this.changed();
    if (this.conversation !== conversation) this.refresh();
  }
}

/**
 * A conversation with its latest messages; both are asked for at once where its id is known.
 * @typedef {{conversation: Conversation, page: import('../types.d.ts').Page<Message>}} Latest
 * @param {number} number
 * @param {string} [id]
 * @param {AbortSignal} [signal]
 * @returns {Promise<Latest>}
 */
export async function latestOf(number, id, signal) {
  const [conversation, early] = await Promise.all([get(`/conversations/${number}`, {signal}), id ? pageOf(id, undefined, signal) : undefined]);
  return {conversation, page: (conversation.id === id && early) || (await pageOf(conversation.id, undefined, signal))};
}

/** @param {string} conversation @param {string} [cursor] without it the latest @param {AbortSignal} [signal] @returns {Promise<import('../types.d.ts').Page<Message>>} */
const pageOf = (conversation, cursor, signal) => get(`/conversations/${conversation}/messages`, {query: {cursor}, signal});

/**
 * Both lists as one in order of arrival; where they hold the same message, the later list's is the truth.
 * @param {Message[]} older
 * @param {Message[]} newer
 */
export function union(older, newer) {
  const byId = new Map(older.map((message) => [message.id, message]));
  for (const message of newer) byId.set(message.id, message);
  return [...byId.values()].sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt) || (a.id < b.id ? -1 : 1));
}

/** @param {unknown} problem */
function unlessGone(problem) {
  if (!(problem instanceof Problem) || problem.status !== 404) throw problem;
}
