// What a channel takes as a file, checked before anything is uploaded. The server checks again.

/**
 * @typedef {import('./types.d.ts').MediaLimits} MediaLimits
 * @typedef {{problem: 'none-taken' | 'too-many' | 'too-large' | 'type' | 'empty', name: string}} Refusal
 */

/** What the reply as a whole may carry, whatever the channel says. */
export const MAXIMUM_COUNT = 20;

/**
 * @param {{name: string, size: number, type: string}} file
 * @param {number} present how many files the reply has already
 * @param {MediaLimits | undefined} limits
 * @returns {Refusal | undefined}
 */
export function refusal(file, present, limits) {
  const {name} = file;
  if (limits && limits.maximumCount === 0) return {problem: 'none-taken', name};
  if (present >= Math.min(limits?.maximumCount ?? MAXIMUM_COUNT, MAXIMUM_COUNT)) return {problem: 'too-many', name};
  if (file.size === 0) return {problem: 'empty', name};
  if (limits && file.size > limits.maximumBytes) return {problem: 'too-large', name};
  if (limits?.types?.length && !limits.types.some((type) => matches(file.type, type))) return {problem: 'type', name};
  return undefined;
}

/**
 * @param {string} type
 * @param {string} pattern such as `image/png` or `image/*`
 */
function matches(type, pattern) {
  return pattern.endsWith('/*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}
