// Whether a colleague has answered since somebody began to write: two answers to one question help nobody.

/**
 * @typedef {import('./types.d.ts').FasterAnswer} FasterAnswer
 * @typedef {import('./types.d.ts').Message} Message
 */

/** The latest message or answer of those that are shown: notes are for colleagues alone. @param {Message[]} messages */
export function lastSaid(messages) {
  return messages.findLast(({kind}) => kind !== 'note')?.id;
}

/**
 * The latest answer of a colleague that came after what a writer had seen. One that was taken back is none.
 * @param {string | undefined} seen @param {Message[]} messages @param {string | undefined} self
 */
export function answeredSince(seen, messages, self) {
  if (!seen) return undefined;
  const since = messages.slice(messages.findIndex(({id}) => id === seen) + 1);
  return since.findLast(({kind, author, delivery}) => kind === 'outbound' && author.agentId !== undefined && author.agentId !== self && delivery?.state !== 'cancelled');
}

/** A message as the server tells of it when it refuses a second one. @param {Message | undefined} message @returns {FasterAnswer | undefined} */
export function faster(message) {
  return message && {messageId: message.id, agentId: message.author.agentId ?? '', name: message.author.name ?? '', at: message.createdAt};
}
