// Pieces of a message that need no state of their own.

import {html, nothing} from 'lit';
import {directory, session} from '../desk.js';
import {size} from '../format.js';
import {icon} from '../icons.js';
import {keyOr, t} from '../i18n/index.js';
import {noteParts} from '../mentioning.js';
import {fileName, parts, pieces} from '../text.js';
import {agentName} from './labels.js';

/**
 * @typedef {import('../types.d.ts').Attachment} Attachment
 * @typedef {import('../types.d.ts').Message} Message
 */

/** Pictures that every browser shows and the server gives within a page. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Who can read it, by icon and word. @param {import('../types.d.ts').Visibility} visibility */
export function visibilityMark(visibility) {
  return html`<span class="visibility ${visibility}">${icon(visibility === 'public' ? 'globe' : 'lock')}<span>${t(`visibility.${visibility}`)}</span></span>`;
}

/** The words, with quotations and signatures folded. @param {Message} message */
export function words({text, folds, mentions}) {
  if (mentions) return html`<p class="words" dir="auto">${noteParts(text, mentions).map((part) => (part.place ? mention(part.text, part.place) : link(part)))}</p>`;
  return parts(text, folds).map((part) => (part.kind === 'text'
    ? html`<p class="words" dir="auto">${linked(part.text)}</p>`
    : html`<details class="fold"><summary>${t(`fold.${part.kind}`)}</summary><p class="words" dir="auto">${linked(part.text)}</p></details>`));
}

/** @param {string} text */
export function linked(text) {
  return pieces(text).map(link);
}

/** @param {import('../text.js').Piece} piece */
function link({text, href}) {
  return href ? html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow">${text}</a>` : text;
}

/** Whom a note names there; it stands out by its frame, and to oneself by an icon. @param {string} token @param {import('../mentioning.js').Place} place */
function mention(token, {agentId, teamId}) {
  const {agent} = session;
  const mine = agentId ? agentId === agent?.id : agent?.teamIds?.includes(teamId ?? '') ?? false;
  const name = agentId ? agentName(agentId) : directory.team(teamId)?.name ?? t('view.team');
  return html`<span class="mention" ?data-mine=${mine} title=${name}>${mine ? icon('person') : nothing}${token}<span class="unseen"> (${mine && agentId ? t('mention.you') : name})</span></span>`;
}

/** What a form asked and what was answered. @param {Record<string, string> | undefined} fields */
export function answers(fields) {
  const entries = Object.entries(fields ?? {});
  if (!entries.length) return nothing;
  return html`<dl class="answers">${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd dir="auto">${linked(value)}</dd></div>`)}</dl>`;
}

/** What was wrong with a message that was taken in all the same. @param {Message} message */
export function defects({defects = []}) {
  if (!defects.length) return nothing;
  return html`<ul class="defects">${defects.map(({code, detail}) => html`<li>${icon('warning')}<span><strong>${t(keyOr(`defect.${code.toLowerCase()}`, 'defect.malformed'))}</strong> ${detail}</span></li>`)}</ul>`;
}

/** @param {Attachment[]} attachments */
export function files(attachments) {
  if (!attachments.length) return nothing;
  return html`<ul class="files" aria-label=${t('attachments.label')}>${attachments.map((attachment) => html`<li>${PICTURES.has(attachment.mediaType) ? picture(attachment) : file(attachment)}</li>`)}</ul>`;
}

/** @param {Attachment} attachment */
function picture({id, name, description, size: bytes}) {
  return html`<a class="picture" href="/api/v1/attachments/${id}" download=${fileName(name)}>
    <img src="/api/v1/attachments/${id}?inline=true" alt=${description || fileName(name)} loading="lazy" decoding="async">
    <span class="caption"><bdi class="file-name">${fileName(name)}</bdi> <span class="size">${size(bytes)}</span></span>
  </a>`;
}

/** @param {Attachment} attachment */
function file({id, name, size: bytes}) {
  return html`<a class="file" href="/api/v1/attachments/${id}" download=${fileName(name)}>${icon('file')}<bdi class="file-name">${fileName(name)}</bdi> <span class="size">${size(bytes)}</span></a>`;
}
