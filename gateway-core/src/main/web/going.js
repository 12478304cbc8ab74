// How what a composer holds goes out: what its writer is asked before, the attempt, and what a refusal leads to.

import {inDoubt, newKey, Problem} from './api.js';
import {Asking} from './asking.js';
import {selectGap} from './components/filling.js';
import {wordsOf} from './components/problems.js';
import {drafts, inbox, notices, preferences, presence, session, thread} from './desk.js';
import {t} from './i18n/index.js';
import {answersSince, lastSaid} from './second-answer.js';
import {alreadySent, giveUpReply, sendDraft} from './sending.js';

/**
 * @typedef {import('./types.d.ts').ConversationState} ConversationState
 * @typedef {import('./types.d.ts').FasterAnswer} FasterAnswer
 */

export class Going {
  /** A reply or a note is on its way, or its writer is asked about it. */
  busy = false;
  /** It is on its way. */
  underWay = false;
  #composer;
  #asking;
  /** Conversations whose last attempt was not answered: what is there is read before the next one. @type {Set<string>} */
  #doubtful = new Set();

  /** @param {import('./components/reply-composer.js').ReplyComposer} composer */
  constructor(composer) {
    this.#composer = composer;
    this.#asking = new Asking(composer);
  }

  get #draft() {
    return drafts.of(this.#composer.of);
  }

  /** @param {ConversationState} then @param {string} [sendAt] */
  async send(then, sendAt) {
    if (this.busy) return;
    if (this.#composer.problem) return this.#composer.refuse();
    this.busy = true;
    try {
      for (let told; (await this.#knows()) && (await this.#mayGo(told));) {
        told = await this.#attempt(then, sendAt);
        if (!told) return;
      }
    } finally {
      this.busy = false;
    }
  }

  /** Shows an answer that came since, and sends where the writer says so. @param {FasterAnswer} [answer] */
  async readSecond(answer) {
    if (await this.#maySecond(answer)) this.send('open');
  }

  /** Whether the page has what the server has, as far as it matters: an attempt that was not answered may have gone through. */
  async #knows() {
    if (!this.#doubtful.has(this.#composer.of)) return true;
    try {
      await thread.readAgain();
    } catch (problem) {
      notices.bad(wordsOf(problem));
      return false;
    }
    if (!this.#composer.problem) return true;
    // The answer has taken its draft with it meanwhile.
    notices.good(t('second.was-sent'));
    return false;
  }

  /** What its writer decides before a reply goes. @param {FasterAnswer} [told] by the server @returns {Promise<boolean>} */
  async #mayGo(told) {
    const {of, visibility} = this.#composer;
    const {tab, reply} = this.#draft;
    if (tab !== 'reply') return true;
    if (this.#wentThrough()) return this.#goesOn(of);
    const choice = await this.#asking.aboutWords(reply, visibility === 'public');
    if (choice === 'privately') drafts.change(of, {visibility: 'private'});
    if (choice === 'go' || choice === 'privately') return of === this.#composer.of && this.#maySecond(told ?? this.#composer.second);
    this.#again();
    if (choice === 'fill') selectGap(this.#composer.field);
    return false;
  }

  /** Whether nobody has answered since, or the writer has read that answer and sends theirs all the same. @param {FasterAnswer} [answer] */
  async #maySecond(answer) {
    const {of} = this.#composer;
    if (!answer) return true;
    const choice = await this.#asking.aboutSecond(answer);
    // The key may be the one that this answer was sent with.
    const key = answer.agentId === session.agent?.id ? {replyKey: newKey()} : {};
    if (choice === 'anyway') drafts.change(of, {seen: answer.messageId, ...key});
    else if (choice === 'give-up') giveUpReply(of);
    if (choice !== 'anyway') this.#again();
    return choice === 'anyway' && of === this.#composer.of;
  }

  /** Back to the text: it is a series again only when its writer asks for one. */
  #again() {
    if (this.#draft.series?.sent === 0) drafts.change(this.#composer.of, {series: undefined});
    this.#composer.field.focus();
  }

  /** @param {ConversationState} then @param {string} [sendAt] @returns {Promise<FasterAnswer | undefined>} an answer that came since: this one waits for what its writer says to that */
  async #attempt(then, sendAt) {
    const {of, conversation, answers, visibility} = this.#composer;
    const {tab, seen} = this.#draft;
    this.#show(true);
    try {
      const {id: answersId, revision: answersRevision} = answers;
      const how = {answersId, answersRevision, seenId: seen ?? lastSaid(thread.messages), visibility, holdSeconds: sendAt ? 0 : preferences.choices.hold, sendAt, then};
      await sendDraft(conversation, how);
      this.#doubtful.delete(of);
      presence.write(false);
      return void inbox.heard(of);
    } catch (problem) {
      return await this.#refused(problem, of, tab);
    } finally {
      this.#show(false);
    }
  }

  /** @param {boolean} underWay */
  #show(underWay) {
    this.underWay = underWay;
    this.#composer.requestUpdate();
  }

  /** @param {unknown} problem @param {string} of @param {'reply' | 'note'} tab @returns {Promise<FasterAnswer | undefined>} */
  async #refused(problem, of, tab) {
    if (inDoubt(problem)) this.#doubtful.add(of);
    if (problem instanceof Problem && problem.type === '/problems/idempotency-key-reused') return this.#meetFirst(problem, of, tab);
    const answer = problem instanceof Problem ? problem.answer : undefined;
    if (answer) await thread.readAgain().catch(() => {});
    const asked = of === this.#composer.of ? answer : undefined;
    if (!asked) notices.bad(wordsOf(problem));
    // What is left of a series keeps its keys: some of them are used.
    if (!asked && drafts.of(of).series?.sent === 0) drafts.change(of, {series: undefined});
    if (problem instanceof Problem && problem.type === '/problems/newer-message') await this.#meet(of);
    else if (!asked) thread.refresh();
    return asked;
  }

  /**
   * An attempt that was in doubt did go through, with other words or to an earlier message. It is shown; what was typed since stays, and goes only once its writer has read the first.
   * Until it is shown the draft keeps its key, under which nothing goes twice.
   * @param {Problem} problem @param {string} of @param {'reply' | 'note'} tab
   */
  async #meetFirst(problem, of, tab) {
    if (tab === 'note') drafts.change(of, {noteKey: newKey()});
    else if (of === this.#composer.of && (await this.#shows())) {
      this.#doubtful.delete(of);
      if (this.#wentThrough() && !this.#goesOn(of)) return undefined;
      drafts.change(of, {replyKey: newKey()});
      if (this.#composer.second) return this.#composer.second;
    }
    return void notices.bad(wordsOf(problem));
  }

  async #shows() {
    return thread.readAgain().then(() => true, () => false);
  }

  /** Whether an attempt has sent what would go now. */
  #wentThrough() {
    const {reply, series, attachments, seen} = this.#draft;
    const words = (series?.posts[series.sent] ?? reply).trim();
    return answersSince(seen, thread.messages).some(({author, text, attachments: files}) => author.agentId === session.agent?.id && text.trim() === words && idsOf(files) === idsOf(attachments));
  }

  /** What went through is no draft any more; of a series the rest goes on, under its keys. @param {string} of @returns {boolean} whether there is a rest */
  #goesOn(of) {
    if (this.#draft.series) return true;
    this.#doubtful.delete(of);
    alreadySent(of);
    return false;
  }

  /** Shows what came while the answer was written; the next attempt answers that. @param {string} of */
  async #meet(of) {
    try {
      await thread.readAgain();
    } catch {
      // The composer offers it as soon as the newer message is there.
      return;
    }
    if (of === this.#composer.of) this.#composer.turn();
  }
}

/** @param {import('./types.d.ts').Attachment[]} files */
const idsOf = (files) => files.map(({id}) => id).join();
