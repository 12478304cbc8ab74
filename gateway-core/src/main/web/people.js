// Pure functions about people.

/**
 * @typedef {import('./types.d.ts').Evidence} Evidence
 * @typedef {import('./types.d.ts').MergeReason} MergeReason
 * @typedef {import('./types.d.ts').Person} Person
 */

/** The evidence that an agent can give, in order of display. @type {MergeReason[]} */
export const REASONS = ['same-email', 'same-phone', 'said-so', 'other'];

/** What an agent can set, as the contract lists it; others are guessed at most. */
export const LANGUAGES = ['fr', 'en', 'ar', 'de', 'es', 'it', 'nl', 'pl', 'pt', 'ro', 'ru', 'tr', 'uk', 'zh'];

/** The reason that the evidence speaks for; a name alone speaks for none. @param {Evidence[]} evidence @returns {MergeReason | undefined} */
export function reasonFor(evidence) {
  if (evidence.some(({sort}) => sort === 'email')) return 'same-email';
  return evidence.some(({sort}) => sort === 'phone') ? 'same-phone' : undefined;
}

/** Whether what was typed is the beginning of an address or a number rather than of a name. @param {string} typed */
export function looksLikeHandle(typed) {
  return /@|^[+\d][\d\s./-]*$/.test(typed.trim());
}

/** Whether a change that was heard of shows on a person. @param {Person | undefined} person @param {Record<string, unknown>} [detail] */
export function concerns(person, detail = {}) {
  if (!person) return false;
  const shown = [person.id, ...person.suggestions.map(({id}) => id), ...person.merges.map(({contactId}) => contactId)];
  return shown.includes(String(detail.contactId)) || shown.includes(String(detail.otherId));
}
