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
