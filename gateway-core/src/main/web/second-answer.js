// Whether somebody has answered since a reply was begun: two answers to one question help nobody, be they of two agents or of one who tried twice.

/**
 * @typedef {import('./types.d.ts').FasterAnswer} FasterAnswer
 * @typedef {import('./types.d.ts').Message} Message
 */

/** The latest message or answer of those that are shown: notes are for colleagues alone. @param {Message[]} messages */
export function lastSaid(messages) {
  return messages.findLast(({kind}) => kind !== 'note')?.id;
}

/**
 * The answers of agents that came after what a writer had seen. One that was taken back is none.
 * @param {string | undefined} seen @param {Message[]} messages
 */
export function answersSince(seen, messages) {
  if (!seen) return [];
  const since = messages.slice(messages.findIndex(({id}) => id === seen) + 1);
  return since.filter(({kind, author, delivery}) => kind === 'outbound' && author.agentId !== undefined && delivery?.state !== 'cancelled');
}

/** A message as the server tells of it when it refuses a second one. @param {Message | undefined} message @returns {FasterAnswer | undefined} */
export function faster(message) {
  return message && {messageId: message.id, agentId: message.author.agentId ?? '', name: message.author.name ?? '', at: message.createdAt};
}
