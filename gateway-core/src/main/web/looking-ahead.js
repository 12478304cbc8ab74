// Reads the conversation of the row that is looked at before it is opened. Comes with the first part that shows one.

import {later, live, session, thread} from './desk.js';
import {Ahead} from './state/ahead.js';
import {latestOf} from './state/thread.js';

const ahead = new Ahead(latestOf, () => live.connection === 'live');

later.add(ahead);
session.observe(() => {
  if (session.state === 'out') ahead.forget();
});
thread.ahead = (number) => ahead.take(number);
document.addEventListener('focusin', ({target}) => look(target));
document.addEventListener('pointerover', ({target}) => look(target));
document.addEventListener('pointerdown', ({target}) => look(target, 0));

/** @param {EventTarget | null} target @param {number} [glance] */
function look(target, glance) {
  const row = target instanceof Element ? target.closest('#list a.row') : null;
  if (!(row instanceof HTMLAnchorElement)) return;
  const number = Number(row.pathname.split('/').at(-1));
  if (number !== thread.number) ahead.look(number, row.dataset.id ?? '', glance);
}
