// What a draft answers: held from the first stroke on, so that what arrives meanwhile changes neither whom it goes to nor who can read it.

/**
 * @typedef {import('./types.d.ts').Conversation} Conversation
 * @typedef {import('./types.d.ts').Visibility} Visibility
 * @typedef {{id?: string, visibility: Visibility, to?: string, channelId: string}} Answered a message, and where an answer to it goes
 * @typedef {{visibility?: Visibility, answers?: Answered}} Aim of a draft; `visibility` only when chosen on purpose
 */

/** What an answer written now would answer. @param {Conversation} conversation @returns {Answered} */
export function answered({answersId, replyVisibility, replyTo, replyChannelId, visibility, channelId}) {
  return {id: answersId, visibility: replyVisibility ?? visibility, to: replyTo, channelId: replyChannelId ?? channelId};
}

/** Whether somebody has written since. @param {Aim} aim @param {Conversation} conversation */
export function passed({answers}, {answersId}) {
  return answers !== undefined && answersId !== undefined && answers.id !== answersId;
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
 * @param {{id: string}[]} messages that are shown
 * @returns {Conversation} `now` itself when nothing is unseen
 */
export function asSeen(before, now, messages) {
  if (now.answersId === before.answersId || messages.some(({id}) => id === now.answersId)) return now;
  const {answersId, replyVisibility, replyTo, replyChannelId} = before;
  return {...now, answersId, replyVisibility, replyTo, replyChannelId};
}
