// What becomes of something in a conversation, told to whoever may have opened another since.

import {notices, router, thread} from './desk.js';
import {t} from './i18n/index.js';

/** A problem: there, where it is open, else with its number and a way back. What was typed is still there. @param {{id: string, number: number}} conversation @param {string} words */
export function tell({id, number}, words) {
  if (router.route.place === 'conversation' && thread.conversation?.id === id) return notices.bad(words);
  notices.bad(t('going.elsewhere', {number: String(number), words}), {label: t('second.again'), act: () => router.go({place: 'conversation', number})});
}
