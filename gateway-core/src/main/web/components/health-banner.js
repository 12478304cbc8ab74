import {html, nothing} from 'lit';
import {directory} from '../desk.js';
import {shortTime} from '../format.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {DeskElement} from './element.js';
import {agentName} from './labels.js';

/** Says which channels and plugins do not work as they should, before a citizen does. */
class HealthBanner extends DeskElement {
  get watched() {
    return [directory];
  }

  render() {
    const {channels, paused, plugins} = directory.troubles;
    const lines = [
      ...channels.map(channelLine),
      ...paused.map(pausedLine),
      ...plugins.map(({id, fault}) => ({words: t('health.plugin', {id}), detail: fault})),
    ];
    if (!lines.length) return html`<div role="status"></div>`;
    return html`<div class="health" role="status">${icon('warning')}
      ${lines.length === 1 ? line(lines[0]) : html`<details><summary>${t('health.several', {count: lines.length})}</summary><ul>${lines.map((entry) => html`<li>${line(entry)}</li>`)}</ul></details>`}
    </div>`;
  }
}

/** @param {import('../types.d.ts').Channel} channel */
function channelLine({label, health, waiting = 0}) {
  if (health.state === 'absent' && waiting) return {words: t('health.absent', {label, count: waiting}), detail: t('health.absent-what')};
  return {words: t(`health.${health.state === 'degraded' ? 'degraded' : 'stopped'}`, {label}), detail: health.detail};
}

/** @param {import('../types.d.ts').Channel} channel */
function pausedLine({label, paused}) {
  return {words: t('health.paused', {label, time: shortTime(paused?.since ?? '', Date.now()), name: agentName(paused?.agentId)})};
}

/** @param {{words: string, detail?: string}} entry */
function line({words, detail}) {
  return html`<p><strong>${words}</strong>${detail ? html` <span>${detail}</span>` : nothing}</p>`;
}
customElements.define('health-banner', HealthBanner);
