// Reads the conversation of the row that is looked at before it is opened. Comes with the first part that shows one.

import {inbox, later, live, session, thread} from './desk.js';
import {Ahead} from './state/ahead.js';
import {latestOf} from './state/thread.js';

const ahead = new Ahead(latestOf, () => live.connection === 'live');

later.add(ahead);
thread.ahead = taken;
session.observe(() => session.state === 'out' && ahead.forget());
live.observe(() => live.connection !== 'live' && ahead.forget());
document.addEventListener('focusin', ({target}) => look(target));
document.addEventListener('pointerover', ({target}) => look(target));
document.addEventListener('pointerdown', ({target}) => look(target, 0));

/** @param {EventTarget | null} target @param {number} [glance] */
function look(target, glance) {
  const row = target instanceof Element ? target.closest('#list a.row') : null;
  const number = row instanceof HTMLAnchorElement ? Number(row.pathname.split('/').at(-1)) : 0;
  if (!(row instanceof HTMLAnchorElement) || number === thread.number) return ahead.lookAway();
  ahead.look(number, row.dataset.id ?? '', glance);
}

/** Unless the list knows better: what this agent has just done is in its row before the stream tells of it. @param {number} number */
async function taken(number) {
  const latest = await ahead.take(number);
  const row = inbox.rows.find((known) => known.number === number);
  if (latest && row && (row.version > latest.conversation.version || row.unread !== latest.conversation.unread)) return undefined;
  return latest;
}
