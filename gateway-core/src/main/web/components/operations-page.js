import {html, nothing} from 'lit';
import {directory, operations, router, session} from '../desk.js';
import {fullTime, shortDuration, shortTime} from '../format.js';
import {channelIcon, icon} from '../icons.js';
import {keyOr, t} from '../i18n/index.js';
import {troublesOf} from '../operating.js';
import {MOST_COUNTED} from '../state/operations.js';
import {DeskElement} from './element.js';
import {wordsOf} from './problems.js';
import './operations-troubles.js';

/**
 * @typedef {import('../types.d.ts').Cluster} Cluster
 * @typedef {import('../types.d.ts').Node} Node
 * @typedef {import('../types.d.ts').OwnedChannel} OwnedChannel
 */

/** What those who read answers mend. */
const OF_DELIVERIES = ['failed', 'unknown'];

/** Nodes, channels, queues, and what needs a person: what operators see and do. */
class OperationsPage extends DeskElement {
  get watched() {
    return [directory, operations];
  }

  firstUpdated() {
    this.find('#operations-title')?.focus();
  }

  render() {
    const {cluster, problem} = operations;
    return html`
      <div class="operations">
        <h2 id="operations-title" tabindex="-1">${t('operations.title')}</h2>
        ${session.may('control-channels') ? html`<p><a class="with-icon" href="/administration/channels" @click=${toChannels}>${icon('channel')}<span>${t('channels.title')}</span></a></p>` : nothing}
        <div role="alert">${problem ? html`<p class="form-problem">${icon('warning')}<span>${wordsOf(problem)} ${cluster ? t('operations.old') : ''}</span></p>` : nothing}</div>
        ${cluster ? this.#shown(cluster) : html`<p class="aside" role="status">${problem ? '' : t('list.loading')}</p>`}
      </div>
    `;
  }

  /** @param {Cluster} cluster */
  #shown(cluster) {
    return html`
      ${this.#summary(cluster)}
      <section aria-labelledby="nodes-heading">
        <h3 id="nodes-heading">${icon('server')} ${t('operations.nodes')}</h3>
        ${table('nodes-heading', ['node', 'state', 'started', 'lag', 'version'], cluster.nodes.map(nodeRow))}
      </section>
      <section aria-labelledby="owned-heading">
        <h3 id="owned-heading">${icon('channel')} ${t('operations.channels')}</h3>
        ${table('owned-heading', ['channel', 'owner', 'health', 'queue', 'failed', 'unknown', 'by-person'], cluster.channels.map((channel) => channelRow(channel, cluster)))}
      </section>
      ${session.may('converse') ? html`<operations-troubles></operations-troubles>` : nothing}
    `;
  }

  /** What is wrong and what to do. @param {Cluster} cluster */
  #summary(cluster) {
    const troubles = troublesOf(cluster);
    return html`<section class="summary" aria-labelledby="summary-heading" data-well=${troubles.length === 0}>
      <h3 id="summary-heading">${icon(troubles.length ? 'warning' : 'check')} ${troubles.length ? t('operations.wrong', {count: troubles.length}) : t('operations.well')}</h3>
      <div role="status">${troubles.length ? html`<ul>${troubles.map(({kind, name, seconds = 0, count = 0, detail}) => html`<li>
        <strong>${t(`operations.trouble.${kind}`, {name, count, duration: age(seconds)})}</strong> ${detail ? html`<bdi class="detail">${detail}</bdi> ` : nothing}${session.may('converse') || !OF_DELIVERIES.includes(kind) ? t(`operations.remedy.${kind}`) : nothing}</li>`)}</ul>` : nothing}</div>
    </section>`;
  }
}
customElements.define('operations-page', OperationsPage);

/**
 * With the roles that a table loses when it is laid out otherwise on a narrow screen.
 * @param {string} heading @param {('node' | 'state' | 'started' | 'lag' | 'version' | 'channel' | 'owner' | 'health' | 'queue' | 'failed' | 'unknown' | 'by-person')[]} columns
 * @param {unknown[][]} rows
 */
function table(heading, columns, rows) {
  if (!rows.length) return html`<p class="aside">${t('operations.no-channel')}</p>`;
  return html`<table role="table" aria-labelledby=${heading}>
    <thead role="rowgroup"><tr role="row">${columns.map((column) => html`<th role="columnheader" scope="col">${t(`operations.column.${column}`)}</th>`)}</tr></thead>
    <tbody role="rowgroup">${rows.map(([first, ...others]) => html`<tr role="row"><th role="rowheader" scope="row">${first}</th>${others.map((cell, index) => html`
      <td role="cell"><span class="column" aria-hidden="true">${t(`operations.column.${columns[index + 1]}`)}</span><span>${cell}</span></td>`)}</tr>`)}</tbody>
  </table>`;
}

/** @param {Event} event */
function toChannels(event) {
  event.preventDefault();
  router.go({place: 'channels'});
}

/** @param {Node} node */
function nodeRow({name, version, startedAt, alive, draining, answering, lag}) {
  const state = alive ? (draining ? 'leaving' : 'alive') : 'gone';
  return [
    html`${name}${answering ? html` <span class="pill">${t('operations.answering')}</span>` : nothing}`,
    html`<span class="pill ${state === 'gone' ? 'alarm' : state === 'leaving' ? 'warning' : 'well'}">${icon(state === 'gone' ? 'warning' : state === 'leaving' ? 'pause' : 'check')}<span>${t(`operations.node.${state}`)}</span></span>`,
    moment(startedAt),
    lag ? (lag.seconds ? t('operations.behind', {count: lag.changes, changes: counted(lag.changes), duration: age(lag.seconds)}) : t('operations.up-to-date')) : '—',
    version,
  ];
}

/** @param {OwnedChannel} channel @param {Cluster} cluster */
function channelRow({id, label, configured, ownerId, ownedSince, epoch, health, queue}, {nodes}) {
  const owner = nodes.find((node) => node.id === ownerId);
  const nobody = configured ? html`<span class="pill alarm">${icon('warning')}<span>${t('operations.nobody')}</span></span>` : t('operations.removed');
  const well = health?.state === 'ready' || health?.state === 'starting';
  const shape = health?.state === 'paused' ? 'pause' : well ? 'check' : 'warning';
  return [
    html`${channelIcon(directory.channel(id))} ${label}`,
    owner ? html`${owner.name}${ownedSince ? html` <span class="aside" title=${t('operations.epoch', {epoch})}>${t('operations.since', {time: shortTime(ownedSince, Date.now())})}</span>` : nothing}` : nobody,
    health ? html`<span class="pill ${well ? 'well' : 'warning'}">${icon(shape)}<span>${t(keyOr(`operations.health.${health.state}`, 'operations.health.degraded'))}</span></span>` : '—',
    queue.queued + queue.sending ? t('operations.waiting', {waiting: counted(queue.queued), due: counted(queue.due), sending: counted(queue.sending), duration: age(queue.oldestSeconds ?? 0)}) : '0',
    count(queue.failed),
    count(queue.unknown),
    String(counted(queue.byPerson)),
  ];
}

/** @param {number} number */
function count(number) {
  return number ? html`<span class="pill alarm">${icon('warning')}<span>${counted(number)}</span></span>` : '0';
}

/** @param {number} number */
function counted(number) {
  return number >= MOST_COUNTED ? t('count.capped', {count: number}) : t('count.plain', {count: number});
}

/** @param {number} seconds */
function age(seconds) {
  return seconds < 60 ? t('duration.seconds', {seconds}) : shortDuration(Math.floor(seconds / 60));
}

/** @param {string} instant */
function moment(instant) {
  return html`<time datetime=${instant} title=${fullTime(instant)}>${shortTime(instant, Date.now())}</time>`;
}
