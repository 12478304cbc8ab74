// How what a composer holds goes out: what its writer is asked before, the attempt, and what a refusal leads to.

import {inDoubt, newKey, Problem} from './api.js';
import {Asking} from './asking.js';
import {selectGap} from './components/filling.js';
import {wordsOf} from './components/problems.js';
import {drafts, inbox, notices, preferences, presence, session, thread} from './desk.js';
import {t} from './i18n/index.js';
import {Observable} from './observable.js';
import {answersSince, lastSaid} from './second-answer.js';
import {alreadySent, giveUpReply, Retyped, sendDraft} from './sending.js';
import {tell} from './telling.js';

/**
 * @typedef {import('./components/reply-composer.js').ReplyComposer} Composer
 * @typedef {import('./types.d.ts').Conversation} Conversation
 * @typedef {import('./types.d.ts').ConversationState} ConversationState
 * @typedef {import('./types.d.ts').FasterAnswer} FasterAnswer
 * @typedef {import('./drafting.js').Draft} Draft
 * @typedef {{draft: Draft, visibility: import('./types.d.ts').Visibility, answers: Composer['answers']}} Asked what its writer has let go: these words to these readers
 * @typedef {{answer?: FasterAnswer}} Again its writer is asked once more, about an answer that came since if there is one
 */

/** What is sent has its composer no longer: its writer has opened something else. Nobody can be asked, and nothing goes unasked. */
class Left extends Error {}

/** One for the page: composers come and go with what is open, and what is on its way belongs to its conversation. Whoever is asked is asked where that is written, else told where it is. */
export class Going extends Observable {
  /** Conversations whose reply or note is on its way, or whose writer is asked about it. @type {Set<string>} */
  #busy = new Set();
  /** Those where it is on its way. @type {Set<string>} */
  #underWay = new Set();
  /** Conversations whose last attempt was not answered: what is there is read before the next one. @type {Set<string>} */
  #doubtful = new Set();
  /** Where answers are written now, and where their writer is asked. @type {{composer: Composer, asking: Asking} | undefined} */
  #place;

  /** @param {Composer} composer */
  enter(composer) {
    this.#place = {composer, asking: new Asking(composer)};
  }

  /** @param {Composer} composer */
  leave(composer) {
    if (this.#place?.composer === composer) this.#place = undefined;
  }

  /** @param {string} of */
  busy(of) {
    return this.#busy.has(of);
  }

  /** @param {string} of */
  underWay(of) {
    return this.#underWay.has(of);
  }

  /** @param {string} of */
  #isOpen(of) {
    return this.#place?.composer.of === of && thread.conversation?.id === of;
  }

  /** Where it is written; throws when something else is open. @param {string} of */
  #at(of) {
    if (!this.#place || !this.#isOpen(of)) throw new Left();
    return this.#place;
  }

  /** What is written in the composer. @param {ConversationState} then @param {string} [sendAt] */
  async send(then, sendAt) {
    const composer = this.#place?.composer;
    if (!composer || this.busy(composer.of)) return;
    if (composer.problem) return composer.refuse();
    const {conversation, of} = composer;
    this.#busy.add(of);
    try {
      for (let again = /** @type {Again | undefined} */ ({}); again && (await this.#knows(conversation));) {
        const asked = await this.#mayGo(of, again.answer);
        again = asked && (await this.#attempt(conversation, asked, then, sendAt));
      }
    } catch (problem) {
      if (!(problem instanceof Left)) throw problem;
      this.#unsplit(of);
      tell(conversation, t(this.#doubtful.has(of) ? 'going.doubt' : 'going.left'));
    } finally {
      this.#busy.delete(of);
    }
  }

  /** Shows an answer that came since, and sends where the writer says so. @param {string} of @param {FasterAnswer} [answer] */
  async readSecond(of, answer) {
    try {
      if (await this.#maySecond(of, answer)) this.send('open');
    } catch (problem) {
      // It was only read.
      if (!(problem instanceof Left)) throw problem;
    }
  }

  /** Whether the page has what the server has, as far as it matters: an attempt that was not answered may have gone through. @param {Conversation} conversation */
  async #knows(conversation) {
    const of = conversation.id;
    if (!this.#doubtful.has(of)) return true;
    try {
      await thread.readAgain();
    } catch (problem) {
      tell(conversation, wordsOf(problem));
      return false;
    }
    if (!this.#at(of).composer.problem) return true;
    // The answer has taken its draft with it meanwhile.
    notices.good(t('second.was-sent'));
    return false;
  }

  /** What its writer decides before a reply goes. @param {string} of @param {FasterAnswer} [told] by the server @returns {Promise<Asked | undefined>} what may go */
  async #mayGo(of, told) {
    const {composer, asking} = this.#at(of);
    const draft = drafts.of(of);
    /** @type {Asked} */
    let asked = {draft, visibility: composer.visibility, answers: composer.answers};
    if (draft.tab !== 'reply') return asked;
    if (this.#wentThrough(of)) return this.#goesOn(of) ? asked : undefined;
    const choice = await asking.aboutWords(draft.reply, asked.visibility === 'public');
    if (choice === 'privately') {
      drafts.change(of, {visibility: 'private'});
      asked = {...asked, draft: {...draft, visibility: 'private'}, visibility: 'private'};
    }
    if (choice === 'go' || choice === 'privately') return (await this.#maySecond(of, told ?? this.#at(of).composer.second)) ? asked : undefined;
    this.#again(of);
    if (choice === 'fill') selectGap(this.#at(of).composer.field);
    return undefined;
  }

  /** Whether nobody has answered since, or the writer has read that answer and sends theirs all the same. @param {string} of @param {FasterAnswer} [answer] */
  async #maySecond(of, answer) {
    if (!answer) return true;
    const choice = await this.#at(of).asking.aboutSecond(answer);
    // The key may be the one that this answer was sent with.
    const key = answer.agentId === session.agent?.id ? {replyKey: newKey()} : {};
    if (choice === 'anyway') drafts.change(of, {seen: answer.messageId, ...key});
    else if (choice === 'give-up') giveUpReply(of);
    if (choice !== 'anyway') this.#again(of);
    return choice === 'anyway';
  }

  /** Back to the text. @param {string} of */
  #again(of) {
    this.#unsplit(of);
    this.#at(of).composer.field.focus();
  }

  /** It is a series again only when its writer asks for one; what is left of one that was begun keeps its keys: some of them are used. @param {string} of */
  #unsplit(of) {
    if (drafts.of(of).series?.sent === 0) drafts.change(of, {series: undefined});
  }

  /**
   * @param {Conversation} conversation @param {Asked} asked @param {ConversationState} then @param {string} [sendAt]
   * @returns {Promise<Again | undefined>}
   */
  async #attempt(conversation, asked, then, sendAt) {
    const of = conversation.id;
    const {draft, visibility, answers} = asked;
    const {tab} = draft;
    const {seen} = drafts.of(of);
    this.#underWay.add(of);
    this.changed();
    try {
      const {id: answersId, revision: answersRevision} = answers;
      const how = {answersId, answersRevision, seenId: seen ?? lastSaid(thread.messages), visibility, holdSeconds: sendAt ? 0 : preferences.choices.hold, sendAt, then};
      await sendDraft(conversation, draft, how);
      this.#doubtful.delete(of);
      if (this.#isOpen(of)) presence.write(false);
      return void inbox.heard(of);
    } catch (problem) {
      if (problem instanceof Retyped) return void this.#showRetyped(conversation);
      const answer = await this.#refused(problem, conversation, tab);
      return answer && {answer};
    } finally {
      this.#underWay.delete(of);
      this.changed();
    }
  }

  /** Nobody has let go what stands there now. @param {Conversation} conversation */
  #showRetyped(conversation) {
    tell(conversation, t('going.retyped'));
    this.#unsplit(conversation.id);
    if (this.#isOpen(conversation.id)) this.#again(conversation.id);
  }

  /** @param {unknown} problem @param {Conversation} conversation @param {'reply' | 'note'} tab @returns {Promise<FasterAnswer | undefined>} what came since: this one waits for what its writer says to that */
  async #refused(problem, conversation, tab) {
    const of = conversation.id;
    if (inDoubt(problem)) this.#doubtful.add(of);
    if (problem instanceof Problem && problem.type === '/problems/idempotency-key-reused') return this.#meetFirst(problem, conversation, tab);
    const answer = problem instanceof Problem ? problem.answer : undefined;
    if (answer) await thread.readAgain().catch(() => {});
    if (answer && this.#isOpen(of)) return answer;
    tell(conversation, wordsOf(problem));
    this.#unsplit(of);
    if (problem instanceof Problem && problem.type === '/problems/newer-message') await this.#meet(of);
    else thread.refresh();
    return undefined;
  }

  /**
   * An attempt that was in doubt did go through, with other words or to an earlier message. It is shown; what was typed since stays, and goes only once its writer has read the first.
   * Until it is shown the draft keeps its key, under which nothing goes twice.
   * @param {Problem} problem @param {Conversation} conversation @param {'reply' | 'note'} tab
   */
  async #meetFirst(problem, conversation, tab) {
    const of = conversation.id;
    if (tab === 'note') drafts.change(of, {noteKey: newKey()});
    else if ((await this.#shows()) && this.#isOpen(of)) {
      this.#doubtful.delete(of);
      if (this.#wentThrough(of) && !this.#goesOn(of)) return undefined;
      drafts.change(of, {replyKey: newKey()});
      const {second} = this.#at(of).composer;
      if (second) return second;
    }
    return void tell(conversation, wordsOf(problem));
  }

  async #shows() {
    return thread.readAgain().then(() => true, () => false);
  }

  /** Whether an attempt has sent what would go now, of the conversation that is open. @param {string} of */
  #wentThrough(of) {
    const {reply, series, attachments, seen} = drafts.of(of);
    const words = (series?.posts[series.sent] ?? reply).trim();
    return answersSince(seen, thread.messages).some(({author, text, attachments: files}) => author.agentId === session.agent?.id && text.trim() === words && idsOf(files) === idsOf(attachments));
  }

  /** What went through is no draft any more; of a series the rest goes on, under its keys. @param {string} of @returns {boolean} whether there is a rest */
  #goesOn(of) {
    if (drafts.of(of).series) return true;
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
    if (this.#isOpen(of)) this.#at(of).composer.turn();
  }
}

export const going = new Going();

/** @param {import('./types.d.ts').Attachment[]} files */
const idsOf = (files) => files.map(({id}) => id).join();
