// What stands above the list: the view, how much is in it, the order and the density of its rows.

import {html, nothing} from 'lit';
import {inbox, preferences, selection, together} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {sortsOf} from '../listing.js';
import {actionOf} from '../registry.js';
import {keyShortcut} from './action-button.js';
import {viewLabel} from './labels.js';
import './menu-button.js';

function viewShown() {
  const {shown, views} = inbox;
  return shown.q ? undefined : views.find((view) => view.view === shown.view && (view.team ?? view.channel) === shown.id);
}

/** How long the list is as a whole, where that is known; -1 where it is not (aria-setsize of WAI-ARIA 1.2). @param {number} read rows that were read, of more */
export function countOfView(read) {
  const view = viewShown();
  return view && !view.capped && view.count >= read ? view.count : -1;
}

export function listHeader() {
  // What is chosen has its own: `bulk-bar`.
  if (selection.size || together.left) return nothing;
  const view = viewShown();
  const compact = preferences.choices.density === 'compact';
  return html`
    <header>
      <h2 id="list-heading">${viewLabel(inbox.shown)}</h2>
      ${view ? html`<span class="count" aria-hidden="true">${view.capped ? t('count.capped', {count: view.count}) : t('count.plain', {count: view.count})}</span>` : nothing}
      <span class="tools">
        ${inbox.shown.q ? saveButton() : nothing}
        ${sortMenu()}
        <button class="button quiet" aria-pressed=${compact} aria-label=${t('density.compact')} title=${t('density.compact')}
          @click=${() => preferences.choose({density: compact ? 'comfortable' : 'compact'})}>${icon(compact ? 'rows-dense' : 'rows')}</button>
      </span>
    </header>
  `;
}

function saveButton() {
  const {words, icon: shape, run} = actionOf('save-view');
  return html`<button type="button" class="button quiet" aria-label=${t(words)} title=${t(words)} aria-keyshortcuts=${keyShortcut('save-view')} @click=${run}>${icon(shape)}</button>`;
}

/** A search has the best match first, and what can only be read in one order needs no choice. */
function sortMenu() {
  const {view, q} = inbox.shown;
  const sorts = q ? [] : sortsOf(view);
  if (sorts.length < 2) return nothing;
  const words = t(`sort.short.${inbox.sort}`);
  return html`<menu-button look="button quiet sort" .label=${t('sort.label', {sort: words})} .content=${html`${icon('sort')}<span class="words" aria-hidden="true">${words}</span>`}
    .items=${sorts.map((sort) => ({label: t(`sort.${sort}`), checked: sort === inbox.sort, act: () => preferences.choose({sorts: {...preferences.choices.sorts, [view]: sort}})}))}></menu-button>`;
}
