// The places of the desk and their addresses. The server sends the same page for each of them.

/**
 * @typedef {{place: 'list', view: string, id?: string, q?: string, saved?: string}} ListRoute `id`: the team, channel or tag of the view; `saved`: the saved view that the search is
 * @typedef {{place: 'conversation', number: number}} ConversationRoute
 * @typedef {ListRoute | ConversationRoute | {place: 'login', next: string} | {place: 'call', caller?: string} | {place: 'account'} | {place: 'operations'} | {place: 'canned-answers'} | {place: 'drafts'} | {place: 'mentions'} | {place: 'administration', history?: boolean, channel?: string, about?: string} | {place: 'words'} | {place: 'channels', id?: string, fresh?: boolean} | {place: 'person', id: string} | {place: 'unknown'}} Route
 */

/** Views that need no further name, in order of display. */
export const VIEWS = ['to-handle', 'mine', 'waiting', 'expert', 'snoozed', 'resolved', 'all'];

/**
 * @param {string} path
 * @param {URLSearchParams} query
 * @returns {Route}
 */
export function parse(path, query) {
  const [place = '', first = '', second = ''] = path.split('/').filter(Boolean).map(decode);
  const q = query.get('q') ?? undefined;
  const about = query.get('about') ? {about: query.get('about') ?? ''} : {};
  const saved = q && query.get('saved') ? {saved: query.get('saved') ?? ''} : {};
  switch (place) {
    case '':
      return {place: 'list', view: 'to-handle', q, ...saved};
    case 'view':
      if (VIEWS.includes(first)) return {place: 'list', view: first, q, ...saved};
      if ((first === 'team' || first === 'channel' || first === 'tag') && second) return {place: 'list', view: first, id: second, q, ...saved};
      return {place: 'unknown'};
    case 'conversation':
      return /^\d{1,15}$/.test(first) ? {place: 'conversation', number: Number(first)} : {place: 'unknown'};
    case 'login':
      return {place: 'login', next: within(query.get('next'))};
    case 'call':
      return {place: 'call', caller: query.get('caller') ?? undefined};
    case 'account':
      return {place: 'account'};
    case 'operations':
      return {place: 'operations'};
    case 'canned-answers':
      return {place: 'canned-answers'};
    case 'drafts':
      return {place: 'drafts'};
    case 'mentions':
      return {place: 'mentions'};
    case 'administration':
      if (first === 'words') return {place: 'words'};
      if (first === 'new-channel') return {place: 'channels', fresh: true};
      if (first === 'history') return {place: 'administration', history: true, ...(second ? {channel: second} : about)};
      return first === 'channels' ? {place: 'channels', ...(second ? {id: second} : {})} : {place: 'administration'};
    case 'person':
      return /^[\da-f-]{36}$/.test(first) ? {place: 'person', id: first} : {place: 'unknown'};
    default:
      return {place: 'unknown'};
  }
}

/**
 * @param {Route} route
 * @returns {string}
 */
export function format(route) {
  switch (route.place) {
    case 'list': {
      const view = route.id ? `${route.view}/${encodeURIComponent(route.id)}` : route.view;
      return `/view/${view}${route.q ? `?${new URLSearchParams({q: route.q, ...(route.saved ? {saved: route.saved} : {})})}` : ''}`;
    }
    case 'conversation':
      return `/conversation/${route.number}`;
    case 'login':
      return route.next === '/' ? '/login' : `/login?${new URLSearchParams({next: route.next})}`;
    case 'call':
      return route.caller ? `/call?${new URLSearchParams({caller: route.caller})}` : '/call';
    case 'account':
      return '/account';
    case 'operations':
      return '/operations';
    case 'canned-answers':
      return '/canned-answers';
    case 'drafts':
      return '/drafts';
    case 'mentions':
      return '/mentions';
    case 'administration':
      return `/administration${route.history ? '/history' : ''}${route.channel ? `/${encodeURIComponent(route.channel)}` : ''}${route.about ? `?${new URLSearchParams({about: route.about})}` : ''}`;
    case 'words':
      return '/administration/words';
    case 'channels':
      return route.fresh ? '/administration/new-channel' : `/administration/channels${route.id ? `/${encodeURIComponent(route.id)}` : ''}`;
    case 'person':
      return `/person/${route.id}`;
    case 'unknown':
      return '/';
  }
}

/**
 * A page of this desk to go to after the login, never another site: `//elsewhere.example` and `/\elsewhere.example` are addresses too.
 * @param {string | null} next
 */
function within(next) {
  return next && /^\/(?![\/\\])/.test(next) && !next.startsWith('/login') ? next : '/';
}

/** @param {string} segment */
function decode(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
