// Notices while a modal dialog is open: all that stands outside of it is inert, neither told nor pressed. Their regions stand in it until it closes.
// And the focus, which a notice takes along when it goes.

import {notices} from './desk.js';
import {regainFocus} from './focus.js';

/** The one that was opened last at the end. @type {Element[]} */
let modals = [];
/** @type {import('./components/element.js').DeskElement | null} */
let area = null;
/** @type {Element[]} */
let regions = [];
/** Where the focus was before a notice had it. @type {EventTarget | null} */
let before = null;

new MutationObserver((changes) => follow(changes.map(({target}) => /** @type {Element} */ (target)))).observe(document, {subtree: true, attributeFilter: ['open']});
// A dialog that was taken out of the page while it was open has told nobody.
notices.observe(() => {
  follow([]);
  if (inNotice(document.activeElement)) void giveBack();
});
document.addEventListener('focusin', ({target, relatedTarget}) => {
  if (inNotice(target) && !inNotice(relatedTarget)) before = relatedTarget;
});

/** @param {Element[]} touched */
function follow(touched) {
  const now = /** @type {typeof area} */ (document.querySelector('notice-area'));
  if (now !== area || !regions.length) regions = [...(now?.children ?? [])];
  area = now;
  modals = [...new Set([...modals, ...touched])].filter((dialog) => dialog.isConnected && dialog.matches(':modal'));
  const home = modals.at(-1) ?? area;
  if (home && regions.some(({parentNode}) => parentNode !== home)) home.append(...regions);
}

/** A notice goes, and with it the button that had the focus. */
async function giveBack() {
  await area?.updateComplete;
  regainFocus(before);
}

/** @param {EventTarget | null} element */
function inNotice(element) {
  return element instanceof Element && element.closest('.notices') !== null;
}
