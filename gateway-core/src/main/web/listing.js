// Which conversations a list holds and in which order, as the server reads it: a change finds its place without the list being read again.

/**
 * @typedef {import('./types.d.ts').ConversationRow} Row
 * @typedef {import('./types.d.ts').Sort} Sort
 * @typedef {Pick<import('./routes.js').ListRoute, 'view' | 'id'>} Shown
 * @typedef {(a: Row, b: Row) => number} Order
 */

/** The orders that a view offers, its usual one first. @param {string} view @returns {readonly Sort[]} */
export function sortsOf(view) {
  switch (view) {
    case 'to-handle':
    case 'team':
    case 'channel':
    case 'expert':
      return ['promise', 'activity', 'arrival'];
    case 'mine':
    case 'waiting':
      return ['activity', 'promise', 'arrival'];
    case 'all':
      return ['activity', 'arrival'];
    case 'snoozed':
      return ['return'];
    default:
      return ['activity'];
  }
}

/** @param {Row} row @param {Shown} shown @param {string} self this agent's id */
export function belongs(row, {view, id}, self) {
  switch (view) {
    case 'to-handle':
      return row.state === 'open';
    case 'team':
      return row.state === 'open' && row.teamId === id;
    case 'channel':
      return row.state === 'open' && row.channelId === id;
    case 'mine':
      return row.state !== 'resolved' && row.assigneeId === self;
    case 'waiting':
      return row.state === 'waiting' && !row.snoozedUntil && row.expert === undefined;
    case 'expert':
      return row.expert !== undefined;
    case 'snoozed':
      return row.snoozedUntil !== undefined;
    case 'tag':
      return row.tags?.some((tag) => tag.id === id) ?? false;
    case 'resolved':
      return row.state === 'resolved';
    default:
      return true;
  }
}

/** @param {Sort} sort @returns {Order} */
export function orderOf(sort) {
  switch (sort) {
    case 'arrival':
      return latestArrival;
    case 'activity':
      return latestActivity;
    case 'return':
      return soonestBack;
    default:
      return longestOwed;
  }
}

/** An id begins with the moment of arrival. @type {Order} */
function latestArrival(a, b) {
  return compare(b.id, a.id);
}

/** @type {Order} */
function latestActivity(a, b) {
  return compare(instant(b.lastMessageAt), instant(a.lastMessageAt)) || compare(b.id, a.id);
}

/** @type {Order} */
function soonestBack(a, b) {
  return compare(instant(a.snoozedUntil ?? ''), instant(b.snoozedUntil ?? '')) || compare(a.id, b.id);
}

/** What is urgent goes before everything else. @type {Order} */
function longestOwed(a, b) {
  if (Boolean(a.urgent) !== Boolean(b.urgent)) return a.urgent ? -1 : 1;
  if (a.owedSince && b.owedSince) return compare(instant(a.owedSince), instant(b.owedSince)) || compare(a.id, b.id);
  if (a.owedSince) return -1;
  return b.owedSince ? 1 : latestArrival(a, b);
}

const INSTANT = /^(.*?)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?$/;

/** To the nanosecond, which a Date does not tell: "…:07Z" comes before "…:07.000001Z", and on one clock. @param {string} at */
export function instant(at) {
  const [, seconds = '', fraction = '', zone = 'Z'] = INSTANT.exec(at) ?? [];
  return `${zone === 'Z' ? seconds : new Date(seconds + zone).toISOString().slice(0, 19)}.${fraction.padEnd(9, '0')}`;
}

/** @param {string} a @param {string} b */
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The rows after some of them changed: each stands where the order has it, or nowhere.
 * @param {Row[]} rows in order
 * @param {Row[]} fresh as they are now; one that is older than the row known is left aside
 * @param {{asked: Iterable<string>, holds: (row: Row) => boolean, order: Order, edge?: Row}} how `asked`: the ids that were asked for, of which those that are not among
 * the fresh ones exist no more; `edge`: the last row that was read, where there are more: what comes after it is read with its page
 */
export function placed(rows, fresh, {asked, holds, order, edge}) {
  const known = new Map(rows.map((row) => [row.id, row]));
  const outdated = new Set(fresh.filter(({id, version}) => (known.get(id)?.version ?? 0) > version).map(({id}) => id));
  const moving = new Set([...asked].filter((id) => !outdated.has(id)));
  const result = rows.filter(({id}) => !moving.has(id));
  for (const row of fresh) {
    if (!moving.has(row.id) || !holds(row) || (edge && order(row, edge) > 0)) continue;
    result.splice(placeOf(row, result, order), 0, row);
  }
  return result;
}

/** @param {Row} row @param {Row[]} rows @param {Order} order */
function placeOf(row, rows, order) {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(rows[middle], row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
