// What concerns this agent and is not seen yet: shared by all of the agent's tabs in this browser, without anybody's words.

import {concernOf, dueConcern, isLater, knownConcern, mayConcern, merged, noteId, promised, unreadConcern, withSeen} from '../concerns.js';
import {Observable} from '../observable.js';
import {waitingSince} from '../waiting.js';

/**
 * @typedef {import('../concerns.js').Concern} Concern
 * @typedef {import('../concerns.js').Self} Self
 * @typedef {import('../types.d.ts').Change} Change
 * @typedef {import('../types.d.ts').ConversationRow} Row
 */

const PREFIX = 'parvis.attention.';
/** Changes whose conversation has not been looked at yet; more come in a storm, and are found in the lists. */
const MOST_PENDING = 500;

export class Attention extends Observable {
  /** The latest first. @type {Concern[]} */
  concerns = [];
  /** @type {Self | undefined} */
  #self;
  /** Where it is kept, also after the session is over. */
  #place = '';
  #inSight;
  #onNews;
  #onOther;
  /** @type {Change[]} */
  #pending = [];
  /** Own conversations whose person waits, and not so long yet that the list warns of it: since when. @type {Map<string, string>} */
  #promised = new Map();
  /** Those of them that are looked at once more, now that it does. @type {Set<string>} */
  #due = new Set();

  /**
   * @param {(conversationId: string) => boolean} inSight whether the agent has it before their eyes
   * @param {(news: Concern[]) => void} onNews told what has come and is not in sight
   * @param {(change: Change) => void} [onOther] told what might have concerned the agent and does not
   */
  constructor(inSight, onNews, onOther = () => {}) {
    super();
    this.#inSight = inSight;
    this.#onNews = onNews;
    this.#onOther = onOther;
  }

  get unseen() {
    return this.concerns.filter(({seen}) => !seen).length;
  }

  /** @param {Self} self */
  start(self) {
    const again = this.#self?.id === self.id;
    this.#self = self;
    if (again) return;
    this.#place = PREFIX + self.id;
    this.#forgetChanges();
    this.concerns = kept(this.#place);
    addEventListener('storage', this.#heardElsewhere);
    this.changed();
  }

  /** Whoever logs out leaves nothing behind. */
  forget() {
    this.stop();
    localStorage.removeItem(this.#place);
  }

  stop() {
    this.#self = undefined;
    this.#forgetChanges();
    this.concerns = [];
    removeEventListener('storage', this.#heardElsewhere);
    this.changed();
  }

  #forgetChanges() {
    this.#pending = [];
    this.#promised.clear();
    this.#due.clear();
  }

  /** Whose conversation it is, is known once that was read. @param {Change} change */
  heard(change) {
    if (!this.#self || !mayConcern(change, this.#self)) return false;
    this.#pending = [...this.#pending, change].slice(-MOST_PENDING);
    return true;
  }

  /** Conversations as they are now. @param {Row[]} rows @param {number} [now] */
  read(rows, now = Date.now()) {
    const self = this.#self;
    if (!self) return;
    const late = rows.filter((row) => this.#due.delete(row.id) && promised(row, self)).map((row) => dueConcern(row, this.#inSight(row.id)));
    this.watch(rows, now);
    if (!this.#pending.length && !late.length) return;
    const byId = new Map(rows.map((row) => [row.id, row]));
    const due = this.#pending.filter(({conversationId = ''}) => byId.has(conversationId));
    this.#pending = this.#pending.filter((change) => !due.includes(change));
    const news = due.flatMap((change) => {
      const concern = concernOf(change, self, /** @type {Row} */ (byId.get(change.conversationId ?? '')));
      if (!concern) this.#onOther(change);
      return concern ? [{...concern, seen: this.#inSight(concern.conversationId)}] : [];
    });
    const given = givenAt(news);
    const told = [...news.filter(({reason, conversationId, at}) => reason !== 'message' || isLater(at, given.get(conversationId))), ...late];
    if (!told.length) return;
    this.#become(merged(this.concerns, told));
    const fresh = this.concerns.filter(({id, seen}) => !seen && told.some((concern) => concern.id === id));
    if (fresh.length) this.#onNews(fresh);
  }

  /** Whose wait will be told of when it becomes long. What the list warns of already needs no telling. @param {Row[]} rows @param {number} [now] */
  watch(rows, now = Date.now()) {
    for (const row of rows) {
      if (this.#self && promised(row, this.#self) && waitingSince(row.owedSince ?? '', now).level === 'calm') this.#promised.set(row.id, row.owedSince ?? '');
      else this.#promised.delete(row.id);
    }
  }

  /** Time has passed. Returns the conversations that are to be read now: each is told of if its person waits still. @param {number} now */
  passing(now) {
    const late = [...this.#promised].filter(([, since]) => waitingSince(since, now).level !== 'calm').map(([id]) => id);
    for (const id of late) {
      this.#promised.delete(id);
      this.#due.add(id);
    }
    return late;
  }

  /**
   * What the server says of mentions: those that are unread are here.
   * @param {import('../types.d.ts').Mention[]} mentions
   * @param {Concern[]} before what was known when the server was asked: of that nothing else is unread; empty, unless these are all that are unread
   */
  know(mentions, before) {
    const unread = mentions.filter((mention) => mention.unread);
    const known = unread.map(({message, conversation: {id, number}, teamId}) => /** @type {Concern} */ ({
      id: noteId(message.id), reason: teamId ? 'team-mention' : 'mention', conversationId: id, number, at: message.createdAt, messageId: message.id, by: message.author.agentId, seen: false,
    }));
    const ids = new Set(unread.map(({message}) => noteId(message.id)));
    const asked = new Set(before.map(({id}) => id));
    this.#become(merged(withSeen(this.concerns, ({id, reason}) => reason.endsWith('mention') && asked.has(id) && !ids.has(id)), known));
  }

  /**
   * When the desk opens: what is unread in one's own conversations, and what the server says of besides, came while no desk heard of it; what is read was
   * read elsewhere.
   * @param {Row[]} rows one's own conversations
   * @param {import('../types.d.ts').KnownConcern[]} [known]
   * @param {Concern[]} [before] what was known when the server was asked: of what came since it says nothing
   */
  catchUp(rows, known = [], before = this.concerns) {
    const told = known.map(knownConcern).map((concern) => (this.#inSight(concern.conversationId) ? {...concern, seen: true} : concern));
    const given = givenAt(told.filter(({seen}) => !seen));
    const read = new Set(rows.filter(({unread}) => !unread).map(({id}) => id));
    const unread = rows.filter(({id, unread: is, lastMessageAt}) => is && (given.get(id) ?? '') < lastMessageAt).map((row) => unreadConcern(row, this.#inSight(row.id)));
    // A conversation can be read and what was done to it not be known.
    this.#become(merged(withSeen(this.concerns, (concern) => /^(message|unread)$/.test(concern.reason) && read.has(concern.conversationId) && before.includes(concern)), [...told, ...unread]));
  }

  /** It has been opened, here or elsewhere. @param {string} conversationId */
  see(conversationId) {
    this.#pending = this.#pending.filter((change) => change.conversationId !== conversationId);
    this.#become(withSeen(this.concerns, (concern) => concern.conversationId === conversationId));
  }

  /** @param {string} messageId of a note */
  seeNote(messageId) {
    this.#become(withSeen(this.concerns, ({id}) => id === noteId(messageId)));
  }

  /** At another machine, what came there until then. @param {string} conversationId @param {string} until */
  seeUntil(conversationId, until) {
    const seen = (/** @type {{conversationId?: string, at: string}} */ known) => known.conversationId === conversationId && !isLater(known.at, until);
    this.#pending = this.#pending.filter((change) => !seen(change));
    this.#become(withSeen(this.concerns, seen));
  }

  seeAll() {
    this.#become(withSeen(this.concerns, () => true));
  }

  /** @param {Concern[]} concerns */
  #become(concerns) {
    const text = JSON.stringify(concerns);
    if (!this.#self || text === JSON.stringify(this.concerns)) return;
    this.concerns = concerns;
    try {
      localStorage.setItem(this.#place, text);
    } catch {
      // Storage is full or forbidden: each tab keeps its own.
    }
    this.changed();
  }

  /** @param {StorageEvent} event */
  #heardElsewhere = ({key, newValue}) => {
    if (key !== this.#place) return;
    const now = merged(this.concerns, parsed(newValue));
    if (JSON.stringify(now) === JSON.stringify(this.concerns)) return;
    this.concerns = now;
    this.changed();
  };
}

/**
 * Of each conversation that was given to the agent, when: whoever is told of that need not be told of what they have not read there from before.
 * @param {Concern[]} concerns
 */
function givenAt(concerns) {
  return new Map(concerns.filter(({reason}) => reason === 'assigned' || reason === 'handed-over').map(({conversationId, at}) => [conversationId, at]));
}

/** @param {string} place */
function kept(place) {
  try {
    return parsed(localStorage.getItem(place));
  } catch {
    return [];
  }
}

/** @param {string | null} text @returns {Concern[]} */
function parsed(text) {
  const value = JSON.parse(text ?? '[]');
  return Array.isArray(value) ? value : [];
}
