// What administrators do to accounts and teams, and leads to topics and tags. The lists themselves are the directory's, which hears of each change.

import {get, patch, post, put, remove} from './api.js';

/**
 * @typedef {import('./types.d.ts').Agent} Agent
 * @typedef {import('./types.d.ts').AdministrationPage} AdministrationPage
 * @typedef {import('./types.d.ts').AgentImport} AgentImport
 * @typedef {import('./types.d.ts').ImportMistake} ImportMistake
 * @typedef {import('./types.d.ts').Topic} Topic
 * @typedef {import('./types.d.ts').WordUses} WordUses
 */

export const MINIMUM_PASSWORD = 12;
/** Bytes; what is larger is no list of agents. */
export const LARGEST_LIST = 256 * 1024;

/** Without those that are taken for one another. */
const CHARACTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** @param {Record<string, unknown>} agent @param {string} key @returns {Promise<Agent>} */
export const createAgent = (agent, key) => post('/agents', agent, {key});
/** @param {string} id @param {Record<string, unknown>} change @returns {Promise<Agent>} */
export const changeAgent = (id, change) => patch(`/agents/${id}`, change);
/** @param {string} id @param {string} password */
export const setPassword = (id, password) => put(`/agents/${id}/password`, {password});
/** @param {string} name @param {string} key */
export const createTeam = (name, key) => post('/teams', {name}, {key});
/** @param {string} id @param {string} name */
export const renameTeam = (id, name) => patch(`/teams/${id}`, {name});
/** @param {Blob} list @param {boolean} check only say what would be done @returns {Promise<AgentImport>} */
export const importAgents = (list, check) => post('/agent-imports', list, {query: {check: String(check)}});

/** How much topics and tags are used. @returns {Promise<WordUses>} */
export const wordUses = () => get('/word-uses');
/** @param {{name: string, words: string[]}} topic @param {string} key @returns {Promise<Topic>} */
export const createTopic = (topic, key) => post('/topics', topic, {key});
/** @param {Topic} topic as it was read, with what it is to be @returns {Promise<Topic>} */
export const changeTopic = ({id, name, words, version}) => put(`/topics/${id}`, {name, words, version});
/** @param {string} id @param {string} [into] the topic that its words mean instead */
export const removeTopic = (id, into) => remove(`/topics/${id}`, {query: {into}});
/** @param {string} id @param {string} name */
export const renameTag = (id, name) => patch(`/tags/${id}`, {name});
/** @param {string} id @param {string} [into] the tag that its conversations have instead */
export const removeTag = (id, into) => remove(`/tags/${id}`, {query: {into}});

/** Who changed what, the latest first. @param {string} about `all`, or what alone is wanted @param {number} [before] the page before's `next` @returns {Promise<AdministrationPage>} */
export const administrationChanges = (about, before) => get('/administration-changes', {query: {about: about === 'all' ? undefined : about, before}});
/** The same of one channel. @param {string} id @param {number} [before] @returns {Promise<AdministrationPage>} */
export const channelChanges = (id, before) => get(`/channels/${encodeURIComponent(id)}/changes`, {query: {before}});

/** Eighty random bits that can be read out on the telephone. */
export function newPassword() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte, place) => (place && place % 4 === 0 ? '-' : '') + CHARACTERS[byte % CHARACTERS.length]).join('');
}

/**
 * What of an agent is other than it was, as the server takes it; `undefined`: nothing.
 * @param {Agent} before
 * @param {{name: string, role: string, language: string, teamIds: string[], extension: string, hours?: string}} after
 */
export function changeOf(before, after) {
  const teams = (/** @type {string[]} */ ids) => [...ids].sort().join();
  /** @type {Record<string, unknown>} */
  const change = {};
  if (after.name !== before.name) change.name = after.name;
  if (after.role !== before.role) change.role = after.role;
  if (after.language !== before.language) change.language = after.language;
  if (after.extension !== (before.extension ?? '')) change.extension = after.extension;
  if (teams(after.teamIds) !== teams(before.teamIds ?? [])) change.teamIds = after.teamIds;
  if ((after.hours ?? '') !== (before.hours ?? '') && after.role === 'agency') change.hours = after.hours || null;
  return Object.keys(change).length ? change : undefined;
}

/** The new accounts with their first passwords, for a spreadsheet: RFC 4180, with a mark by which it knows the characters. @param {AgentImport} imported */
export function passwordList({agents}) {
  const quoted = (/** @type {string} */ text) => (/[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = agents.filter(({password}) => password).map(({account, name, password = ''}) => [account, name, password].map(quoted).join(','));
  return `\uFEFF${['account,name,password', ...lines].join('\r\n')}\r\n`;
}
