// Tells of what concerns the agent: a quiet notice in the page and, where it was chosen, a sound and a notification of the system. One tab makes these for all.

import {get} from './api.js';
import {agentName, personName} from './components/labels.js';
import {attention} from './concerning.js';
import {inbox, notices, preferences, router} from './desk.js';
import {t} from './i18n/index.js';
import {ask} from './parts.js';
import {excerpt, isolated} from './text.js';

/** @typedef {import('./concerns.js').Concern} Concern */

/** Another tab may have it in sight and say so; and what comes together is told together. */
const PAUSE = 400;
const SHOWN_FOR = 12_000;
const MOST_WORDS = 140;
const LOCK = 'parvis.announcing';

/** Whether this tab sounds and notifies. Where tabs cannot agree, each does. */
let leads = !navigator.locks;
navigator.locks?.request(LOCK, () => {
  leads = true;
  // Until the tab goes.
  return new Promise(() => {});
}).catch(() => {
  leads = true;
});

/** @type {Map<string, Concern>} */
const waiting = new Map();
let planned = false;

/** @param {Concern[]} news */
export function announce(news) {
  for (const concern of news) waiting.set(concern.id, concern);
  if (planned) return;
  planned = true;
  setTimeout(() => {
    planned = false;
    const due = attention.concerns.filter(({id, seen}) => !seen && waiting.has(id));
    waiting.clear();
    if (due.length) tell(due);
  }, PAUSE);
}

/** One sentence. @param {Concern} concern */
export function concernWords({reason, by, number}) {
  return t(`concern.${reason}`, {name: isolated(agentName(by)), number: String(number)});
}

/** @param {Concern} concern */
export function openConcern({number}) {
  router.go({place: 'conversation', number});
}

/** What a note says; nothing where there is none, or it cannot be had. @param {Concern} concern @returns {Promise<string>} */
export async function noteOf({messageId}) {
  if (!messageId) return '';
  const message = await get(`/messages/${messageId}`).catch(() => undefined);
  return message ? excerpt(message.text, MOST_WORDS) : '';
}

/** @param {Concern[]} due the latest first */
async function tell(due) {
  const [latest] = due;
  if (due.length > 1) notices.news(t('concern.several', {count: due.length}), {label: t('concern.show'), act: () => ask('attention-panel', 'show-attention'), milliseconds: SHOWN_FOR});
  else {
    const note = await noteOf(latest);
    const row = inbox.rows.find(({id}) => id === latest.conversationId);
    const about = note ? t('concern.note', {words: isolated(note)}) : row ? isolated(row.subject || row.topic || personName(row.contact)) : '';
    notices.news([concernWords(latest), about].filter(Boolean).join(' '), {label: t('concern.open'), act: () => openConcern(latest), milliseconds: SHOWN_FOR});
  }
  if (!leads) return;
  if (preferences.choices.sound) (await import('./chime.js')).chime();
  if (preferences.choices.notifications) due.forEach(notify);
}

/** Without anybody's words: it may be seen on a locked screen. @param {Concern} concern */
function notify(concern) {
  if (document.hasFocus() || !('Notification' in window) || Notification.permission !== 'granted') return;
  const shown = new Notification('Parvis', {body: concernWords(concern), tag: concern.id});
  shown.onclick = () => {
    window.focus();
    openConcern(concern);
    shown.close();
  };
}
