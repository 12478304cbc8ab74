// Where in a thread it is told who changed what.

/**
 * @typedef {import('./types.d.ts').HistoryEntry} HistoryEntry
 * @typedef {import('./types.d.ts').Message} Message
 */

/** So many changes in a row are read at once; more are folded. */
export const MOST_UNFOLDED = 2;

/**
 * The changes behind the message after which they were made, by its id; those before the first message under ''. While earlier messages are not shown, neither are
 * the changes among them.
 * @param {Message[]} messages in order of time
 * @param {HistoryEntry[]} entries in order of time
 * @param {boolean} partial whether earlier messages are not shown
 * @returns {Map<string, HistoryEntry[]>}
 */
export function changesBehind(messages, entries, partial) {
  /** @type {Map<string, HistoryEntry[]>} */
  const behind = new Map();
  let next = 0;
  let last = '';
  for (const entry of entries) {
    while (next < messages.length && Date.parse(messages[next].createdAt) <= Date.parse(entry.at)) last = messages[next++].id;
    if (last || !partial) behind.set(last, [...(behind.get(last) ?? []), entry]);
  }
  return behind;
}

/**
 * To whom a conversation was handed over with a note: to a colleague, or to a team and nobody in it. Nothing when it was assigned without a word.
 * @param {HistoryEntry} entry
 * @returns {{agentId?: string, teamId?: string, note?: string} | undefined} without `note` when its words were removed
 */
export function handedOver({noteId, note, assigneeId, teamId}) {
  if (!noteId) return undefined;
  if (assigneeId?.[1]) return {agentId: assigneeId[1], note};
  return teamId?.[1] ? {teamId: teamId[1], note} : undefined;
}
