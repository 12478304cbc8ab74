// Who reads and who replies: what colleagues do, as the stream tells, and what this agent does, as the server is told.

import {put} from '../api.js';
import {Observable} from '../observable.js';

/** @typedef {import('../types.d.ts').Doing} Doing */

/** The server believes a sign for 30 s. */
const RENEWAL = 15_000;
/** Whoever has not typed for this long only reads. */
const STILL_WRITING = 60_000;

export class Presence extends Observable {
  /** By conversation, then by agent. @type {Map<string, Map<string, Doing>>} */
  #others = new Map();
  #self = () => '';
  /** The conversation this agent is in. */
  #here = '';
  #typedAt = -Infinity;
  /** @type {Doing | ''} */
  #told = '';
  #timer = 0;
  /** The page goes: what happens to it afterwards is no sign of life. */
  #gone = false;

  /** @param {() => string} self this agent's id: nobody is shown to themselves */
  constructor(self) {
    super();
    this.#self = self;
  }

  start() {
    this.stop();
    this.#timer = window.setInterval(() => this.#tell(true), RENEWAL);
    document.addEventListener('visibilitychange', this.#seen);
    addEventListener('pagehide', this.#hidden);
    addEventListener('pageshow', this.#shown);
  }

  stop() {
    clearInterval(this.#timer);
    document.removeEventListener('visibilitychange', this.#seen);
    removeEventListener('pagehide', this.#hidden);
    removeEventListener('pageshow', this.#shown);
    this.#others.clear();
    this.#here = '';
    this.#told = '';
    this.changed();
  }

  /** @param {string} conversation its id, or '' when none is open */
  enter(conversation) {
    if (conversation === this.#here) return;
    this.#leave();
    this.#here = conversation;
    this.#typedAt = -Infinity;
    this.#tell();
  }

  /** @param {boolean} words whether there is something in the reply */
  write(words) {
    this.#typedAt = words ? Date.now() : -Infinity;
    this.#tell();
  }

  /** Who else is in a conversation, those who reply first. @param {string | undefined} conversation @returns {{agentId: string, doing: Doing}[]} */
  others(conversation) {
    const present = [...(this.#others.get(conversation ?? '') ?? [])].map(([agentId, doing]) => ({agentId, doing}));
    return present.filter(({agentId}) => agentId !== this.#self()).sort((a, b) => (b.doing === 'replying' ? 1 : 0) - (a.doing === 'replying' ? 1 : 0));
  }

  /** @param {import('../types.d.ts').PresenceEvent} event */
  heard(event) {
    if ('everybody' in event) {
      this.#others.clear();
      for (const sign of event.everybody) this.#take(sign);
    } else this.#take(event);
    this.changed();
  }

  /** @param {{conversationId: string, agentId: string, doing: Doing}} sign */
  #take({conversationId, agentId, doing}) {
    const agents = this.#others.get(conversationId) ?? new Map();
    if (doing === 'none') agents.delete(agentId);
    else agents.set(agentId, doing);
    if (agents.size) this.#others.set(conversationId, agents);
    else this.#others.delete(conversationId);
  }

  get #doing() {
    if (Date.now() - this.#typedAt < STILL_WRITING) return 'replying';
    return document.visibilityState === 'visible' ? 'reading' : 'none';
  }

  /** @param {boolean} renew also when nothing changed */
  #tell(renew = false) {
    const doing = this.#doing;
    if (this.#gone || !this.#here || (doing === this.#told && (!renew || doing === 'none'))) return;
    this.#told = doing;
    this.#send(this.#here, doing);
  }

  #seen = () => this.#tell();

  /** Chromium tells of pagehide first and of visibilitychange afterwards. */
  #hidden = () => {
    this.#leave();
    this.#gone = true;
  };

  #shown = () => {
    this.#gone = false;
    this.#tell();
  };

  #leave() {
    if (this.#here && this.#told && this.#told !== 'none') this.#send(this.#here, 'none');
    this.#told = '';
  }

  /** A sign that is lost is made up for by the next. @param {string} conversation @param {Doing} doing */
  #send(conversation, doing) {
    put(`/conversations/${conversation}/presence`, {doing}, {quiet: true, keepalive: true}).catch(() => {});
  }
}
