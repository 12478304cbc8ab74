// Files on their way into replies: they go on whatever is open, and land in the draft in which they were begun.

import {upload} from './api.js';
import {refusal} from './attachments.js';
import {wordsOf} from './components/problems.js';
import {drafts, notices, session} from './desk.js';
import {isEmpty} from './drafting.js';
import {size} from './format.js';
import {t} from './i18n/index.js';
import {Observable} from './observable.js';
import {tell} from './telling.js';
import {isolated} from './text.js';

/**
 * @typedef {{id: string, number: number}} Conversation
 * @typedef {{file: File, of: Conversation, agent: string | undefined, progress: number, abort: AbortController}} Upload
 */

class Uploads extends Observable {
  /** @type {Upload[]} */
  #all = [];

  /** @param {string} conversation */
  of(conversation) {
    return this.#all.filter(({of}) => of.id === conversation);
  }

  get any() {
    return this.#all.length > 0;
  }

  /** What the channel does not carry is refused before anything is uploaded. @param {Conversation} of @param {File[]} files @param {import('./types.d.ts').MediaLimits | undefined} limits */
  take(of, files, limits) {
    for (const file of files) {
      const refused = refusal(file, drafts.of(of.id).attachments.length + this.of(of.id).length, limits);
      if (refused) notices.bad(t(`attachments.refused.${refused.problem}`, {name: isolated(refused.name), count: limits?.maximumCount ?? 0, size: size(limits?.maximumBytes ?? 0), types: limits?.types?.join(', ') ?? ''}));
      else this.#begin({file, of, agent: session.agent?.id, progress: 0, abort: new AbortController()});
    }
  }

  /** @param {Upload} item */
  stop(item) {
    this.#end(item);
    item.abort.abort();
  }

  /** Whoever logs out has said so. */
  stopAll() {
    for (const item of this.#all) this.stop(item);
  }

  /** @param {Upload} item */
  async #begin(item) {
    this.#all = [...this.#all, item];
    addEventListener('beforeunload', askToStay);
    drafts.expect(item.of.id, true);
    this.changed();
    try {
      const attachment = await upload(item.file, (progress) => {
        item.progress = progress;
        this.changed();
      }, item.abort.signal);
      // What somebody else has logged in over is in nobody's draft.
      if (!session.agent || session.agent.id === item.agent) drafts.change(item.of.id, {attachments: [...drafts.of(item.of.id).attachments, attachment]});
      this.#end(item);
    } catch (problem) {
      this.#end(item);
      if (problem instanceof DOMException || (session.agent && session.agent.id !== item.agent)) return;
      this.#release(item.of.id);
      tell(item.of, `${isolated(item.file.name)}: ${wordsOf(problem)}`);
    }
  }

  /** A reply in which nothing stands answers whatever comes. @param {string} conversation */
  #release(conversation) {
    const draft = drafts.of(conversation);
    const begun = Boolean(draft.answers ?? draft.seen);
    if (begun && !draft.base && isEmpty(draft) && !draft.visibility && !this.of(conversation).length) drafts.change(conversation, {answers: undefined, seen: undefined});
  }

  /** @param {Upload} item */
  #end(item) {
    this.#all = this.#all.filter((other) => other !== item);
    if (!this.of(item.of.id).length) drafts.expect(item.of.id, false);
    if (!this.any) removeEventListener('beforeunload', askToStay);
    this.changed();
  }
}

/** A page that goes takes along what is on its way; the browser asks in its own words. @param {Event} event */
const askToStay = (event) => event.preventDefault();

export const uploads = new Uploads();
