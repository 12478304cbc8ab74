import {html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import {repeat} from 'lit/directives/repeat.js';
import {cadenceOf, changeChannel, removeChannel} from '../channels.js';
import {clock, directory, notices, operations, router, session} from '../desk.js';
import {fullTime, shortTime} from '../format.js';
import {channelIcon, icon} from '../icons.js';
import {keyOr, t} from '../i18n/index.js';
import {format} from '../routes.js';
import {DeskElement} from './element.js';
import {faultDetail, faultWords} from './fault-words.js';
import {agentName} from './labels.js';
import {wordsOf} from './problems.js';
import './channel-cadence.js';
import './channel-setup.js';

/**
 * @typedef {import('../types.d.ts').Channel} Channel
 * @typedef {import('../types.d.ts').OwnedChannel} OwnedChannel
 */

/** How each channel is, and what administrators do to it; and, at addresses of their own, the forms that channels are set up with. */
class ChannelsPage extends DeskElement {
  /** The form that is shown; none: the channels. */
  #form = '';
  /** Who is asked whether it is to go. @type {Channel | undefined} */
  #leaving;

  get watched() {
    return [clock, directory, operations, router, session];
  }

  firstUpdated() {
    this.find('#channels-page-heading')?.focus();
  }

  /** Back from a form, the page begins at its heading; a form does so itself. */
  updated() {
    const before = this.#form;
    this.#form = formOf(router.route);
    if (before && !this.#form) this.find('#channels-page-heading')?.focus();
  }

  render() {
    const heading = html`<h2 id="channels-page-heading" tabindex="-1">${t('channels.title')}</h2>`;
    if (!session.may('control-channels')) return html`<div class="operations">${heading}<p>${t('administration.not-for-you')}</p></div>`;
    const {route} = router;
    if (formOf(route) && session.may('administer')) return keyed(formOf(route), html`<channel-setup .channel=${route.place === 'channels' ? route.id : undefined}></channel-setup>`);
    const {channels} = directory;
    return html`
      <div class="operations administration channels">
        <header>
          ${session.may('administer') ? html`<p><a class="with-icon" href="/administration">${icon('back')}<span>${t('channels.back')}</span></a></p>` : nothing}
          ${heading}
          <p class="aside">${t('channels.lead')}</p>
          ${session.may('administer') ? html`<p><a class="button primary" href=${format({place: 'channels', fresh: true})}>${icon('channel')} ${t('setup.new')}</a></p>` : nothing}
        </header>
        <p class="unseen" role="status">${t('channels.count', {count: channels.length})}</p>
        ${channels.length ? nothing : html`<p class="aside">${t('channels.none')}</p>`}
        ${repeat(channels, ({id}) => id, (channel) => this.#channel(channel))}
        ${this.#farewell()}
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
          ${channel.setUp === 'desk' && session.may('administer') ? html`<a class="button small" href=${format({place: 'channels', id})} aria-label=${t('setup.change', {label})}>${icon('pen')} ${t('administration.change')}</a>
            <button class="button small quiet" aria-label=${t('setup.remove-of', {label})} @click=${() => this.#ask(channel)}>${t('setup.remove')}</button>` : nothing}
          <a class="button small quiet" href=${format({place: 'administration', history: true, channel: id})} aria-label=${t('history.of', {name: label})}>${icon('clock')} ${t('history.title')}</a>
          ${channel.mostSendsPerHour ? html`<channel-cadence .channel=${channel}></channel-cadence>` : nothing}
        </div>
        ${channel.setUp === 'file' ? html`<p class="aside">${t('setup.of-the-file')}</p>` : nothing}
      </section>`;
  }

  #farewell() {
    const {label = '', waiting = 0} = this.#leaving ?? {};
    return html`<dialog class="farewell" aria-labelledby="farewell-heading" @close=${this.#answered}>
      <h2 id="farewell-heading">${t('setup.remove-what', {label})}</h2>
      <p>${t('setup.remove-why')}</p>
      ${waiting ? html`<p>${t('setup.remove-waiting', {count: waiting})}</p>` : nothing}
      <form method="dialog"><button class="button" value="">${t('cancel')}</button><button class="button primary" value="remove">${t('setup.remove')}</button></form>
    </dialog>`;
  }

  /** @param {Channel} channel */
  async #ask(channel) {
    this.#leaving = channel;
    this.requestUpdate();
    await this.updateComplete;
    const dialog = /** @type {HTMLDialogElement} */ (this.find('.farewell'));
    dialog.returnValue = '';
    dialog.showModal();
  }

  #answered = async () => {
    const channel = this.#leaving;
    if (!channel || /** @type {HTMLDialogElement} */ (this.find('.farewell')).returnValue !== 'remove') return;
    try {
      await removeChannel(channel.id);
      await directory.loadChannels();
      operations.refresh();
      notices.good(t('setup.removed', {label: channel.label}));
      // The button that was pressed has gone with its channel.
      this.find('#channels-page-heading')?.focus();
    } catch (problem) {
      notices.bad(wordsOf(problem));
    }
  };

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

/** @param {import('../routes.js').Route} route @returns {string} */
function formOf(route) {
  return route.place !== 'channels' ? '' : route.fresh ? 'new' : route.id ? `of ${route.id}` : '';
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
