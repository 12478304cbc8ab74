// Marks in an open conversation what was searched for, without changing the page (CSS Custom Highlight API). A browser without it marks nothing.

import {fold} from './fuzzy.js';
import {words} from './search.js';

const NAME = 'searched';
/** More marks than this in one conversation help nobody. */
const MOST = 1_000;

/** @param {Element} root @param {Set<string>} wanted words without accents and case */
export function highlight(root, wanted) {
  if (!('highlights' in CSS)) return;
  CSS.highlights.delete(NAME);
  if (!wanted.size) return;
  const ranges = [...root.querySelectorAll('.words')].flatMap((part) => rangesIn(part, wanted)).slice(0, MOST);
  if (ranges.length) CSS.highlights.set(NAME, new Highlight(...ranges));
}

/** @param {Element} part @param {Set<string>} wanted */
function rangesIn(part, wanted) {
  const ranges = [];
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const match of words(node.textContent ?? '')) {
      if (!wanted.has(fold(match[0]))) continue;
      const range = new Range();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      ranges.push(range);
    }
  }
  return ranges;
}

/** Those of a text that are wanted, as they stand there, each once. @param {string} text @param {Set<string>} wanted without accents and case */
export function wantedIn(text, wanted) {
  if (!wanted.size) return [];
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const [word] of words(text)) {
    const plain = fold(word);
    if (wanted.has(plain) && !found.has(plain)) found.set(plain, word);
  }
  return [...found.values()];
}
