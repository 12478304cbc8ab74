// What of all that happens concerns this agent, and what of that is seen: the same in every tab, whichever hears of it first.

import {instant} from './listing.js';
import {WARNING_AFTER_HOURS} from './waiting.js';

/**
 * @typedef {import('./types.d.ts').Change} Change
 * @typedef {import('./types.d.ts').ConversationRow} Row
 * @typedef {{id: string, teamIds?: string[]}} Self
 * @typedef {'mention' | 'team-mention' | 'handed-over' | 'handed-over-team' | 'assigned' | 'message' | 'unread' | 'undelivered' | 'back' | 'due'} Reason
 *
 * @typedef {object} Concern
 * @property {string} id the same wherever it is heard of
 * @property {Reason} reason
 * @property {string} conversationId
 * @property {number} number of the conversation
 * @property {string} at
 * @property {string} [messageId] the note whose words say more
 * @property {string} [by] the agent who did it
 * @property {boolean} seen
 */

/** More are not kept: what is older is in the conversations themselves. */
export const MOST_CONCERNS = 50;

const HOUR = 3_600_000;

/** @param {unknown} field `[before, after]` @returns {unknown} what it is now */
const after = (field) => (Array.isArray(field) ? field[1] : undefined);

/**
 * Why a change concerns the agent; `undefined`: it does not.
 * @param {Change} change
 * @param {Self} self
 * @param {string | undefined} assigneeId who has the conversation
 * @returns {Reason | undefined}
 */
export function reasonOf({kind, agentId, messageId, detail = {}}, self, assigneeId) {
  switch (kind) {
    case 'mention.written':
      if (agentId !== self.id) return undefined;
      return detail.teamId ? 'team-mention' : 'mention';
    case 'message.received':
      return assigneeId === self.id && agentId !== self.id && !detail.automatic ? 'message' : undefined;
    case 'delivery.changed':
      return (detail.state === 'FAILED' || detail.state === 'UNKNOWN') && detail.authorId === self.id ? 'undelivered' : undefined;
    case 'conversation.changed':
      if (agentId === self.id) return undefined;
      if (!agentId) return Array.isArray(detail.snoozedUntil) && after(detail.snoozedUntil) === null && assigneeId === self.id ? 'back' : undefined;
      if (after(detail.assigneeId) === self.id) return messageId ? 'handed-over' : 'assigned';
      return messageId && self.teamIds?.includes(String(after(detail.teamId))) ? 'handed-over-team' : undefined;
    default:
      return undefined;
  }
}

/** Whether it is worth a look who has the conversation. @param {Change} change @param {Self} self */
export function mayConcern(change, self) {
  return change.conversationId !== undefined && reasonOf(change, self, self.id) !== undefined;
}

/**
 * @param {Change} change
 * @param {Self} self
 * @param {{id: string, number: number, assigneeId?: string}} conversation as it is now
 * @returns {Concern | undefined}
 */
export function concernOf(change, self, {id: conversationId, number, assigneeId}) {
  const reason = reasonOf(change, self, assigneeId);
  if (!reason) return undefined;
  const {at, messageId, agentId, detail} = change;
  const by = reason === 'mention' || reason === 'team-mention' ? String(detail?.by) : agentId;
  const noted = by !== undefined && messageId !== undefined;
  return {id: idOf(reason, {conversationId, messageId, at}), reason, conversationId, number, at, seen: false, ...(noted ? {messageId} : {}), ...(by ? {by} : {})};
}

/** One's own conversation that is unread: whatever has come there since. @param {{id: string, number: number, lastMessageAt: string}} row @param {boolean} seen @returns {Concern} */
export function unreadConcern({id: conversationId, number, lastMessageAt: at}, seen) {
  return {id: idOf('unread', {conversationId, at}), reason: 'unread', conversationId, number, at, seen};
}

/** What the server says of, whichever machine it was seen on. @param {import('./types.d.ts').KnownConcern} known @returns {Concern} */
export function knownConcern({reason, conversationId, number, at, messageId, by, seen}) {
  return {id: idOf(reason, {conversationId, messageId, at}), reason, conversationId, number, at, seen, ...(by && messageId ? {messageId} : {}), ...(by ? {by} : {})};
}

/** @type {Reason[]} */
const KNOWN_TO_SERVER = ['assigned', 'handed-over', 'handed-over-team', 'back', 'due', 'undelivered'];

/** To the microsecond. @param {string} at @param {string | undefined} other */
export function isLater(at, other) {
  return other === undefined || instant(at) > instant(other);
}

/**
 * Of each conversation in which all that the server knows of is seen, until when.
 * @param {Concern[]} concerns
 * @returns {Map<string, string>}
 */
export function seenUntil(concerns) {
  const known = concerns.filter(({reason}) => KNOWN_TO_SERVER.includes(reason));
  const unseen = new Set(known.filter(({seen}) => !seen).map(({conversationId}) => conversationId));
  return latestOf(known.filter(({conversationId}) => !unseen.has(conversationId)));
}

/** Of each conversation, when the latest came. @param {Concern[]} concerns @returns {Map<string, string>} */
export function latestOf(concerns) {
  /** @type {Map<string, string>} */
  const latest = new Map();
  for (const {conversationId, at} of concerns) if (isLater(at, latest.get(conversationId))) latest.set(conversationId, at);
  return latest;
}

/** Whether an answer is owed to the person of one's own conversation, and the person waits for it: not what waits for them, or until a moment. @param {Row} row @param {Self} self */
export function promised({assigneeId, owedSince, state, expert}, self) {
  return owedSince !== undefined && assigneeId === self.id && (state === 'open' || expert !== undefined);
}

/** The list warns of it from now on; once for each answer. @param {Row} row @param {boolean} seen @returns {Concern} */
export function dueConcern({id: conversationId, number, owedSince = ''}, seen) {
  const at = new Date(Date.parse(owedSince) + WARNING_AFTER_HOURS * HOUR).toISOString();
  return {id: idOf('due', {conversationId, at}), reason: 'due', conversationId, number, at, seen};
}

/** What a person writes in one conversation is one concern, and so is a note that hands over to whom it mentions. @param {Reason} reason @param {{conversationId: string, messageId?: string, at: string}} of */
function idOf(reason, {conversationId, messageId, at}) {
  switch (reason) {
    case 'message':
    case 'unread':
      return `message ${conversationId}`;
    case 'assigned':
    case 'back':
      return `${reason} ${conversationId} ${at}`;
    case 'due':
      return `due ${conversationId} ${Date.parse(at)}`;
    case 'undelivered':
      return `undelivered ${messageId} ${at}`;
    default:
      return noteId(messageId ?? '');
  }
}

/** @param {string} messageId of a note that mentions somebody */
export function noteId(messageId) {
  return `note ${messageId}`;
}

/**
 * Two lists as one, the latest first. Of the same concern the later news stands, and what is seen in one is seen.
 * @param {Concern[]} one
 * @param {Concern[]} other
 * @returns {Concern[]}
 */
export function merged(one, other) {
  const byId = new Map(one.map((concern) => [concern.id, concern]));
  for (const concern of other) {
    const known = byId.get(concern.id);
    byId.set(concern.id, known ? joined(known, concern) : concern);
  }
  return [...byId.values()].sort(latestFirst).slice(0, MOST_CONCERNS);
}

/** @param {Concern} one @param {Concern} other */
function latestFirst(one, other) {
  if (isLater(one.at, other.at)) return -1;
  return isLater(other.at, one.at) || one.id > other.id ? 1 : -1;
}

/** @param {Concern} one @param {Concern} other @returns {Concern} */
function joined(one, other) {
  if (one.id.startsWith('note ')) return {...one, reason: one.reason.startsWith('handed-over') ? one.reason : other.reason, seen: one.seen || other.seen};
  if (isLater(one.at, other.at)) return one;
  if (isLater(other.at, one.at)) return other;
  return {...one, seen: one.seen || other.seen};
}

/**
 * The list with those seen that the test names; the same list when nothing changes.
 * @param {Concern[]} concerns
 * @param {(concern: Concern) => boolean} test
 */
export function withSeen(concerns, test) {
  const fresh = (/** @type {Concern} */ concern) => !concern.seen && test(concern);
  return concerns.some(fresh) ? concerns.map((concern) => (fresh(concern) ? {...concern, seen: true} : concern)) : concerns;
}
