import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {cadenceOf, changeChannel} from '../channels.js';
import {clock, directory, notices, operations, router, session} from '../desk.js';
import {fullTime, shortTime} from '../format.js';
import {channelIcon, icon} from '../icons.js';
import {keyOr, t} from '../i18n/index.js';
import {DeskElement} from './element.js';
import {faultDetail, faultWords} from './fault-words.js';
import {agentName} from './labels.js';
import {wordsOf} from './problems.js';
import './channel-cadence.js';

/**
 * @typedef {import('../types.d.ts').Channel} Channel
 * @typedef {import('../types.d.ts').OwnedChannel} OwnedChannel
 */

/** How each channel is, and what administrators do to it. */
class ChannelsPage extends DeskElement {
  get watched() {
    return [clock, directory, operations, session];
  }

  firstUpdated() {
    this.find('#channels-page-heading')?.focus();
  }

  render() {
    const heading = html`<h2 id="channels-page-heading" tabindex="-1">${t('channels.title')}</h2>`;
    if (!session.may('control-channels')) return html`<div class="operations">${heading}<p>${t('administration.not-for-you')}</p></div>`;
    const {channels} = directory;
    return html`
      <div class="operations administration channels">
        <header>
          ${session.may('administer') ? html`<p><a href="/administration" @click=${toAdministration}>${icon('back')} ${t('channels.back')}</a></p>` : nothing}
          ${heading}
          <p class="aside">${t('channels.lead')}</p>
        </header>
        <p class="unseen" role="status">${t('channels.count', {count: channels.length})}</p>
        ${channels.length ? nothing : html`<p class="aside">${t('channels.none')}</p>`}
        ${repeat(channels, ({id}) => id, (channel) => this.#channel(channel))}
      </div>
    `;
  }

  /** @param {Channel} channel */
  #channel(channel) {
    const {id, type, label, paused} = channel;
    const owned = operations.cluster?.channels.find((each) => each.id === id);
    return html`
      <section class="channel" aria-labelledby="channel-card-${id}" data-channel=${id}>
        <h3 id="channel-card-${id}">${channelIcon(channel)} <bdi>${label}</bdi> <span class="code">${id} · ${type}</span></h3>
        ${stateOf(channel, owned)}
        ${factsOf(channel, owned)}
        <div class="actions">
          <button class="button small" aria-label=${t(paused ? 'channels.go-on-of' : 'channels.pause-of', {label})} @click=${() => this.#pause(channel)}>${icon(paused ? 'retry' : 'pause')} ${t(paused ? 'channels.go-on' : 'channels.pause')}</button>
          ${channel.mostSendsPerHour ? html`<channel-cadence .channel=${channel}></channel-cadence>` : nothing}
        </div>
      </section>`;
  }

  /** @param {Channel} channel */
  async #pause({id, label, paused}) {
    try {
      await changeChannel(id, {paused: !paused});
      await directory.loadChannels();
      operations.refresh();
      notices.good(t(paused ? 'channels.going-on' : 'channels.paused', {label}));
    } catch (problem) {
      notices.bad(wordsOf(problem));
    }
  }
}
customElements.define('channels-page', ChannelsPage);

/** @param {Event} event */
function toAdministration(event) {
  event.preventDefault();
  router.go({place: 'administration'});
}

/** @param {Channel} channel @param {OwnedChannel | undefined} owned */
function stateOf({health, paused}, owned) {
  const well = health.state === 'ready' || health.state === 'starting';
  const shape = health.state === 'paused' ? 'pause' : well ? 'check' : 'warning';
  const fault = health.detail ? {owner: 'operator', code: health.code ?? '', detail: health.detail} : undefined;
  return html`<div class="state">
    <p><span class="pill ${well ? 'well' : 'warning'}">${icon(shape)}<span>${t(keyOr(`operations.health.${health.state}`, 'operations.health.degraded'))}</span></span>
      ${owned?.healthSince && owned.ownerId && !paused ? html`<span class="aside" title=${fullTime(owned.healthSince)}>${t('channels.since', {time: shortTime(owned.healthSince, Date.now())})}</span>` : nothing}</p>
    ${paused ? html`<p><span title=${fullTime(paused.since)}>${t('channels.paused-by', {time: shortTime(paused.since, Date.now()), name: agentName(paused.agentId)})}</span> ${t('channels.not-listening')}</p>` : nothing}
    ${fault && !well ? html`<p>${faultWords(fault)}</p>${faultDetail(fault)}` : nothing}
  </div>`;
}

/** @param {Channel} channel @param {OwnedChannel | undefined} owned */
function factsOf({waiting = 0, sendsPerHour, mostSendsPerHour}, owned) {
  const owner = operations.cluster?.nodes.find(({id}) => id === owned?.ownerId);
  const queued = Math.max(waiting, (owned?.queue.queued ?? 0) + (owned?.queue.sending ?? 0));
  const last = owned?.lastFault;
  const rate = sendsPerHour ?? mostSendsPerHour;
  return html`<dl>
    <div><dt>${t('channels.owner')}</dt><dd>${owner?.name ?? (operations.cluster ? t('operations.nobody') : '…')}</dd></div>
    <div><dt>${t('channels.to-send')}</dt><dd>${queued ? t('channels.waiting', {count: queued}) : t('channels.waiting-none')}</dd></div>
    ${rate ? html`<div><dt>${t('channels.cadence')}</dt><dd>${cadenceWords(rate)}${sendsPerHour === undefined ? html` <span class="aside">(${t('channels.cadence-full')})</span>` : nothing}</dd></div>` : nothing}
    <div><dt>${t('channels.last-fault')}</dt><dd>${last ? html`<time datetime=${last.at} title=${fullTime(last.at)}>${shortTime(last.at, Date.now())}</time>
      ${faultWords({owner: 'operator', code: last.code ?? '', detail: last.detail})}` : t('channels.last-fault-none')}</dd></div>
  </dl>`;
}

/** @param {number} rate */
function cadenceWords(rate) {
  const {count, unit} = cadenceOf(rate);
  return t(`channels.per-${unit}`, {count});
}
