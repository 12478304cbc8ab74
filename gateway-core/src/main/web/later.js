// When an answer can be put to: in the time of the agent's own clock.

/** @typedef {import('./i18n/index.js').Key} Key */

const MORNING = 9;
const AFTERNOON = 14;
const MONDAY = 1;
/** The server takes no longer. */
const MOST_AHEAD_DAYS = 90;

/**
 * The times that people mean most often, the soonest first; none that has passed, and none twice.
 * @param {number} now
 * @returns {{words: Key, at: number}[]}
 */
export function proposals(now) {
  const toMonday = (MONDAY + 7 - new Date(now).getDay()) % 7 || 7;
  /** @type {{words: Key, at: number}[]} */
  const all = [{words: 'later.afternoon', at: day(now, 0, AFTERNOON)}, {words: 'later.morning', at: day(now, 1, MORNING)}, {words: 'later.monday', at: day(now, toMonday, MORNING)}];
  return all.filter(({at}, position) => at > now && all.findIndex((other) => other.at === at) === position);
}

/** The latest moment that the server takes. @param {number} now */
export function furthest(now) {
  return now + MOST_AHEAD_DAYS * 86_400_000;
}

/** As a field of day and hour holds it. @param {number} at */
export function forInput(at) {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** Some days on, at that hour, whatever summer time does in between. @param {number} now @param {number} days @param {number} hour */
function day(now, days, hour) {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, hour).getTime();
}
