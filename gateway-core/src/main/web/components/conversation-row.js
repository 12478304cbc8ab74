import {html, nothing} from 'lit';
import {live} from 'lit/directives/live.js';
import {clock, directory, inbox, selection} from '../desk.js';
import {shortDuration, shortTime, spokenWait} from '../format.js';
import {fold} from '../fuzzy.js';
import {channelIcon, icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {format} from '../routes.js';
import {pieces, wantedWords, words as wordsIn} from '../search.js';
import {initials} from '../text.js';
import {waitingSince} from '../waiting.js';
import {excerpt} from './marked.js';
import {presenceMark, presentWords} from './presence-marks.js';
import {orderWords, putOffMark, tagChips, urgentMark} from './order-marks.js';
import {agentName, channelLabel, personName} from './labels.js';

/** @typedef {import('../types.d.ts').ConversationRow} Row */

/** @param {Row} row */
function title(row) {
  return row.subject || row.topic || '';
}

/**
 * What a screen reader says of a row: whether it is unread, channel, person, subject, how long it waits, who has it.
 * @param {Row} row
 */
export function spokenRow(row) {
  const state = row.owedSince ? spokenWait(row.owedSince, clock.now) : t(`state.${row.state}`);
  return [
    row.unread ? t('unread.spoken') : '',
    channelLabel(row.channelId),
    personName(row.contact),
    title(row) || row.snippet,
    matchedWords(row),
    state,
    orderWords(row),
    row.trouble ? t(`trouble.${row.trouble}`) : '',
    row.visibility === 'public' ? t('visibility.public') : '',
    presentWords(row.id),
    row.assigneeId ? t('conversation.with', {name: agentName(row.assigneeId)}) : t('conversation.unassigned'),
  ].filter(Boolean).join(', ');
}

/** Where a search found it, and by what: no mark is spoken. An old node does not say in which part. @param {Row} row */
function matchedWords({match, number, contact}) {
  const wanted = wantedWords(inbox.shown.q ?? '');
  if (match) {
    const shown = pieces(match);
    const found = new Set(shown.filter(({marked}) => marked).map(({text}) => text.toLowerCase()));
    return t(match.part === 'subject' ? 'search.matched-subject' : 'search.matched', {found: [...found].join(', '), words: shown.map(({text}) => text).join('')});
  }
  if (wanted.has(String(number))) return t('search.matched-number');
  const names = [...wordsIn(personName(contact))].map(([word]) => fold(word));
  return [...wanted].some((begun) => names.some((name) => name.startsWith(begun))) ? t('search.matched-person') : '';
}

/**
 * @param {Row} row
 * @param {{open: boolean, active: boolean, chosen: boolean, compact: boolean}} how `active`: the one row that Tab reaches
 */
export function conversationRow(row, {open, active, chosen, compact}) {
  const name = html`<span class="name"><bdi>${personName(row.contact)}</bdi></span>`;
  const when = html`<span class="when">${shortTime(row.lastMessageAt, clock.now)}</span>`;
  const visible = row.visibility === 'public' ? html`<span class="mark" title=${t('visibility.public')}>${icon('globe')}</span>` : nothing;
  const subject = title(row);
  const words = row.match ? excerpt(row.match) : row.snippet;
  return html`
    <a class="row" href=${format({place: 'conversation', number: row.number})} data-id=${row.id} tabindex=${active ? 0 : -1} aria-current=${open ? 'true' : nothing}
      aria-label=${[chosen ? t('bulk.spoken') : '', spokenRow(row)].filter(Boolean).join(', ')} ?data-chosen=${chosen} ?data-unread=${row.unread}>
      <span class="channel" title=${channelLabel(row.channelId)}>${channelIcon(directory.channel(row.channelId))}</span>
      ${compact ? html`
        <span class="line">${name}${marks(row)}${when}</span>
        <span class="line"><span class="subject">${visible}<bdi>${subject}</bdi>${subject ? ' · ' : ''}<bdi class="snippet">${words}</bdi></span></span>` : html`
        <span class="line">${name}${when}</span>
        <span class="line"><span class=${subject ? 'subject' : 'subject long'}>${visible}<bdi>${subject || words}</bdi></span>${marks(row)}</span>
        ${subject ? html`<span class="line snippet">${row.match ? nothing : tagChips(row.tags)}<bdi>${words}</bdi></span>` : nothing}`}
    </a>
  `;
}

/** For the pointer and for touch; keys choose by x. @param {Row} row */
export function pickBox(row) {
  return html`<label class="pick" title=${t('bulk.choose')}><input type="checkbox" tabindex="-1" .checked=${live(selection.has(row.id))} aria-label=${t('bulk.choose-one', {number: String(row.number)})}
    @click=${(/** @type {MouseEvent} */ event) => pick(event, row.id)}></label>`;
}

/** The keys of the list work in its rows. @param {MouseEvent} event @param {string} id */
function pick({shiftKey, target}, id) {
  if (shiftKey) selection.extend(id);
  else selection.toggle(id);
  if (target instanceof Element) /** @type {HTMLElement | null | undefined} */ (target.closest('li')?.querySelector('a.row'))?.focus();
}

/** @param {Row} row */
function marks(row) {
  const assignee = row.assigneeId ? agentName(row.assigneeId) : '';
  return html`<span class="marks">
    ${presenceMark(row.id)}
    ${row.trouble ? html`<span class="pill alarm" title=${t(`trouble.${row.trouble}`)}>${icon(row.trouble === 'by-person' ? 'phone' : 'warning')}<span>${t(`trouble.short.${row.trouble}`)}</span></span>` : nothing}
    ${urgentMark(row)}
    ${putOffMark(row)}
    ${waitPill(row)}
    ${assignee ? html`<span class="avatar small" title=${assignee}>${initials(assignee)}</span>` : nothing}
  </span>`;
}

/** @param {Row} row */
function waitPill(row) {
  if (row.owedSince) {
    const {level, minutes} = waitingSince(row.owedSince, clock.now);
    return html`<span class="pill ${level}" title=${spokenWait(row.owedSince, clock.now)}>${icon(level === 'alarm' ? 'warning' : 'clock')}<span>${shortDuration(minutes)}</span></span>`;
  }
  if (row.state === 'open' || row.snoozedUntil || row.expert !== undefined) return nothing;
  return html`<span class="pill plain">${icon(row.state === 'waiting' ? 'pause' : 'check')}<span>${t(`state.short.${row.state}`)}</span></span>`;
}
