// Which colleagues read and reply, in words and marks.

import {html, nothing} from 'lit';
import {presence} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {initials} from '../text.js';
import {agentName} from './labels.js';

/** @param {{agentId: string, doing: import('../types.d.ts').Doing}} sign */
function words({agentId, doing}) {
  return t(doing === 'replying' ? 'presence.replying' : 'presence.reading', {name: agentName(agentId)});
}

/** What is said of a conversation in the list. @param {string} conversation */
export function presentWords(conversation) {
  return presence.others(conversation).map(words).join(', ');
}

/** Initials in a row of the list: of those who reply, else of those who read. @param {string} conversation */
export function presenceMark(conversation) {
  const [first, ...more] = presence.others(conversation);
  if (!first) return nothing;
  return html`<span class="pill presence ${first.doing}" title=${presentWords(conversation)}>${icon(first.doing === 'replying' ? 'pen' : 'eye')}<span>${initials(agentName(first.agentId))}${more.length ? ` +${more.length}` : ''}</span></span>`;
}

/** Names, in the header of the conversation. @param {string} conversation */
export function presentPills(conversation) {
  return presence.others(conversation).map((sign) => html`<span class="pill presence ${sign.doing}">${icon(sign.doing === 'replying' ? 'pen' : 'eye')}<span>${words(sign)}</span></span>`);
}

/** Two answers to one question help nobody. @param {string} conversation */
export function alsoReplying(conversation) {
  const names = presence.others(conversation).filter(({doing}) => doing === 'replying').map(({agentId}) => agentName(agentId));
  return html`<div class="also">${names.length ? html`<p>${icon('pen')}<span>${t('presence.also', {names: names.join(', '), count: names.length})}</span></p>` : nothing}</div>`;
}
