import {html, nothing} from 'lit';
import {directory, inbox, panes, router, savedViews, unseen} from '../desk.js';
import {VIEW_ICONS, channelIcon, icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {format} from '../routes.js';
import {DeskElement} from './element.js';
import {viewLabel} from './labels.js';
import {owedMark} from './order-marks.js';

/** @typedef {import('../types.d.ts').View} View */

class ViewList extends DeskElement {
  get watched() {
    return [directory, inbox, router, savedViews, unseen];
  }

  render() {
    const {views} = inbox;
    const plain = views.filter(({view}) => view !== 'team' && view !== 'channel');
    const teams = views.filter(({view}) => view === 'team');
    const channels = views.filter(({view}) => view === 'channel');
    return html`
      <nav class="views" id="views" aria-label=${t('nav.views')} @keydown=${this.#keys}>
        <ul>${plain.map((view) => [this.#link(view), view.view === 'mine' ? this.#mentions() : nothing])}</ul>
        ${savedViews.views.length ? html`<h2 id="saved-heading">${t('nav.saved')}</h2><ul aria-labelledby="saved-heading">${savedViews.views.map((view) => this.#saved(view))}</ul>` : nothing}
        ${teams.length ? html`<h2 id="teams-heading">${t('nav.teams')}</h2><ul aria-labelledby="teams-heading">${teams.map((view) => this.#link(view))}</ul>` : nothing}
        ${channels.length ? html`<h2 id="channels-heading">${t('nav.channels')}</h2><ul aria-labelledby="channels-heading">${channels.map((view) => this.#link(view))}</ul>` : nothing}
        ${directory.tags.length ? html`<details class="tag-views" ?open=${inbox.shown.view === 'tag'}><summary title=${t('nav.tags')}><span>${t('nav.tags')}</span>${icon('tag')}</summary><ul>${directory.tags.map(({id, name}) => this.#tag(id, name))}</ul></details>` : nothing}
      </nav>
      <div class="veil" @click=${() => panes.showViews(false)}></div>
    `;
  }

  /** @param {View} view */
  #link(view) {
    const {shown} = inbox;
    const id = view.team ?? view.channel;
    const label = view.label ?? viewLabel({view: view.view, id});
    const current = !shown.q && shown.view === view.view && shown.id === id && (router.route.place === 'list' || router.route.place === 'conversation');
    const count = view.capped ? t('count.capped', {count: view.count}) : t('count.plain', {count: view.count});
    return html`<li>
      <a href=${format({place: 'list', view: view.view, id})} aria-current=${current ? 'page' : nothing} title=${label}>
        ${view.team ? html`<span class="short" aria-hidden="true">${[...label].slice(0, 3).join('')}</span>` : nothing}
        ${view.channel ? channelIcon(directory.channel(view.channel)) : icon(view.team ? 'team' : (VIEW_ICONS[view.view] ?? 'rows'))}
        <span class="label">${label}</span>
        ${owedMark(view)}
        ${view.count && view.view !== 'resolved' ? html`<span class="count"><span aria-hidden="true">${count}</span><span class="unseen">${t('count.spoken', {count: view.count})}</span></span>` : nothing}
      </a>
    </li>`;
  }

  #mentions() {
    const unread = unseen.mentions;
    return html`<li><a href="/mentions" aria-current=${router.route.place === 'mentions' ? 'page' : nothing} title=${t('mention.title')}>
      ${icon('at')}<span class="label">${t('mention.title')}</span>
      ${unread ? html`<span class="count"><span aria-hidden="true">${t('count.plain', {count: unread})}</span><span class="unseen">${t('mention.unread', {count: unread})}</span></span>` : nothing}</a></li>`;
  }

  /** Without a count: what a search finds is as many as it finds when it is looked at. @param {import('../types.d.ts').SavedView} view */
  #saved({id, name, query, teamId}) {
    const current = savedViews.of(inbox.shown)?.id === id && (router.route.place === 'list' || router.route.place === 'conversation');
    const title = teamId ? t('views.of', {name, team: directory.team(teamId)?.name ?? ''}) : name;
    return html`<li><a href=${format({place: 'list', view: 'all', q: query, saved: id})} aria-current=${current ? 'page' : nothing} title=${title}>
      <span class="short" aria-hidden="true">${[...name].slice(0, 3).join('')}</span>${icon(teamId ? 'team' : 'bookmark')}<span class="label">${name}</span></a></li>`;
  }

  /** @param {string} id @param {string} name */
  #tag(id, name) {
    const {shown} = inbox;
    const current = !shown.q && shown.view === 'tag' && shown.id === id;
    return html`<li><a href=${format({place: 'list', view: 'tag', id})} aria-current=${current ? 'page' : nothing} title=${name}>
      <span class="short" aria-hidden="true">${[...name].slice(0, 3).join('')}</span>${icon('tag')}<span class="label">${name}</span></a></li>`;
  }

  /** @param {KeyboardEvent} event */
  #keys(event) {
    if (event.key === 'Escape' && panes.views) {
      panes.showViews(false);
      document.getElementById('open-views')?.focus();
    }
  }
}
customElements.define('view-list', ViewList);
