// Who did what, in words, between the messages of a thread.

import {html, nothing} from 'lit';
import {clock, directory} from '../desk.js';
import {fullTime, later, shortTime} from '../format.js';
import {icon} from '../icons.js';
import {keyOr, t} from '../i18n/index.js';
import {undoMove} from '../moving.js';
import {format} from '../routes.js';
import {isolated} from '../text.js';
import {handedOver, MOST_UNFOLDED} from '../timeline.js';
import {agentName} from './labels.js';

/** @typedef {import('../types.d.ts').HistoryEntry} HistoryEntry */

/** @param {HistoryEntry[] | undefined} entries */
export function timelineEntries(entries) {
  if (!entries?.length) return nothing;
  if (entries.length <= MOST_UNFOLDED) return list(entries);
  return html`<details class="changes"><summary>${t('timeline.folded', {count: entries.length})} <span class="aside">· ${wordsOfEntry(entries[entries.length - 1])}</span></summary>${list(entries)}</details>`;
}

/** @param {HistoryEntry[]} entries */
function list(entries) {
  return html`<ul class="changes" aria-label=${t('timeline.label')}>${entries.map((entry) => html`<li>${icon(glyph(entry))}<span>${wordsOfEntry(entry)}${movedLinks(entry)}</span>
    <time datetime=${entry.at} title=${fullTime(entry.at)}>${shortTime(entry.at, clock.now)}</time></li>`)}</ul>`;
}

/** To the other conversation, and back. @param {HistoryEntry} entry */
function movedLinks({move, moveId, link, otherNumber, undoable}) {
  if (otherNumber === undefined) return nothing;
  const other = move === 'merged' ? nothing : html` <a href=${format({place: 'conversation', number: otherNumber})}>${t('conversation.number', {number: String(otherNumber)})}</a>`;
  return html`${other}${undoable && moveId && !link ? html` <button type="button" class="link" @click=${() => undoMove(moveId)}>${t(move === 'merged' || move === 'merged-into' ? 'moves.undo-merge' : 'moves.undo-part', {number: String(otherNumber)})}</button>` : nothing}`;
}

/** @param {HistoryEntry} entry */
function glyph(entry) {
  const {state, snoozedUntil, expert, assigneeId, teamId, tagsAdded, tagsRemoved, urgent, contact, move, link} = entry;
  if (handedOver(entry)) return 'forward';
  if (move) return move === 'split-off' || move === 'split-from' ? 'split' : 'merge';
  if (link) return 'link';
  if (contact) return 'merge';
  if (snoozedUntil?.[1]) return 'snooze';
  if (typeof expert?.[1] === 'string') return 'question';
  if (state) return {open: 'retry', waiting: 'pause', resolved: 'check'}[state[1]];
  if (assigneeId) return 'person';
  if (teamId) return 'team';
  if (tagsAdded?.length || tagsRemoved?.length) return 'tag';
  return urgent ? 'urgent' : 'note';
}

/** What one agent changed at once is one sentence; all else has one of its own. @param {HistoryEntry} entry */
export function wordsOfEntry(entry) {
  const who = entry.agentId ? isolated(agentName(entry.agentId)) : '';
  // A message may bring a team or a topic with it, whoever wrote it.
  const by = who || t('timeline.itself');
  const parts = (entry.move ? moved(entry.move, entry, who) : [stateWords(entry, who), ...assigned(entry, by), ...others(entry, by)]).filter(Boolean);
  const once = who && parts.every((part) => part.startsWith(`${who} `) && part.endsWith('.'));
  const words = once ? parts.map((part, place) => part.slice(place ? who.length + 1 : 0, place < parts.length - 1 ? -1 : undefined)).join(', ') : parts.join(' ');
  return words || t('timeline.changed', {who: by});
}

/** @param {HistoryEntry} entry @param {string} who */
function stateWords({state, snoozedUntil, expert, reasonCode, reason}, who) {
  const until = snoozedUntil?.[1];
  if (until) return t('timeline.snoozed', {who, when: later(until, clock.now)});
  const asked = expert?.[1];
  if (typeof asked === 'string') return t(asked ? 'timeline.expert-named' : 'timeline.expert', {who, name: isolated(asked)});
  if (!state || (state[0] === state[1] && !snoozedUntil && !expert)) return '';
  const [, after] = state;
  if (!who) return t(snoozedUntil ? 'timeline.woke' : 'timeline.came-back');
  if (expert && after === 'open') return t('timeline.expert-over', {who});
  const why = [reasonCode ? t(keyOr(`reason.${reasonCode}`, 'reason.label')) : '', reason ? isolated(reason) : ''].filter(Boolean).join(', ');
  if (after === 'resolved' && why) return t('timeline.resolved-because', {who, why});
  return t(`timeline.${after}`, {who});
}

/** @param {HistoryEntry} entry @param {string} who */
function assigned(entry, who) {
  const handed = handedOver(entry);
  if (handed) return [handOverWords(handed, who)];
  const {assigneeId, agentId, teamId} = entry;
  const to = assigneeId?.[1];
  const team = teamId?.[1];
  return [
    !assigneeId ? '' : !to ? t('timeline.unassigned', {who}) : to === agentId ? t('timeline.took', {who}) : t('timeline.assigned', {who, name: isolated(agentName(to))}),
    !teamId ? '' : team ? t('timeline.team', {who, name: isolated(directory.team(team)?.name ?? t('view.team'))}) : t('timeline.no-team', {who}),
  ];
}

/** @param {{agentId?: string, teamId?: string, note?: string}} handed @param {string} who */
function handOverWords({agentId, teamId, note}, who) {
  const name = isolated(teamId ? directory.team(teamId)?.name ?? t('view.team') : agentName(agentId));
  const words = t(teamId ? 'timeline.handed-over-team' : 'timeline.handed-over', {who, name});
  return note ? t('timeline.with-note', {words, note: isolated(note)}) : words;
}

/** With what a merge took over where there was nothing, or its undoing gave back. @param {NonNullable<HistoryEntry['move']>} move @param {HistoryEntry} entry @param {string} who */
function moved(move, {messages = 0, otherNumber, assigneeId, teamId, topic}, who) {
  const value = (/** @type {[string | null, string | null] | undefined} */ both) => both?.[1] ?? both?.[0];
  const [assignee, team, subject] = [assigneeId, teamId, topic].map(value);
  const values = [
    team ? t('timeline.taken.team', {name: isolated(directory.team(team)?.name ?? t('view.team'))}) : '',
    assignee ? t('timeline.taken.assignee', {name: isolated(agentName(assignee))}) : '',
    subject ? t('timeline.taken.topic', {name: isolated(subject)}) : '',
  ].filter(Boolean).join(', ');
  const words = t(`timeline.move.${move}`, {who, number: String(otherNumber ?? ''), count: messages});
  // The link to the other conversation ends the sentence of an undoing.
  return move === 'merged' ? [words, values && t('timeline.taken-over', {values})] : [values && t('timeline.given-back', {values}), words];
}

/** @param {HistoryEntry} entry @param {string} who */
function others({topic, urgent, tagsAdded = [], tagsRemoved = [], contact, link, linkKind, otherNumber}, who) {
  const number = String(otherNumber ?? '');
  return [
    !link ? '' : link === 'removed' ? t('timeline.unlinked', {who, number}) : t('timeline.linked', {who, number, kind: t(`links.kind.${linkKind ?? 'related'}`)}),
    contact ? t(contact === 'merged' ? 'timeline.contact-merged' : 'timeline.contact-separated', {who}) : '',
    !topic ? '' : topic[1] ? t('timeline.topic', {who, topic: isolated(topic[1])}) : t('timeline.no-topic', {who}),
    !urgent || urgent[0] === urgent[1] ? '' : t(urgent[1] ? 'timeline.urgent' : 'timeline.not-urgent', {who}),
    tagsAdded.length ? t('timeline.tagged', {who, names: tagsAdded.map(isolated).join(', '), count: tagsAdded.length}) : '',
    tagsRemoved.length ? t('timeline.untagged', {who, names: tagsRemoved.map(isolated).join(', '), count: tagsRemoved.length}) : '',
  ];
}
