// Answers that are written often: which are offered, what is filled in, and what is left for the writer to fill in.

/**
 * @typedef {import('./types.d.ts').CannedAnswer} CannedAnswer
 * @typedef {import('./types.d.ts').Language} Language
 * @typedef {{answer: CannedAnswer, language: Language, text: string}} Option
 * @typedef {Partial<Record<keyof typeof VARIABLES, string>>} Values
 */

/** What the desk fills in; where it does not know the value, its words stand in braces for the writer. */
export const VARIABLES = {
  'contact.name': {fr: 'nom de la personne', en: 'name of the person'},
  'conversation.number': {fr: 'numéro de la conversation', en: 'number of the conversation'},
  'agent.name': {fr: 'votre nom', en: 'your name'},
  team: {fr: 'équipe', en: 'team'},
};

/** Braces with words in them, on one line. */
const BRACES = /\{([^{}\n]{1,60})\}/g;

/** @param {string} text @returns {{start: number, end: number, name: string}[]} what is still to be filled in, in order */
export function gaps(text) {
  return [...text.matchAll(BRACES)].map(({0: whole, 1: name, index}) => ({start: index, end: index + whole.length, name}));
}

/**
 * The text with what is known filled in. What is not known, and what only a person can know, stays in braces.
 * @param {string} text
 * @param {Values} values
 * @param {Language} language of the text
 */
export function filled(text, values, language) {
  return text.replace(BRACES, (whole, name) => {
    const key = /** @type {keyof typeof VARIABLES} */ (name.trim());
    if (!Object.hasOwn(VARIABLES, key)) return whole;
    return values[key]?.trim() || `{${VARIABLES[key][language]}}`;
  });
}

/**
 * What is offered, each language by itself: first in the person's language, and there by code, then title, then text.
 * @param {CannedAnswer[]} answers
 * @param {string} filter
 * @param {{language: Language, teams: (string | undefined)[]}} here the language of the person, and the teams whose answers are of use
 * @returns {Option[]}
 */
export function offered(answers, filter, {language, teams}) {
  const wanted = plain(filter);
  const options = answers.filter(({archived, teamId}) => !archived && (!teamId || teams.includes(teamId))).flatMap(inEachLanguage);
  return options.map((option) => ({option, rank: rankOf(option, wanted)})).filter(({rank}) => rank < NOT_FOUND)
    .sort((a, b) => foreign(a.option, language) - foreign(b.option, language) || a.rank - b.rank || a.option.answer.title.localeCompare(b.option.answer.title))
    .map(({option}) => option);
}

const NOT_FOUND = 4;

/** @param {CannedAnswer} answer @returns {Option[]} */
function inEachLanguage(answer) {
  /** @type {[Language, string | undefined][]} */
  const texts = [['fr', answer.french], ['en', answer.english]];
  return texts.flatMap(([language, text]) => (text ? [{answer, language, text}] : []));
}

/** One that there is in another language only is as good as any. @param {Option} option @param {Language} language */
function foreign({answer, language: of}, language) {
  return of !== language && answer.french && answer.english ? 1 : 0;
}

/** @param {Option} option @param {string} wanted */
function rankOf({answer, text}, wanted) {
  if (answer.code.startsWith(wanted)) return 0;
  const title = plain(answer.title);
  if (title.startsWith(wanted) || title.includes(` ${wanted}`)) return 1;
  if (title.includes(wanted) || answer.code.includes(wanted)) return 2;
  return plain(text).includes(wanted) ? 3 : NOT_FOUND;
}

/** Without accents and capitals: nobody types them to find something. @param {string} words */
function plain(words) {
  return words.normalize('NFD').replace(/\p{M}/gu, '').replace(/’/g, "'").toLowerCase().trim();
}

/** A code made of a title, for a lead who has typed none. @param {string} title */
export function codeOf(title) {
  return plain(title).replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40).replace(/-+$/, '');
}
