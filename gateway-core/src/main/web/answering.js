// What a draft answers: held from the first stroke on, so that what arrives meanwhile changes neither whom it goes to nor who can read it.

/**
 * @typedef {import('./types.d.ts').Conversation} Conversation
 * @typedef {import('./types.d.ts').Visibility} Visibility
 * @typedef {{id?: string, revision?: number, visibility: Visibility, to?: string, channelId: string}} Answered a message as it was read, and where an answer to it goes
 * @typedef {{visibility?: Visibility, answers?: Answered}} Aim of a draft; `visibility` only when chosen on purpose
 */

/** What an answer written now would answer. @param {Conversation} conversation @returns {Answered} */
export function answered({answersId, answersRevision, replyVisibility, replyTo, replyChannelId, visibility, channelId}) {
  return {id: answersId, revision: answersRevision, visibility: replyVisibility ?? visibility, to: replyTo, channelId: replyChannelId ?? channelId};
}

/** Whether somebody has written, or changed what they wrote, since. @param {Aim} aim @param {Conversation} conversation */
export function passed({answers}, {answersId, answersRevision}) {
  return answers !== undefined && answersId !== undefined && (answers.id !== answersId || (answers.revision ?? 0) !== (answersRevision ?? 0));
}

/**
 * The aim turned to the newest message. What was private, or answers something private, becomes public only when an agent chooses so again.
 * @param {Aim} aim
 * @param {Conversation} conversation
 * @param {Visibility[]} possible what the channel of the newest message has
 * @returns {Aim}
 */
export function turned({visibility, answers}, conversation, possible) {
  const newest = answered(conversation);
  const before = visibility ?? answers?.visibility ?? newest.visibility;
  const closed = (before === 'private' || newest.visibility === 'private') && possible.includes('private');
  return {answers: newest, visibility: closed ? 'private' : undefined};
}

/**
 * A conversation that was read without its messages. What an agent has not seen is not answered: until the newest message is shown, an answer goes where it went before.
 * @param {Conversation} before
 * @param {Conversation} now
 * @param {{id: string, revision?: number}[]} messages that are shown
 * @returns {Conversation} `now` itself when nothing is unseen
 */
export function asSeen(before, now, messages) {
  const unchanged = now.answersId === before.answersId && now.answersRevision === before.answersRevision;
  if (unchanged || messages.some(({id, revision}) => id === now.answersId && (revision ?? 0) >= (now.answersRevision ?? 0))) return now;
  const {answersId, answersRevision, replyVisibility, replyTo, replyChannelId} = before;
  return {...now, answersId, answersRevision, replyVisibility, replyTo, replyChannelId};
}
