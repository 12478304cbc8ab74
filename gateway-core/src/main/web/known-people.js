// People whom the server knows.

import {get} from './api.js';
import {looksLikeHandle} from './people.js';

const MOST = 5;
/** Fewer letters fit too many people. */
const SHORTEST = 2;

/** Who is called so, or is reached by an address or a number that begins so: a few of them. @param {string} typed @returns {Promise<import('./types.d.ts').Contact[]>} */
export async function peopleLike(typed) {
  const query = typed.trim();
  if (query.length < SHORTEST) return [];
  const found = await get('/contacts', {query: looksLikeHandle(query) ? {handle: query} : {q: query}});
  return found.slice(0, MOST);
}

/** What finds the person again for whoever typed this: the name, or the handle that begins so. @param {string} typed @param {import('./types.d.ts').Contact} contact */
export function nameFor(typed, {name, handles}) {
  const handle = looksLikeHandle(typed) ? handles.find(({value}) => value.startsWith(typed.trim().toLowerCase())) ?? handles[0] : undefined;
  return handle?.value ?? name ?? '';
}
