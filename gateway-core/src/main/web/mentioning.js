// Whom a note can mention, and where it does. Who is mentioned is decided by the server.

import {fold, rank} from './fuzzy.js';
import {pieces} from './text.js';

/**
 * @typedef {import('./types.d.ts').Agent} Agent
 * @typedef {import('./types.d.ts').Team} Team
 * @typedef {{start: number, end: number, agentId?: string, teamId?: string}} Place
 * @typedef {{token: string, name: string, agent?: Agent}} Mentionable `token` stands behind the @; without `agent` it is a team
 */

const MOST_OFFERED = 30;

/**
 * Colleagues and teams by some letters of name or account, the best first.
 * @param {string} filter
 * @param {Agent[]} agents in the order in which they are offered
 * @param {Team[]} teams
 * @returns {Mentionable[]}
 */
export function offered(filter, agents, teams) {
  /** @type {Mentionable[]} */
  const all = [...agents.map((agent) => ({token: agent.account, name: agent.name, agent})), ...teams.flatMap(({name, mention}) => (mention ? [{token: mention, name}] : []))];
  const entries = all.map((each) => ({id: each.token, label: `${each.name} ${each.token}`, each}));
  return rank(filter, entries, []).slice(0, MOST_OFFERED).map(({entry}) => entry.each);
}

/** Whether what was typed is the whole token. @param {Mentionable} option @param {string} filter */
export function isNamed({token}, filter) {
  return fold(filter) === fold(token);
}

/**
 * The words of a note with its links and with whom it mentions. Places that do not fit the text are words.
 * @param {string} text
 * @param {Place[]} places in order
 * @returns {{text: string, href?: string, place?: Place}[]}
 */
export function noteParts(text, places) {
  /** @type {{text: string, href?: string, place?: Place}[]} */
  const parts = [];
  const end = text.trimEnd().length;
  let reached = /^(?:[ \t]*\n)*/.exec(text)?.[0].length ?? 0;
  for (const place of places) {
    if (place.start < reached || place.end <= place.start || place.end > end) continue;
    parts.push(...pieces(text.slice(reached, place.start)), {text: text.slice(place.start, place.end), place});
    reached = place.end;
  }
  parts.push(...pieces(text.slice(reached, end)));
  return parts;
}
