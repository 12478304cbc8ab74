// Pure functions of conversations that become one or two.

/** @typedef {import('./types.d.ts').Message} Message */

const NUMBER = /^\s*#?\s*(\d{1,15})\s*$/;

/** The number that was typed, or `undefined`. @param {string} typed */
export function numberOf(typed) {
  const digits = NUMBER.exec(typed)?.[1];
  return digits ? Number(digits) : undefined;
}

/**
 * Why these cannot be a conversation of their own: nothing chosen, nobody to answer there, or nobody to answer in what is left.
 * @param {Message[]} messages
 * @param {Set<string>} picked
 * @param {boolean} partial whether earlier messages are not shown
 */
export function mayPart(messages, picked, partial) {
  if (!picked.size) return 'moves.none-picked';
  const people = messages.filter(({kind}) => kind === 'inbound');
  if (!people.some(({id}) => picked.has(id))) return 'moves.nobody-wrote';
  return !partial && people.every(({id}) => picked.has(id)) ? 'moves.nothing-left' : undefined;
}
