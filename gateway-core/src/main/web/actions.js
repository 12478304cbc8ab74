// What an agent does with the open conversation, by button, menu or key alike.

import {newKey, Problem} from './api.js';
import {wordsOf} from './components/problems.js';
import {drafts, inbox, notices, preferences, router, session, thread} from './desk.js';
import {t} from './i18n/index.js';

/**
 * @typedef {import('./types.d.ts').ConversationChange} ConversationChange
 * @typedef {import('./types.d.ts').Message} Message
 */

/**
 * @param {ConversationChange} wish
 * @param {string} done what is said when it worked
 */
async function change(wish, done) {
  try {
    await thread.change(wish);
    notices.good(done);
    inbox.refresh();
    return true;
  } catch (problem) {
    notices.bad(wordsOf(problem));
    if (problem instanceof Problem && problem.status === 409) await thread.reread().catch(() => {});
    return false;
  }
}

/**
 * An answer that has not gone out yet does not, and is in the reply again; files come back to whoever attached them.
 * @param {{id: string, number: number}} conversation
 * @param {Message} message
 */
export async function takeBack(conversation, message) {
  const {delivery, text, attachments, visibility, author} = message;
  if (!delivery) return;
  try {
    const {state} = await thread.report(delivery.id, 'take-back');
    if (state !== 'cancelled') return notices.bad(t('done.delivery.take-back-unknown'));
  } catch (problem) {
    notices.bad(wordsOf(problem));
    thread.refresh();
    return;
  }
  const draft = drafts.of(conversation.id);
  const files = author.agentId === session.agent?.id ? attachments : [];
  drafts.change(conversation.id, {
    tab: 'reply', reply: [text, draft.reply].filter(Boolean).join('\n\n'), visibility: draft.visibility ?? visibility, attachments: [...files, ...draft.attachments], replyKey: newKey(),
  });
  notices.good(t('done.delivery.take-back'));
  if (thread.conversation?.id === conversation.id) document.dispatchEvent(new CustomEvent('compose', {detail: 'reply'}));
  else router.go({place: 'conversation', number: conversation.number});
}

/** The language holds at once in this browser and is kept for the agent. @param {import('./types.d.ts').Language} language */
export async function speak(language) {
  preferences.choose({language});
  try {
    await session.keepLanguage(language);
  } catch (problem) {
    notices.bad(wordsOf(problem));
  }
}

export function assignToMe() {
  return assign(session.agent?.id ?? null);
}

/** @param {string | null} agentId */
export function assign(agentId) {
  return change({assigneeId: agentId}, t(agentId === session.agent?.id ? 'done.mine' : agentId ? 'done.assigned' : 'done.unassigned'));
}

/** @param {string | null} teamId */
export function moveToTeam(teamId) {
  return change({teamId}, t('done.team'));
}

export function setWaiting() {
  return change({state: 'waiting'}, t('done.waiting'));
}

export function reopen() {
  return change({state: 'open'}, t('done.reopened'));
}

/** Resolving while an answer is owed needs a reason, which the dialog asks for. */
export function resolve() {
  if (thread.conversation?.owedSince) {
    document.dispatchEvent(new CustomEvent('ask-reason'));
    return;
  }
  change({state: 'resolved'}, t('done.resolved'));
}

/** @param {string} reason */
export function resolveBecause(reason) {
  return change({state: 'resolved', reason}, t('done.resolved'));
}
