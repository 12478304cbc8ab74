// In how many parts a text goes out as one SMS (3GPP TS 23.038 and 23.040). The gateway counts the same way in SmsParts.java.

/** The GSM 7 bit default alphabet, and its extension table: what is escaped takes two septets. */
const ALPHABET = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà');
const EXTENSION = new Set('\f^{}\\[~]|€');

/** @param {string} text */
export function smsParts(text) {
  const points = [...text];
  return points.every((point) => septets(point)) ? parts(points.map(septets), 160, 153) : parts(points.map(({length}) => length), 70, 67);
}

/** None where it is not of the alphabet. @param {string} point */
function septets(point) {
  return ALPHABET.has(point) ? 1 : EXTENSION.has(point) ? 2 : 0;
}

/** What takes two places is never split between parts, so that a part may end one short. @param {number[]} places @param {number} alone @param {number} each */
function parts(places, alone, each) {
  let total = 0;
  let count = 0;
  let left = 0;
  for (const taken of places) {
    total += taken;
    if (taken > left) {
      count++;
      left = each;
    }
    left -= taken;
  }
  return total <= alone ? Math.min(total, 1) : count;
}
