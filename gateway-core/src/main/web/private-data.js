// What looks like private data in a text that everybody will be able to read. It asks, it does not judge: better once too often than once too little.

/** @typedef {'email' | 'phone' | 'iban' | 'national-number' | 'card' | 'address'} Kind */
/** @typedef {{kind: Kind, words: string}} Find */

/** What people put between groups of digits, once spaces and dashes of all sorts are plain ones; a line may end there. */
const GAP = '(?: ?[-./·] ?|[ \\n])?';
/** Neither within a word or a number, nor the end of a date or of a case number. */
const START = '(?<![\\p{L}\\d]|\\d[-./:])';
const DATE = '(?:\\d\\d([-./])(?:0[1-9]|1[0-2])\\1(?:\\d{4}|\\d\\d(?!\\1))|\\d\\d (?:0[1-9]|1[0-2]) (?:19|20)\\d\\d)(?!\\d)';
/** What is left of “12/06 14 30 - 15 30” behind the slash. */
const MONTH_AND_HOURS = '(?:0[1-9]|1[0-2])(?:[ .](?:[01]\\d|2[0-3])[ .][0-5]\\d){2}(?!\\d)';
/** As {@link START}; behind a digit and a slash only what is written as a telephone number is: with its country, or in five pairs that are no month with two hours. */
const START_OF_PHONE = `(?<![\\p{L}\\d]|\\d[-.:]|\\d/(?!\\+|00 ?33|(?!${MONTH_AND_HOURS})0[1-9](?:[ .]\\d\\d){4}(?!\\d)))`;
/** The month of a date with spaces, behind its day. */
const NO_MONTH = '(?<!(?<!\\d)\\d{1,2} (?=(?:0[1-9]|1[0-2]) (?:19|20)\\d\\d(?!\\d)))';
const NO_SUM = '(?! ?(?:[kM]?€|euros?|EUR|%))';

/** @param {string} words each with its capitals or without */
const anyCase = (words) => words.replace(/\p{L}/gu, (letter) => `[${letter}${letter.toUpperCase()}]`);

/** Not a year, and not the minutes of an hour. */
const HOUSE = `(?<!\\d ?h ?)(?!(?:19|20)\\d\\d(?!\\d))\\d{1,4}(?:-\\d{1,4})?(?: ?(?:${anyCase('bis|ter|quater|a|b|c|d')}))?,?[ \\n]`;
const STREET = anyCase('rue|avenue|av|boulevard|bd|bld|blvd|impasse|imp|allée|allee|chemin|quai|route|rte|ruelle|venelle|faubourg|lotissement');
/** What can be counted too, as “1 place de parking”: a street by the capital of its name alone. */
const STREET_BY_NAME = anyCase('place|pl|square|cours|passage|villa|cité|résidence|hameau|esplanade|promenade|sentier|clos|voie|mail');
const LINKS = `(?:(?:${anyCase('de la|de|du|des|la|le|les|aux?')}) |[dlDL]['’]){0,2}`;
const CAPITAL = "\\p{Lu}[\\p{L}'’-]*";
const MORE = `(?: ${LINKS}(?:${CAPITAL}|\\d{1,5}(?!\\d))){0,4}`;
const MONTH = '(?:January|February|March|April|May|June|July|August|September|October|November|December)';

/**
 * What is looked for first leaves nothing of itself to the others: an account number is no telephone number.
 * `holds` says of letters and digits alone whether they can be one: what follows in the same form may not belong to it.
 * @type {{kind: Kind, form: string, flags?: string, holds?: (signs: string) => boolean}[]}
 */
const KINDS = [
  // RFC 5321: at most 64 characters before the @. The bounds keep a long text from being walked again and again.
  {kind: 'email', form: '(?<![\\p{L}\\d._%+-])[\\p{L}\\d._%+-]{1,64}@[\\p{L}\\d-]{1,63}(?:\\.[\\p{L}\\d-]{1,63}){1,10}'},
  // ISO 13616: country, check digits, and up to 30 letters and digits.
  {kind: 'iban', form: `${START}[A-Za-z]{2}\\d{2}(?:${GAP}[A-Za-z\\d]){11,30}`, holds: isIban},
  // The French numéro d’inscription au répertoire (Insee): sex, year, month, place of birth with Corsica’s letters, order, key.
  {kind: 'national-number', form: `${START}[1-478](?:${GAP}\\d){5}${GAP}[\\dABab](?:${GAP}\\d){8}(?!\\d)`, holds: isNationalNumber},
  // ISO/IEC 7812.
  {kind: 'card', form: `${START}[2-6](?:${GAP}\\d){13,18}`, holds: isCard},
  // The French numbering plan (Arcep): 0 or +33, a digit that is none, and four pairs, or three times three digits in all.
  {kind: 'phone', form: `${START_OF_PHONE}(?:\\+|00) ?33${GAP}(?:\\(0\\)${GAP}|0)?[1-9](?:${GAP}\\d\\d){4}(?!\\d)`},
  {kind: 'phone', form: `${START_OF_PHONE}${NO_MONTH}(?!${DATE})0 ?[1-9](?:(?:${GAP}\\d\\d){4}|\\d\\d${GAP}\\d{3}${GAP}\\d{3})(?!\\d)`},
  // ITU-T E.164: at most 15 digits with the country’s; what has fewer than nine is more often a sum.
  {kind: 'phone', form: `${START_OF_PHONE}(?:\\+|00) ?[1-9](?:${GAP}\\(0\\))?(?:${GAP}\\d){8,14}(?!\\d)${NO_SUM}`},
  // As the Base Adresse Nationale writes it, abbreviated too: number, sort of street, name; in English the name comes first.
  {kind: 'address', form: `${START}${HOUSE}(?:${STREET})(?:\\. ?| )${LINKS}[\\p{L}\\d][\\p{L}\\d'’-]*${MORE}`},
  {kind: 'address', form: `${START}${HOUSE}(?:${STREET_BY_NAME})(?:\\. ?| )${LINKS}${CAPITAL}${MORE}`},
  {kind: 'address', form: `${START}${HOUSE}(?!${MONTH} )(?:${CAPITAL} ){1,3}(?:${anyCase('street|road|rd|avenue|ave|lane|drive|close|square|terrace|crescent|gardens|way')})(?!\\p{L})`},
];

/** Soft hyphens and what joins or parts words without being seen. */
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g;

/** @param {string} text @returns {Find[]} each once, in the order of the kinds */
export function privateData(text) {
  /** @type {Map<string, Find>} */
  const found = new Map();
  let rest = text.normalize('NFC').replace(INVISIBLE, '').replace(/[^\S\n]+/gu, ' ').replace(/[\u2010-\u2015\u2212]/gu, '-');
  for (const {kind, form, holds} of KINDS) {
    const pattern = new RegExp(form, 'gu');
    for (let match = pattern.exec(rest); match; match = pattern.exec(rest)) {
      const words = holds ? longest(match[0], holds) : match[0];
      pattern.lastIndex = match.index + (words.length || 1);
      if (!words) continue;
      found.set(kind + words, {kind, words});
      // No space: what stands on both sides of it does not belong together.
      rest = rest.slice(0, match.index) + '\n'.repeat(words.length) + rest.slice(pattern.lastIndex);
    }
  }
  return [...found.values()];
}

/** The longest beginning that ends with a group and holds; empty: none does. @param {string} words @param {(signs: string) => boolean} holds */
function longest(words, holds) {
  const ends = [...words.matchAll(/[a-z\d](?![a-z\d])/gi)].map(({index}) => index + 1).reverse();
  const end = ends.find((each) => holds(words.slice(0, each).replace(/[^a-z\d]/gi, '').toUpperCase()));
  return words.slice(0, end ?? 0);
}

/** The check digits of ISO 7064, MOD 97-10. Every country's has more than ten digits: a few words have not. @param {string} iban */
function isIban(iban) {
  const turned = iban.slice(4) + iban.slice(0, 4);
  const digits = [...turned].map((letter) => parseInt(letter, 36)).join('');
  return iban.length >= 15 && iban.replace(/\D/g, '').length > 10 && remainder(digits, 97) === 1;
}

/** The key is 97 less the rest of the number; in Corsica 2A counts as 19 and 2B as 18. @param {string} number */
function isNationalNumber(number) {
  const digits = number.slice(0, -2).replace('2A', '19').replace('2B', '18');
  return /^\d{3}(?:0[1-9]|1[0-2]|[2-9]\d)\d{8}$/.test(digits) && 97 - remainder(digits, 97) === Number(number.slice(-2));
}

/** By the first digits that people's cards have, which are not those of a commune's SIRET, and Luhn's check. @param {string} digits */
function isCard(digits) {
  if (!/^(?:3[0689]\d{12}|3[47]\d{13}|(?:2[2-7]|[3-6]\d)\d{14,17})$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((so, digit, position) => {
    const twice = Number(digit) * (position % 2 ? 2 : 1);
    return so + (twice > 9 ? twice - 9 : twice);
  }, 0);
  return sum % 10 === 0;
}

/** Of a number too long for a number. @param {string} digits @param {number} by */
function remainder(digits, by) {
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % by, 0);
}
