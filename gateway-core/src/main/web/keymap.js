// Which single key does what: the keys that actions have at first, as far as the agent has not chosen others.

/**
 * @typedef {{id: string, key?: string}} Keyed
 * @typedef {Record<string, string>} Chosen by the action's id; empty: no key
 */

/** @param {Keyed} action @param {Chosen} chosen */
export function keyOf({id, key = ''}, chosen) {
  return chosen[id] ?? key;
}

/**
 * A key as it is kept and compared: with or without Caps Lock it is the same one. `undefined` for what is no single character, or none that can be seen.
 * @param {string} key
 */
export function single(key) {
  const lower = key.toLowerCase();
  return [...lower].length === 1 && /[^\s\p{C}]/u.test(lower) ? lower : undefined;
}

/**
 * Who has a key, when it is not this action itself.
 * @template {Keyed} Action
 * @param {string} key
 * @param {string} id the action that wants it
 * @param {Action[]} actions
 * @param {Chosen} chosen
 */
export function holderOf(key, id, actions, chosen) {
  return actions.find((action) => action.id !== id && keyOf(action, chosen) === key);
}

/**
 * A key given to an action; whoever had it has none any more. What is as it was at first is not kept.
 * @param {string} key empty: no key
 * @param {string} id
 * @param {Keyed[]} actions
 * @param {Chosen} chosen
 * @returns {Chosen}
 */
export function give(key, id, actions, chosen) {
  const holder = key ? holderOf(key, id, actions, chosen) : undefined;
  const wished = {...chosen, [id]: key, ...(holder ? {[holder.id]: ''} : {})};
  return Object.fromEntries(Object.entries(wished).filter(([of, own]) => own !== (actions.find((action) => action.id === of)?.key ?? '')));
}

/** As it stands on the keyboard. @param {string} key */
export function capOf(key) {
  return key.toLocaleUpperCase();
}
