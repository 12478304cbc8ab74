import {html} from 'lit';
import {pieces} from '../search.js';

/** A label in which what was typed is marked. @param {string} label @param {number[][]} ranges */
export function marked(label, ranges) {
  let reached = 0;
  const parts = ranges.map(([start, end]) => {
    const before = label.slice(reached, start);
    reached = end;
    return html`${before}<mark>${label.slice(start, end)}</mark>`;
  });
  return html`${parts}${label.slice(reached)}`;
}

/** Where a search found something, begun shortly before it. @param {{text: string, ranges: number[][]}} match */
export function excerpt(match) {
  return pieces(match).map(({text, marked: found}) => (found ? html`<mark>${text}</mark>` : text));
}
