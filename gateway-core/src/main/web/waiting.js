// How long somebody has waited for an answer, and when that becomes alarming.

/** From here on a wait is shown as a warning. */
export const WARNING_AFTER_HOURS = 4;
/** The first level of reply is due within eight hours. */
export const ALARM_AFTER_HOURS = 8;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * @param {string} since
 * @param {number} now
 * @returns {{level: 'calm' | 'warning' | 'alarm', minutes: number}}
 */
export function waitingSince(since, now) {
  const age = Math.max(0, now - Date.parse(since));
  const level = age >= ALARM_AFTER_HOURS * HOUR ? 'alarm' : age >= WARNING_AFTER_HOURS * HOUR ? 'warning' : 'calm';
  return {level, minutes: Math.floor(age / MINUTE)};
}
