// What is wrong in the cluster, and so what an operator should do: pure, from what the server tells.

/** @typedef {import('./types.d.ts').Cluster} Cluster */

/** Desks that are further behind than this, in seconds, are noticed by agents. */
const LATE_DESKS = 5;
/** An answer that has waited for longer than this, in seconds, is worth a look. */
const LATE_ANSWERS = 15 * 60;

/**
 * @typedef {'node-gone' | 'node-late' | 'no-owner' | 'degraded' | 'needs-operator' | 'restarting' | 'absent' | 'failed' | 'unknown' | 'queue-late'} Kind
 * @typedef {{kind: Kind, name: string, seconds?: number, count?: number, detail?: string}} Trouble
 */

/**
 * The worst first.
 * @param {Cluster} cluster
 * @returns {Trouble[]}
 */
export function troublesOf({nodes, channels}) {
  /** @type {Trouble[]} */
  const found = [];
  for (const {label, configured, ownerId, health} of channels) {
    if (configured && !ownerId) found.push({kind: 'no-owner', name: label, detail: trouble(health) ? health?.detail : undefined});
  }
  for (const {label, ownerId, health} of channels) {
    const kind = ownerId ? trouble(health) : undefined;
    if (kind) found.push({kind, name: label, detail: health?.detail});
  }
  for (const {name, alive} of nodes) if (!alive) found.push({kind: 'node-gone', name});
  for (const {name, lag} of nodes) if (lag && lag.seconds > LATE_DESKS) found.push({kind: 'node-late', name, seconds: lag.seconds});
  for (const {label, health, queue} of channels) {
    for (const kind of /** @type {const} */ (['failed', 'unknown'])) if (queue[kind]) found.push({kind, name: label, count: queue[kind]});
    if (health?.state !== 'paused' && (queue.oldestSeconds ?? 0) > LATE_ANSWERS) found.push({kind: 'queue-late', name: label, seconds: queue.oldestSeconds});
  }
  return found;
}

/**
 * @param {import('./types.d.ts').OwnedChannel['health']} health
 * @returns {'degraded' | 'needs-operator' | 'restarting' | 'absent' | undefined}
 */
function trouble(health) {
  switch (health?.state) {
    case 'degraded':
    case 'needs-operator':
    case 'restarting':
    case 'absent':
      return health.state;
    default:
      return undefined;
  }
}
