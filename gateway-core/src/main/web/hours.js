// The hours of an outside agency, as the server writes them: `mon-fri 18:00-08:00; sat-sun 00:00-24:00`.

/** @typedef {{first: Day, last: Day, from: string, to: string}} Opening `from`, `to`: as a field for times has them; `to` not after `from`: on the next day */
/** @typedef {typeof DAYS[number]} Day */

export const DAYS = /** @type {const} */ (['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);

/** What a form begins with: evenings and nights of the week. @type {Opening} */
export const USUAL = {first: 'mon', last: 'fri', from: '18:00', to: '08:00'};

/** @param {string} hours @returns {Opening[]} */
export function openingsOf(hours) {
  return hours.split(';').map((part) => /^([a-z]{3})(?:-([a-z]{3}))? (\d\d:\d\d)-(\d\d:\d\d)$/.exec(part.trim())).flatMap((parts) => {
    if (!parts) return [];
    const [, first, last = first, from, to] = parts;
    return [{first: /** @type {Day} */ (first), last: /** @type {Day} */ (last), from, to: to === '24:00' ? '00:00' : to}];
  });
}

/** @param {Opening[]} openings */
export function hoursOf(openings) {
  return openings.map(({first, last, from, to}) => `${first === last ? first : `${first}-${last}`} ${from}-${to === '00:00' ? '24:00' : to}`).join('; ');
}

/** Whether each says when it begins and ends. @param {Opening[]} openings */
export function areWhole(openings) {
  return openings.length > 0 && openings.every(({from, to}) => from && to);
}

/** @param {Day} day @param {string} language @param {'long' | 'short'} [length] */
export function dayName(day, language, length = 'long') {
  // The first of January 2024 was a Monday.
  return new Intl.DateTimeFormat(language, {weekday: length, timeZone: 'UTC'}).format(Date.UTC(2024, 0, 1 + DAYS.indexOf(day)));
}

/** For people. @param {string} hours @param {string} language */
export function hoursInWords(hours, language) {
  return openingsOf(hours).map(({first, last, from, to}) => {
    const days = first === last ? dayName(first, language, 'short') : `${dayName(first, language, 'short')} – ${dayName(last, language, 'short')}`;
    return `${days} ${from} – ${to === '00:00' ? '24:00' : to}`;
  }).join(' · ');
}
