// What administrators do to channels. The list itself is the directory's, which hears of each change.

import {patch} from './api.js';

/**
 * @typedef {import('./types.d.ts').Channel} Channel
 * @typedef {'minute' | 'hour'} Unit
 */

const MINUTES = 60;

/** @param {string} id @param {{paused?: boolean, sendsPerHour?: number | null}} change @returns {Promise<Channel>} */
export const changeChannel = (id, change) => patch(`/channels/${encodeURIComponent(id)}`, change);

/** In the larger number of the two that says the same: thirty a minute, not 1800 an hour. @param {number} perHour @returns {{count: number, unit: Unit}} */
export function cadenceOf(perHour) {
  return perHour % MINUTES === 0 ? {count: perHour / MINUTES, unit: 'minute'} : {count: perHour, unit: 'hour'};
}

/** @param {number} count @param {Unit} unit */
export function perHour(count, unit) {
  return unit === 'minute' ? count * MINUTES : count;
}

/** The most that may be chosen. @param {Channel} channel @param {Unit} unit */
export function mostOf({mostSendsPerHour = 0}, unit) {
  return unit === 'minute' ? Math.floor(mostSendsPerHour / MINUTES) : mostSendsPerHour;
}
