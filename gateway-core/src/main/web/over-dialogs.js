// Notices while a modal dialog is open: all that stands outside of it is inert, neither told nor pressed. Their regions stand in it until it closes.

import {notices} from './desk.js';

/** The one that was opened last at the end. @type {Element[]} */
let modals = [];
/** @type {Element | null} */
let area = null;
/** @type {Element[]} */
let regions = [];

new MutationObserver((changes) => follow(changes.map(({target}) => /** @type {Element} */ (target)))).observe(document, {subtree: true, attributeFilter: ['open']});
// A dialog that was taken out of the page while it was open has told nobody.
notices.observe(() => follow([]));

/** @param {Element[]} touched */
function follow(touched) {
  const now = document.querySelector('notice-area');
  if (now !== area || !regions.length) regions = [...(now?.children ?? [])];
  area = now;
  modals = [...new Set([...modals, ...touched])].filter((dialog) => dialog.isConnected && dialog.matches(':modal'));
  const home = modals.at(-1) ?? area;
  if (home && regions.some(({parentNode}) => parentNode !== home)) home.append(...regions);
}
