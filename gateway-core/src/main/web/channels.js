// What administrators do to channels. The list itself is the directory's, which hears of each change.

import {get, patch, post, put, remove} from './api.js';

/**
 * @typedef {import('./types.d.ts').Channel} Channel
 * @typedef {import('./types.d.ts').ChannelSettings} ChannelSettings
 * @typedef {{label: string, teamId?: string, settings: Record<string, unknown>}} Draft
 * @typedef {'minute' | 'hour'} Unit
 */

const MINUTES = 60;

/** @param {string} id @param {{paused?: boolean, sendsPerHour?: number | null}} change @returns {Promise<Channel>} */
export const changeChannel = (id, change) => patch(`/channels/${encodeURIComponent(id)}`, change);

/** @returns {Promise<import('./types.d.ts').ChannelType[]>} */
export const channelTypes = () => get('/channel-types');
/** @param {string} id @returns {Promise<ChannelSettings>} */
export const channelSettings = (id) => get(`/channels/${encodeURIComponent(id)}/settings`);
/** @param {Draft & {id: string, type: string}} draft @param {string} key @returns {Promise<ChannelSettings>} */
export const addChannel = (draft, key) => post('/channels', draft, {key});
/** @param {string} id @param {Draft & {version: number}} draft @returns {Promise<ChannelSettings>} */
export const redefineChannel = (id, draft) => put(`/channels/${encodeURIComponent(id)}/settings`, draft);
/** @param {string} id */
export const removeChannel = (id) => remove(`/channels/${encodeURIComponent(id)}`);
/** @param {string} type @param {Record<string, unknown>} settings @param {string} [channelId] whose secrets are meant where none are typed @returns {Promise<import('./types.d.ts').ChannelTest>} */
export const testChannel = (type, settings, channelId) => post('/channel-tests', {type, settings, ...(channelId ? {channelId} : {})});

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
