// What an agent may do by their role. The server decides; the desk offers nothing that it would refuse.

/** @typedef {import('./types.d.ts').Agent} Agent */

/** Agents, teams and channels. @param {Agent | undefined} agent */
export function mayAdminister(agent) {
  return agent?.role === 'administrator';
}

/** The page of operations. @param {Agent | undefined} agent */
export function mayOperate(agent) {
  return agent?.role === 'lead' || agent?.role === 'administrator';
}

/** Canned answers. @param {Agent | undefined} agent */
export function mayWriteCanned(agent) {
  return agent?.role === 'lead' || agent?.role === 'administrator';
}
