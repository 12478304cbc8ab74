// What looks like private data in a text that everybody will be able to read. It asks, it does not judge: better once too often than once too little.

/** @typedef {'email' | 'phone' | 'iban' | 'national-number' | 'card' | 'address'} Kind */
/** @typedef {{kind: Kind, words: string}} Find */

/** Separators that people put between groups of digits. */
const GAP = '[\\s.\\u00a0\\u202f-]?';

/** An international bank account number (ISO 13616). */
const IBAN = /\b[A-Z]{2}\d{2}(?:[ \u00a0\u202f]?[A-Z\d]){11,30}\b/gi;
/** A French national number (numéro d'inscription au répertoire): sex, year, month, place of birth with Corsica's letters, order, key. */
const NATIONAL_NUMBER = new RegExp(`\\b[1-478]${GAP}\\d{2}${GAP}(?:0[1-9]|1[0-2]|[2-4]\\d|[5-9]\\d)${GAP}(?:\\d{2}|2[AB])${GAP}\\d{3}${GAP}\\d{3}${GAP}\\d{2}\\b`, 'gi');
/** A payment card (ISO/IEC 7812). */
const CARD = new RegExp(`\\b\\d(?:${GAP}\\d){12,18}\\b`, 'g');
/** RFC 5321: at most 64 characters before the @. The bounds keep a long text from being walked again and again. */
const EMAIL = /(?<![\p{L}\d._%+-])[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,10}/gu;
/** In French national form, or international (E.164). */
const PHONE = new RegExp(`(?:\\+\\d{1,3}${GAP}(?:\\(0\\)${GAP})?\\d|\\b0[1-9])(?:${GAP}\\d{2}){3,4}\\b`, 'g');
const STREET = '(?:rue|avenue|av\\.|boulevard|bd|bld|place|impasse|allée|allee|chemin|quai|square|route|cours|passage|villa|cité|résidence|street|road)';
const ADDRESS = new RegExp(`\\b\\d{1,4}\\s?(?:bis|ter|quater)?,?\\s+${STREET}\\s+[\\p{L}'’-]+(?:\\s+[\\p{Lu}d][\\p{L}'’-]*){0,4}`, 'giu');

/** What is looked for first leaves nothing of itself to the others: an account number is no telephone number. @type {{kind: Kind, pattern: RegExp, holds?: (digits: string) => boolean}[]} */
const KINDS = [
  {kind: 'email', pattern: EMAIL},
  {kind: 'iban', pattern: IBAN, holds: isIban},
  {kind: 'national-number', pattern: NATIONAL_NUMBER, holds: isNationalNumber},
  {kind: 'card', pattern: CARD, holds: isCard},
  {kind: 'phone', pattern: PHONE},
  {kind: 'address', pattern: ADDRESS},
];

/** @param {string} text @returns {Find[]} each once, in the order of the kinds */
export function privateData(text) {
  /** @type {Map<string, Find>} */
  const found = new Map();
  let rest = text;
  for (const {kind, pattern, holds} of KINDS) {
    rest = rest.replace(pattern, (words) => {
      if (holds && !holds(words.replace(/[^A-Z\d]/gi, '').toUpperCase())) return words;
      found.set(kind + words, {kind, words: words.trim()});
      return ' '.repeat(words.length);
    });
  }
  return [...found.values()];
}

/** The check digits of ISO 7064, MOD 97-10. @param {string} iban */
function isIban(iban) {
  const turned = iban.slice(4) + iban.slice(0, 4);
  const digits = [...turned].map((letter) => parseInt(letter, 36)).join('');
  return iban.length >= 15 && remainder(digits, 97) === 1;
}

/** The key is 97 less the rest of the number; in Corsica 2A counts as 19 and 2B as 18. @param {string} number */
function isNationalNumber(number) {
  const digits = number.slice(0, -2).replace('2A', '19').replace('2B', '18');
  return /^\d{13}$/.test(digits) && 97 - remainder(digits, 97) === Number(number.slice(-2));
}

/** Luhn's check. @param {string} digits */
function isCard(digits) {
  let sum = 0;
  [...digits].reverse().forEach((digit, position) => {
    const twice = Number(digit) * (position % 2 ? 2 : 1);
    sum += twice > 9 ? twice - 9 : twice;
  });
  return sum % 10 === 0;
}

/** Of a number too long for a number. @param {string} digits @param {number} by */
function remainder(digits, by) {
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % by, 0);
}
