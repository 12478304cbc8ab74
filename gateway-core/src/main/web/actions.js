// What an agent does with the open conversation, by button, menu or key alike.

import {Problem} from './api.js';
import {wordsOf} from './components/problems.js';
import {directory, notices, preferences, session, thread} from './desk.js';
import {later} from './format.js';
import {t} from './i18n/index.js';
import {ask} from './parts.js';

/** @typedef {import('./types.d.ts').ConversationChange} ConversationChange */

/** For how long a change can be undone with one button. */
const UNDO_FOR = 10_000;

/**
 * @param {ConversationChange} wish
 * @param {string} done what is said when it worked
 */
export async function change(wish, done) {
  try {
    const changed = await thread.change(wish);
    notices.good(done, undoing(changed));
    return true;
  } catch (problem) {
    notices.bad(wordsOf(problem));
    if (problem instanceof Problem && problem.status === 409) await thread.reread().catch(() => {});
    return false;
  }
}

/** @param {import('./types.d.ts').Conversation | undefined} changed none: out of sight */
function undoing(changed) {
  return changed && {label: t('order.undo'), act: () => undo(changed), milliseconds: UNDO_FOR};
}

/** Unless somebody has changed it since. @param {import('./types.d.ts').Conversation} changed */
async function undo(changed) {
  try {
    await thread.undo(changed);
    notices.good(t('order.undone'));
  } catch (problem) {
    notices.bad(wordsOf(problem));
  }
}

/** The language holds at once in this browser and is kept for the agent. @param {import('./types.d.ts').Language} language */
export async function speak(language) {
  preferences.choose({language});
  try {
    await session.tell({language});
  } catch (problem) {
    notices.bad(wordsOf(problem));
  }
}

/** Whether the agent takes work on. @param {import('./types.d.ts').Availability} availability */
export async function turn(availability) {
  try {
    await session.tell({availability});
    notices.speak(t(`availability.now.${availability}`));
  } catch (problem) {
    notices.bad(wordsOf(problem));
  }
}

/** What would be lost by it is asked about before. */
export function logOut() {
  ask('leaving-dialog', 'ask-leaving');
}

export function assignToMe() {
  return assign(session.agent?.id ?? null);
}

/** @param {string | null} agentId */
export function assign(agentId) {
  const agent = agentId === session.agent?.id ? undefined : directory.agent(agentId ?? undefined);
  if (agent?.availability === 'away' || agent?.availability === 'off') return change({assigneeId: agentId}, t(`done.assigned.${agent.availability}`, {name: agent.name}));
  return change({assigneeId: agentId}, t(agentId === session.agent?.id ? 'done.mine' : agentId ? 'done.assigned' : 'done.unassigned'));
}

/** @param {string | null} teamId */
export function moveToTeam(teamId) {
  return change({teamId}, t('done.team'));
}

/**
 * Gives the open conversation away, and says why. Throws when that is refused.
 * @param {{assigneeId?: string, teamId?: string, note: string}} wish @param {string} name of whom it goes to @param {string} key
 */
export async function handOver(wish, name, key) {
  const changed = await thread.handOver(wish, key);
  notices.good(t('handover.done', {name}), undoing(changed));
}

export function setWaiting() {
  return change({state: 'waiting'}, t('done.waiting'));
}

/** @param {string} until */
export function snooze(until) {
  return change({snoozedUntil: until}, t('snooze.done', {when: later(until, Date.now())}));
}

/** @param {string} who a few words for colleagues, or none */
export function awaitExpert(who) {
  return change({expert: who}, t('expert.done'));
}

export function reopen() {
  return change({state: 'open'}, t('done.reopened'));
}

/** Resolving while an answer is owed needs a reason, which the dialog asks for. */
export function resolve() {
  if (thread.conversation?.owedSince) {
    resolveWithReason();
    return;
  }
  change({state: 'resolved'}, t('done.resolved'));
}

/** @param {import('./types.d.ts').ResolutionReason | undefined} reasonCode @param {string} words */
export function resolveBecause(reasonCode, words) {
  return change({state: 'resolved', reasonCode, reason: words || undefined}, t('done.resolved'));
}

/** Asks for a reason, whether one is needed or not. */
export function resolveWithReason() {
  ask('reason-dialog', 'ask-reason');
}

export function toggleUrgent() {
  const {urgent = false} = thread.opened().conversation;
  return change({urgent: !urgent}, t(urgent ? 'order.done-not-urgent' : 'order.done-urgent'));
}

/** @param {string} name */
export function tagWith(name) {
  return order({addTags: [name]}, t('tags.done-added', {name}));
}

/** @param {string} id */
export function untag(id) {
  const {tags = []} = thread.opened().conversation;
  return order({removeTags: [id]}, t('tags.done-removed', {name: tags.find((tag) => tag.id === id)?.name ?? ''}));
}

/** Tags are added and taken off one by one: whatever colleagues change meanwhile, both hold. @param {ConversationChange} wish @param {string} done */
async function order(wish, done) {
  try {
    await thread.changeAnyhow(wish);
    notices.speak(done);
  } catch (problem) {
    notices.bad(wordsOf(problem));
  }
}
