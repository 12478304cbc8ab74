// Where a call note goes.

/**
 * @typedef {import('./types.d.ts').Agent} Agent
 * @typedef {import('./types.d.ts').Channel} Channel
 * @typedef {import('./types.d.ts').Team} Team
 */

/**
 * Whose a call note will be when whoever writes it will not see it any more: an outside agency sees its own teams alone. What joins a conversation stays with that one's
 * team, unless it is passed on.
 * @param {Pick<import('./state/calls.js').CallNote, 'outcome' | 'team' | 'conversation'>} note
 * @param {{agent: Pick<Agent, 'role' | 'teamIds'> | undefined, channel: Pick<Channel, 'teamId'> | undefined, teams: Team[]}} known
 * @returns {{team?: string} | undefined} without `team` when it is no team's; nothing when it stays in sight, or nobody is chosen yet
 */
export function outOfSight(note, {agent, channel, teams}) {
  if (agent?.role !== 'agency' || !channel) return undefined;
  const passedOn = note.outcome === 'passed-on';
  if (passedOn ? !note.team : note.conversation !== undefined) return undefined;
  const team = teams.find(({id, name}) => (passedOn ? name === note.team : id === channel.teamId));
  if (team && agent.teamIds?.includes(team.id)) return undefined;
  return {team: team?.name ?? (passedOn ? note.team : undefined)};
}
