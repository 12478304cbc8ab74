// Icons drawn as lines on a grid of 20: decoration beside words, never alone without a name.

import {html, svg} from 'lit';

/** @type {Record<string, import('lit').TemplateResult>} */
const shapes = {
  inbox: svg`<path d="M3 11.5 5.4 4.8A1.2 1.2 0 0 1 6.5 4h7a1.2 1.2 0 0 1 1.1.8l2.4 6.7v3.3a1.2 1.2 0 0 1-1.2 1.2H4.2A1.2 1.2 0 0 1 3 14.8zM3 11.5h3.6l1 2h4.8l1-2H17"/>`,
  person: svg`<circle cx="10" cy="6.6" r="3.1"/><path d="M3.8 16.5c.5-3.2 3-5 6.2-5s5.7 1.8 6.2 5"/>`,
  pause: svg`<path d="M7 4.5v11M13 4.5v11"/>`,
  check: svg`<path d="m4 10.5 4 4 8-9"/>`,
  'check-double': svg`<path d="m1.5 10.5 4 4 7.5-9M9.5 14l.8.8 7.7-9.3"/>`,
  team: svg`<circle cx="7.2" cy="7" r="2.6"/><path d="M2.2 15.5c.4-2.6 2.4-4.1 5-4.1s4.6 1.5 5 4.1M12.7 4.7a2.6 2.6 0 0 1 0 4.7M14.2 11.8c2 .4 3.3 1.8 3.6 3.7"/>`,
  email: svg`<rect x="2.8" y="4.5" width="14.4" height="11" rx="1.5"/><path d="m3.2 5.8 6.8 5.4 6.8-5.4"/>`,
  phone: svg`<path d="M6.3 3.3 4.2 4.7c-.9.6-1.1 1.7-.7 2.8 1.6 4.2 4.8 7.4 9 9 1.1.4 2.2.2 2.8-.7l1.4-2.1-3.6-2.5-1.7 1.6c-1.8-.8-3.4-2.4-4.2-4.2l1.6-1.7z"/>`,
  fediverse: svg`<circle cx="10" cy="10" r="3"/><path d="M13 7v4.3c0 2.8 3.8 2.7 3.8-1.3A6.8 6.8 0 1 0 13.3 16"/>`,
  anonymous: svg`<path d="M5 3.3h7.2L15.5 6.6v10.1H5zM12 3.5v3.3h3.3M7.7 10h5M7.7 13h5"/>`,
  channel: svg`<path d="M3.5 5.2A1.2 1.2 0 0 1 4.7 4h10.6a1.2 1.2 0 0 1 1.2 1.2v7a1.2 1.2 0 0 1-1.2 1.2H9.5L6 16.5v-3.1H4.7a1.2 1.2 0 0 1-1.2-1.2z"/>`,
  search: svg`<circle cx="8.7" cy="8.7" r="5"/><path d="m12.5 12.5 4 4"/>`,
  clock: svg`<circle cx="10" cy="10" r="6.8"/><path d="M10 6v4.2l2.7 1.6"/>`,
  warning: svg`<path d="M10 3.5 17.5 16.5h-15zM10 8.3v3.7M10 14.2v.1"/>`,
  lock: svg`<rect x="4.5" y="9" width="11" height="7.5" rx="1.3"/><path d="M6.8 9V6.7a3.2 3.2 0 0 1 6.4 0V9"/>`,
  globe: svg`<circle cx="10" cy="10" r="6.8"/><path d="M3.2 10h13.6M10 3.2c4.2 4.3 4.2 9.3 0 13.6M10 3.2c-4.2 4.3-4.2 9.3 0 13.6"/>`,
  note: svg`<path d="M4 3.8h12v8.4L12.2 16H4zM12 16v-3.8h4M7 7.5h6M7 10.3h3"/>`,
  clip: svg`<path d="m15.5 9.3-5.7 5.7a3.3 3.3 0 0 1-4.7-4.7l6.2-6.2a2.2 2.2 0 0 1 3.1 3.1l-6 6a1.1 1.1 0 0 1-1.6-1.6l5.3-5.2"/>`,
  file: svg`<path d="M5 3.3h6.2L15 7v9.7H5zM11 3.5V7.2h3.8"/>`,
  close: svg`<path d="m5 5 10 10M15 5 5 15"/>`,
  back: svg`<path d="M12.5 4.5 7 10l5.5 5.5"/>`,
  down: svg`<path d="m5 7.5 5 5 5-5"/>`,
  menu: svg`<path d="M3 5.5h14M3 10h14M3 14.5h14"/>`,
  panel: svg`<rect x="3" y="4" width="14" height="12" rx="1.5"/><path d="M12.5 4v12"/>`,
  keyboard: svg`<rect x="2.5" y="5" width="15" height="10" rx="1.5"/><path d="M5.5 8h.1M8.5 8h.1M11.5 8h.1M14.5 8h.1M5.5 11.9h.1M14.5 11.9h.1M8 12h4"/>`,
  send: svg`<path d="M3.5 9.7 16.5 4l-4.2 12.5-3.1-4.8zM9.2 11.7l3-3"/>`,
  retry: svg`<path d="M15.8 8A6.3 6.3 0 1 0 16 12M16 4.3V8h-3.7"/>`,
  theme: svg`<circle cx="10" cy="10" r="6.5"/><path d="M10 3.5v13a6.5 6.5 0 0 0 0-13z" fill="currentColor"/>`,
  question: svg`<circle cx="10" cy="10" r="6.8"/><path d="M7.9 8.1a2.1 2.1 0 1 1 3.2 1.9c-.7.4-1.1.8-1.1 1.6M10 13.7v.1"/>`,
  rows: svg`<path d="M3 5h14M3 10h14M3 15h14"/>`,
  'rows-dense': svg`<path d="M3 4h14M3 8h14M3 12h14M3 16h14"/>`,
  logout: svg`<path d="M8 3.5H4.5v13H8M12.5 6.5 16 10l-3.5 3.5M7.5 10H16"/>`,
  download: svg`<path d="M10 3.5v9M6.3 9 10 12.7 13.7 9M4 16.5h12"/>`,
  pulse: svg`<path d="M2.5 10.5h3.2l2-6 4 11 2-5h3.8"/>`,
  eye: svg`<path d="M2.5 10S5.3 5 10 5s7.5 5 7.5 5-2.8 5-7.5 5-7.5-5-7.5-5z"/><circle cx="10" cy="10" r="2.3"/>`,
  pen: svg`<path d="m4 16 .8-3.4L13.2 4.2a1.5 1.5 0 0 1 2.1 0l.5.5a1.5 1.5 0 0 1 0 2.1L7.4 15.2z"/>`,
  server: svg`<rect x="3" y="3.5" width="14" height="5.5" rx="1.3"/><rect x="3" y="11" width="14" height="5.5" rx="1.3"/><path d="M6 6.25h.1M6 13.75h.1" stroke-width="2.2"/>`,
  unread: svg`<rect x="2.8" y="4.5" width="14.4" height="11" rx="1.5"/><path d="m3.2 5.8 6.8 5.4 6.8-5.4"/><circle cx="16" cy="5" r="2.6" fill="currentColor"/>`,
  read: svg`<path d="M2.8 8.2 10 3.5l7.2 4.7v7.3H2.8zM3.2 8.6l6.8 4.3 6.8-4.3"/>`,
  sort: svg`<path d="M6 4v12M6 16l-2.7-2.8M6 16l2.7-2.8M11 5.5h6M11 10h4.3M11 14.5h2.6"/>`,
  up: svg`<path d="m5 12.5 5-5 5 5"/>`,
  palette: svg`<rect x="2.8" y="4" width="14.4" height="12" rx="1.5"/><path d="m6 8 2.5 2L6 12M10.5 12.2h3.5"/>`,
  snooze: svg`<path d="M10 3.2a6.8 6.8 0 1 0 6.8 6.8A5.2 5.2 0 0 1 10 3.2zM12.5 3.5h4l-4 4.5h4"/>`,
  bookmark: svg`<path d="M5.5 3.5h9v13L10 12.8 5.5 16.5z"/>`,
  tag: svg`<path d="M3.5 4.7a1.2 1.2 0 0 1 1.2-1.2h5l7 7a1.2 1.2 0 0 1 0 1.7l-4.5 4.5a1.2 1.2 0 0 1-1.7 0l-7-7zM7 7h.1"/>`,
  split: svg`<path d="M3.5 10h4c3 0 3.5-5.5 6.5-5.5h2.5M7.5 10c3 0 3.5 5.5 6.5 5.5h2.5M14.3 2.2l2.3 2.3-2.3 2.3M14.3 13.2l2.3 2.3-2.3 2.3"/>`,
  link: svg`<path d="M8.5 11.5a3 3 0 0 0 4.2 0l3-3a3 3 0 0 0-4.2-4.2l-1 1M11.5 8.5a3 3 0 0 0-4.2 0l-3 3a3 3 0 0 0 4.2 4.2l1-1"/>`,
  merge: svg`<path d="M3.5 4.5h3c3 0 3.5 5.5 6.5 5.5h3.5M3.5 15.5h3c3 0 3.5-5.5 6.5-5.5M13.8 7.2l2.9 2.8-2.9 2.8"/>`,
  urgent: svg`<path d="M10 3.5v8.5M10 15.8v.2" stroke-width="2.2"/>`,
  canned: svg`<path d="M4 4.5h12v8.6H9.6L6.4 16v-2.9H4zM12 6.7l-2.4 4.2"/>`,
  bell: svg`<path d="M10 3.2a4.7 4.7 0 0 0-4.7 4.7v3.2L3.8 14h12.4l-1.5-2.9V7.9A4.7 4.7 0 0 0 10 3.2zM8.3 16.4a1.9 1.9 0 0 0 3.4 0"/>`,
  at: svg`<circle cx="10" cy="10" r="3"/><path d="M13 7v4.1c0 2.6 3.6 2.6 3.6-1.1A6.6 6.6 0 1 0 13.6 15.5"/>`,
  forward: svg`<path d="M11.5 5.5 16 10l-4.5 4.5M16 10H8.5A4.5 4.5 0 0 0 4 14.5"/>`,
  dots: svg`<path d="M4.5 10h.1M10 10h.1M15.5 10h.1" stroke-width="2.4"/>`,
};

/** The icon of each view. @type {Record<string, string>} */
export const VIEW_ICONS = {'to-handle': 'inbox', mine: 'person', waiting: 'pause', expert: 'question', snoozed: 'snooze', resolved: 'check', all: 'rows'};

/** @param {string} name */
export function icon(name) {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${shapes[name] ?? shapes.channel}</svg>`;
}

/**
 * The icon of a channel, by what it reaches: the desk knows no channel by its type. One that also reaches people without an address is a page of the service's own.
 * @param {import('./types.d.ts').Channel | undefined} channel
 */
export function channelIcon(channel) {
  const order = /** @type {const} */ (['anonymous', 'fediverse', 'phone', 'email']);
  return icon(order.find((kind) => channel?.reaches?.includes(kind)) ?? 'channel');
}
