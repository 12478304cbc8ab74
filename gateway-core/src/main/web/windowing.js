// Which rows of a long list stand in the page, and where it is scrolled to: pure arithmetic, in CSS pixels. All rows are equally high. Also, which messages stand in a thread.

/** Rows that stand in the page beyond those in sight, on either side. */
const BEYOND = 8;

/**
 * @typedef {{top: number, height: number, rowHeight: number}} View `top`: what is scrolled away above; `height`: what is in sight
 */

/**
 * From the first to before the last.
 * @param {View} view @param {number} count
 */
export function inPage({top, height, rowHeight}, count) {
  const first = Math.max(0, Math.floor(top / rowHeight) - BEYOND);
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + BEYOND);
  return {first: Math.min(first, last), last};
}

/**
 * The places of the rows in the page, in order. One of them is always there: the one that has the focus or that Tab reaches.
 * @param {View} view @param {number} count @param {number} always
 */
export function placesInPage(view, count, always) {
  const {first, last} = inPage(view, count);
  const places = Array.from({length: last - first}, (_, index) => first + index);
  if (always < 0 || always >= count) return places;
  if (always < first) return [always, ...places];
  return always >= last ? [...places, always] : places;
}

/** Where to scroll to, as little as needed, so that a row is in sight as a whole. @param {View} view @param {number} place */
export function topThatShows({top, height, rowHeight}, place) {
  const start = place * rowHeight;
  if (start < top) return start;
  return start + rowHeight > top + height ? start + rowHeight - height : top;
}

/**
 * By how many places what stood at `anchor` has moved: it, or what came into its place, which is the nearest row below that is still there, or follows the nearest above.
 * @param {{id: string}[]} before @param {{id: string}[]} after @param {number} anchor
 */
export function moved(before, after, anchor) {
  const places = new Map(after.map(({id}, place) => [id, place]));
  for (let from = anchor; from < before.length; from++) {
    const to = places.get(before[from].id);
    if (to !== undefined) return to - anchor;
  }
  for (let from = anchor - 1; from >= 0; from--) {
    const to = places.get(before[from].id);
    if (to !== undefined) return to + 1 - anchor;
  }
  return 0;
}

/**
 * The messages to show after a page was read: what has left the conversation is not among them.
 * @template {{id: string}} T
 * @param {T[]} all those known before and those of the page, in order
 * @param {T[]} page the latest
 * @param {number} count of the conversation
 */
export function present(all, page, count) {
  return all.length > count ? page : all;
}
