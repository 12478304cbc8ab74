/**
 * Does the same for each of many, some at a time, and says what became of each, in order. One that fails keeps none of the others from being done.
 * @template T, R
 * @param {readonly T[]} items
 * @param {number} atOnce
 * @param {(item: T) => Promise<R>} work
 * @returns {Promise<PromiseSettledResult<R>[]>}
 */
export async function inTurns(items, atOnce, work) {
  /** @type {PromiseSettledResult<R>[]} */
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const turn = next++;
      [results[turn]] = await Promise.allSettled([work(items[turn])]);
    }
  };
  await Promise.all(Array.from({length: Math.min(atOnce, items.length)}, worker));
  return results;
}
