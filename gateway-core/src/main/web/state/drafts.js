// What agents have typed and not sent. This tab's own storage comes first, at every stroke; the server has it at every pause, for other machines and for colleagues.

import {get, newKey, post, Problem, put} from '../api.js';
import {coalesce} from '../coalesce.js';
import {adopted, blank, draftsInOne, isEmpty, reconcile} from '../drafting.js';
import {Observable} from '../observable.js';

/**
 * @typedef {import('../drafting.js').Draft} Draft
 * @typedef {import('../types.d.ts').KeptDraft} KeptDraft
 */

const PREFIX = 'parvis.draft.';
/** What a tab leaves behind that goes before the server has it, for the next tab. */
const LEFT = 'parvis.left.';
/** A pause in the writing, in milliseconds. */
const PAUSE = 1_200;
/** Whoever writes without a pause is kept all the same, at least this often. */
const LONGEST = 6_000;
const RETRY = 5_000;
const PACE = {delay: 40, interval: 500};

export class Drafts extends Observable {
  /** Colleagues' drafts in the open conversation, the latest first. @type {KeptDraft[]} */
  others = [];
  /** This agent's in all conversations, the latest first, as long as they are shown. @type {import('../types.d.ts').BegunDraft[] | undefined} */
  begun;
  /** Why these could not be read. @type {unknown} */
  problem;
  /** The server does not take what is typed at the moment. */
  away = false;
  #owner = '';
  #open = '';
  /** By conversation, as far as this tab has had to do with them. @type {Map<string, Draft>} */
  #here = new Map();
  /** Conversations whose draft the server does not have as it is here. @type {Set<string>} */
  #unsent = new Set();
  #timer = 0;
  /** Since when there has been something to push, in milliseconds. */
  #since = 0;
  /** What is under way, and all that waits for it. @type {Promise<unknown>} */
  #turn = Promise.resolve();
  /** Conversations in whose reply a file will stand: whom it answers, and who will read it, stays meanwhile. @type {Set<string>} */
  #expecting = new Set();
  #onFileGone;
  #onSent;

  /**
   * @param {() => void} onFileGone told when a file of a draft is on the server no longer
   * @param {(conversation: string) => Promise<void>} onSent shows what was sent; as long as it throws, the draft keeps its keys
   */
  constructor(onFileGone, onSent) {
    super();
    this.#onFileGone = onFileGone;
    this.#onSent = onSent;
  }

  /** From now on drafts are this agent's. @param {string} agentId */
  start(agentId) {
    if (this.#owner !== agentId) {
      this.#here.clear();
      this.#unsent.clear();
    }
    this.#owner = agentId;
    this.#takeUpLeft();
    for (const conversation of keysOf(sessionStorage, this.#prefix(PREFIX))) if (this.of(conversation).typedAt !== undefined) this.#unsent.add(conversation);
    addEventListener('pagehide', this.#leave);
    addEventListener('online', this.#retry);
    this.#plan(0);
  }

  stop() {
    clearTimeout(this.#timer);
    removeEventListener('pagehide', this.#leave);
    removeEventListener('online', this.#retry);
    this.#open = '';
    this.others = [];
  }

  /** @param {string} conversation @returns {Draft} */
  of(conversation) {
    const here = this.#here.get(conversation) ?? read(sessionStorage, this.#prefix(PREFIX) + conversation);
    this.#here.set(conversation, here);
    return here;
  }

  /** A file is on its way into the reply, or none is any more. @param {string} conversation @param {boolean} more */
  expect(conversation, more) {
    if (more) this.#expecting.add(conversation);
    else this.#expecting.delete(conversation);
  }

  /** @param {string} conversation */
  expects(conversation) {
    return this.#expecting.has(conversation);
  }

  /** Keeps what was typed here; after a log-out nothing. @param {string} conversation @param {Partial<Draft>} change */
  change(conversation, change) {
    if (!this.#owner) return;
    const {tab, ...words} = change;
    const typed = Object.keys(words).length > 0;
    this.#set(conversation, {...this.of(conversation), ...change, ...(typed ? {typedAt: Date.now()} : {})});
    if (!typed) return;
    if (!this.#unsent.size) this.#since = Date.now();
    this.#unsent.add(conversation);
    this.#plan(Date.now() - this.#since > LONGEST ? 0 : PAUSE);
  }

  /** What the server has of it went along with its conversation; what it has not yet goes now. @param {string} from @param {string} to */
  moved(from, to) {
    const {typedAt, tab, ...draft} = this.of(from);
    this.#unsent.delete(from);
    this.#set(from, blank());
    const there = this.of(to);
    if (typedAt === undefined) {
      if (isEmpty(there)) this.change(to, {tab});
      return;
    }
    this.change(to, isEmpty(there) ? {...draft, tab} : draftsInOne(there, {...draft, tab}));
  }

  /** What is left of a draft that was sent; the server has taken the rest away. @param {string} conversation @param {Partial<Draft>} left */
  async sent(conversation, left) {
    this.change(conversation, left);
    await this.inTurn(() => this.#compare(conversation)).catch(() => {});
  }

  /** The conversation that is open now, or ''. @param {string} conversation */
  enter(conversation) {
    if (conversation === this.#open) return;
    const before = this.#here.get(this.#open);
    if (before && isEmpty(before) && before.typedAt === undefined && !this.expects(this.#open)) this.#here.delete(this.#open);
    this.#open = conversation;
    this.others = [];
    if (this.#unsent.size) this.#plan(0);
    this.refresh();
  }

  refresh = coalesce(async () => {
    if (!this.#owner || !this.#open) return;
    try {
      await this.inTurn(() => this.#compare(this.#open));
    } catch {
      // What is typed stays here, and the next change or attempt compares again.
    }
  }, PACE);

  /** @param {import('../types.d.ts').Change} change */
  heard({conversationId, agentId, detail}) {
    if (conversationId === this.#open) this.refresh();
    if (this.begun && (agentId === this.#owner || detail?.from === this.#owner)) this.list();
  }

  /** Reads this agent's drafts in all conversations, from now on until `unlist`. */
  list = coalesce(async () => {
    try {
      this.begun = await get('/drafts');
      this.problem = undefined;
    } catch (problem) {
      this.problem = problem;
    }
    this.changed();
  }, PACE);

  unlist() {
    this.begun = undefined;
    this.problem = undefined;
  }

  /**
   * Does something after what is under way, and holds back all else until it is done: what was read before a draft was written must not replace it,
   * nor must an answer be overtaken by its own draft.
   * @template T
   * @param {() => Promise<T>} action
   * @returns {Promise<T>}
   */
  inTurn(action) {
    const turn = this.#turn.then(action);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** Everything typed is on the server when this returns; throws when the server does not take it. */
  async flush() {
    await this.inTurn(() => this.#push());
    if (this.#unsent.size) throw new Problem(0, {});
  }

  /** What is nowhere but in this tab. @returns {[string, Draft][]} by conversation */
  onlyHere() {
    for (const conversation of keysOf(sessionStorage, this.#prefix(PREFIX))) this.of(conversation);
    return [...this.#here].filter(([, draft]) => draft.other || (draft.typedAt !== undefined && !isEmpty(draft)));
  }

  /** A colleague's draft becomes this agent's. @param {KeptDraft} theirs */
  async takeOver({agentId, version}) {
    const conversation = this.#open;
    await this.flush();
    const {replyKey, noteKey, tab} = blank();
    const kept = await this.inTurn(() => post(`/conversations/${conversation}/draft/take-over`, {agentId, version, replyKey, noteKey}));
    if (kept) this.#set(conversation, {...adopted(this.of(conversation), kept), tab: kept.reply || !kept.note ? tab : 'note'});
    this.others = this.others.filter((other) => other.agentId !== agentId);
    this.changed();
  }

  /** Somebody who logs out on purpose leaves nothing behind for the next one at this machine. */
  forget() {
    this.#here.clear();
    this.#unsent.clear();
    for (const key of Object.keys(sessionStorage)) if (key.startsWith('parvis.')) sessionStorage.removeItem(key);
    for (const conversation of keysOf(localStorage, this.#prefix(LEFT))) localStorage.removeItem(this.#prefix(LEFT) + conversation);
    this.#owner = '';
  }

  /** @param {string} kind */
  #prefix(kind) {
    return `${kind}${this.#owner}.`;
  }

  /** @param {string} conversation @param {Draft} draft */
  #set(conversation, draft) {
    this.#here.set(conversation, draft);
    write(sessionStorage, this.#prefix(PREFIX) + conversation, isEmpty(draft) && draft.typedAt === undefined && !draft.other ? undefined : draft);
    this.changed();
  }

  /** @param {number} pause */
  #plan(pause) {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.inTurn(() => this.#push()), pause);
  }

  #retry = () => {
    if (this.#unsent.size) this.#plan(0);
  };

  /** One attempt for each draft. Never rejects. */
  async #push() {
    clearTimeout(this.#timer);
    this.#since = Date.now();
    let away = false;
    for (const conversation of [...this.#unsent]) {
      try {
        await this.#pushOne(conversation);
      } catch (problem) {
        away = true;
        // What is refused once and for all stays here; what was not answered is tried again.
        if (problem instanceof Problem && problem.status >= 400 && problem.status < 500 && ![401, 408, 429].includes(problem.status)) this.#unsent.delete(conversation);
      }
    }
    if (away && this.#unsent.size) this.#plan(RETRY);
    if (away !== this.away) {
      this.away = away;
      this.changed();
    }
  }

  /** @param {string} conversation */
  async #pushOne(conversation) {
    const draft = this.of(conversation);
    if (draft.typedAt === undefined) {
      this.#unsent.delete(conversation);
      return;
    }
    try {
      this.#kept(conversation, draft, await put(`/conversations/${conversation}/draft`, bodyOf(draft), {quiet: true}));
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.status !== 409) throw problem;
      if (problem.type === '/problems/draft-sent') await this.#goOn(conversation);
      else if (problem.type === '/problems/conversation-merged') await this.#follow(conversation);
      else await this.#compare(conversation);
    }
  }

  /** Other words were sent with a key of it: once they are shown, these get keys of their own. @param {string} conversation */
  async #goOn(conversation) {
    await this.#onSent(conversation);
    this.change(conversation, {replyKey: newKey(), noteKey: newKey()});
  }

  /** What was typed while its conversation was merged into another goes there. @param {string} conversation */
  async #follow(conversation) {
    const {mergedInto} = await get(`/conversations/${conversation}`, {quiet: true});
    if (mergedInto) this.moved(conversation, mergedInto.id);
    // It was taken back meanwhile.
    else this.#plan(PAUSE);
  }

  /** @param {string} conversation @param {Draft} draft as it was sent @param {KeptDraft | undefined} kept */
  #kept(conversation, draft, kept) {
    const now = this.of(conversation);
    const untouched = now === draft;
    if (untouched) this.#unsent.delete(conversation);
    // What was sent from here by a page that was gone by then.
    if (untouched && (kept?.reply ?? '').trim() !== draft.reply.trim()) return this.#set(conversation, adopted(draft, kept));
    const attachments = kept && now.attachments === draft.attachments ? kept.attachments : now.attachments;
    if (attachments.length < now.attachments.length) this.#onFileGone();
    this.#set(conversation, {...now, attachments, base: kept?.version ?? 0, typedAt: untouched ? undefined : now.typedAt});
  }

  /** Reads what the server has, and keeps the version that was typed last. @param {string} conversation */
  async #compare(conversation) {
    /** @type {KeptDraft[]} */
    const all = await get(`/conversations/${conversation}/drafts`, {quiet: true});
    const mine = all.find(({agentId}) => agentId === this.#owner);
    if (conversation === this.#open) this.others = all.filter((draft) => draft !== mine && !isEmpty(draft));
    const {draft, push} = reconcile(this.of(conversation), mine, Date.now());
    this.#set(conversation, draft);
    if (push) {
      this.#unsent.add(conversation);
      this.#plan(PAUSE);
    } else this.#unsent.delete(conversation);
  }

  /** The page goes: what the server does not have yet is sent after it, and left here for the next tab in case that fails. */
  #leave = () => {
    for (const conversation of this.#unsent) {
      const draft = this.of(conversation);
      write(localStorage, this.#prefix(LEFT) + conversation, draft);
      put(`/conversations/${conversation}/draft`, bodyOf(draft), {quiet: true, keepalive: true}).catch(() => {});
    }
  };

  /** A tab that was there before, as after a reload, has its own and needs no copy. */
  #takeUpLeft() {
    for (const conversation of keysOf(localStorage, this.#prefix(LEFT))) {
      const own = this.#prefix(PREFIX) + conversation;
      if (!sessionStorage.getItem(own)) write(sessionStorage, own, read(localStorage, this.#prefix(LEFT) + conversation));
      localStorage.removeItem(this.#prefix(LEFT) + conversation);
    }
  }
}

/** @param {Draft} draft */
function bodyOf({base, reply, note, visibility, answers, seen, attachments, replyKey, noteKey}) {
  return {basedOn: base, reply, note, visibility, answersId: answers?.id, answersRevision: answers?.revision, seenId: seen, attachmentIds: attachments.map(({id}) => id), replyKey, noteKey};
}

/** @param {Storage} storage @param {string} prefix */
function keysOf(storage, prefix) {
  return Object.keys(storage).filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
}

/** @param {Storage} storage @param {string} key @returns {Draft} */
function read(storage, key) {
  try {
    return {...blank(), ...JSON.parse(storage.getItem(key) ?? '{}')};
  } catch {
    return blank();
  }
}

/** @param {Storage} storage @param {string} key @param {Draft | undefined} draft */
function write(storage, key, draft) {
  try {
    if (draft) storage.setItem(key, JSON.stringify(draft));
    else storage.removeItem(key);
  } catch {
    // Storage is full or forbidden: the text lives on in the page, and on the server.
  }
}
