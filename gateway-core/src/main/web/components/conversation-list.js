import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {clock, directory, inbox, preferences, presence, thread} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {conversationRow} from './conversation-row.js';
import {DeskElement} from './element.js';
import {viewLabel} from './labels.js';
import {owedElsewhere} from './order-marks.js';
import {wordsOf} from './problems.js';

/** The next page is asked for when this much of the list, in pixels, is left below what is seen. */
const AHEAD = 800;

/** The conversations of a view: a list of links with one tab stop, in which arrows move. */
export class ConversationList extends DeskElement {
  /** The id of the row that Tab reaches. */
  #active = '';
  #activeIndex = 0;
  #hadFocus = false;
  /** The number of the open conversation whose row was brought into sight. */
  #sighted = 0;

  get watched() {
    return [clock, directory, inbox, presence, thread];
  }

  willUpdate() {
    const {rows} = inbox;
    const list = this.find('#list');
    this.#hadFocus = list?.contains(document.activeElement) ?? false;
    const index = rows.findIndex(({id}) => id === this.#active);
    if (index >= 0) this.#activeIndex = index;
    // A row that left the view hands its place to the row that came into it.
    else this.#activeIndex = Math.max(0, Math.min(this.#activeIndex, rows.length - 1));
    if (index < 0 && thread.conversation && rows.some(({id}) => id === thread.conversation?.id)) this.#activeIndex = rows.findIndex(({id}) => id === thread.conversation?.id);
    this.#active = rows[this.#activeIndex]?.id ?? '';
  }

  render() {
    const {rows, shown, loading} = inbox;
    const {density} = preferences.choices;
    const compact = density === 'compact';
    const view = inbox.views.find((candidate) => candidate.view === shown.view && (candidate.team ?? candidate.channel) === shown.id);
    return html`
      <section class="list-pane" aria-labelledby="list-heading">
        <header>
          <h2 id="list-heading">${viewLabel(shown)}</h2>
          ${view && !shown.q ? html`<span class="count" aria-hidden="true">${view.capped ? t('count.capped', {count: view.count}) : t('count.plain', {count: view.count})}</span>` : nothing}
          <button class="button quiet" aria-pressed=${compact} aria-label=${t('density.compact')} title=${t('density.compact')}
            @click=${() => preferences.choose({density: compact ? 'comfortable' : 'compact'})}>${icon(compact ? 'rows-dense' : 'rows')}</button>
        </header>
        <div class="rows" id="list" tabindex="-1" data-density=${density} aria-busy=${loading} @scroll=${this.#scrolled} @keydown=${this.#keys} @focusin=${this.#focused}>
          ${rows.length ? html`<ul>${repeat(rows, ({id}) => id, (row) => html`<li>${conversationRow(row, {open: row.number === thread.number, active: row.id === this.#active, compact})}</li>`)}</ul>` : nothing}
          ${this.#end()}
        </div>
      </section>
    `;
  }

  #end() {
    const {rows, loading, problem, shown} = inbox;
    if (problem) return html`<div class="empty" role="alert"><p>${wordsOf(problem)}</p><button class="button" @click=${() => inbox.refresh()}>${icon('retry')} ${t('retry')}</button></div>`;
    if (loading) return html`<p class="empty" role="status">${t('list.loading')}</p>`;
    const elsewhere = shown.view === 'to-handle' && !shown.q && !inbox.next ? owedElsewhere(inbox.views) : nothing;
    if (rows.length) return elsewhere;
    if (shown.q) return html`<div class="empty"><p>${t('list.none-found', {q: shown.q})}</p><a href="/">${t('list.leave-search')}</a></div>`;
    return html`<div class="empty">${icon('check')}<p>${shown.view === 'to-handle' ? t('list.all-done') : t('list.empty')}</p>${elsewhere}</div>`;
  }

  updated() {
    const list = this.find('#list');
    if (!list) return;
    // Moving a focused row in the page makes the browser drop its focus.
    if (this.#hadFocus && !list.contains(document.activeElement)) this.#row(this.#activeIndex)?.focus({preventScroll: true});
    this.#scrolled();
    this.#sight(list);
  }

  /** A conversation that was opened by its address is shown in the list too. @param {HTMLElement} list */
  #sight(list) {
    if (thread.number === this.#sighted) return;
    const row = list.querySelector('[aria-current]');
    if (thread.number && !row) return;
    row?.scrollIntoView({block: 'nearest'});
    this.#sighted = thread.number;
  }

  /** Moves the focus by `step` rows, from outside the list to the row where it last was. @param {number} step */
  move(step) {
    const inside = this.find('#list')?.contains(document.activeElement);
    const last = inbox.rows.length - 1;
    this.#focus(Math.max(0, Math.min(last, inside ? this.#activeIndex + step : this.#activeIndex)));
  }

  /** @param {number} index */
  #focus(index) {
    const row = this.#row(index);
    if (!row) return;
    row.focus({preventScroll: true});
    row.scrollIntoView({block: 'nearest'});
  }

  /** @param {number} index @returns {HTMLElement | null} */
  #row(index) {
    const id = inbox.rows[index]?.id;
    return id ? this.find(`#list a[data-id="${CSS.escape(id)}"]`) : null;
  }

  #scrolled() {
    const list = this.find('#list');
    if (list && inbox.next && !inbox.problem && list.scrollTop + list.clientHeight > list.scrollHeight - AHEAD) inbox.more();
  }

  /** @param {FocusEvent} event */
  #focused({target}) {
    const id = target instanceof HTMLElement ? target.dataset.id : undefined;
    if (!id || id === this.#active) return;
    this.#active = id;
    this.requestUpdate();
  }

  /** @param {KeyboardEvent} event */
  #keys(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = 10;
    const to = {ArrowDown: this.#activeIndex + 1, ArrowUp: this.#activeIndex - 1, PageDown: this.#activeIndex + page, PageUp: this.#activeIndex - page, Home: 0, End: inbox.rows.length - 1}[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#focus(Math.max(0, Math.min(inbox.rows.length - 1, to)));
  }
}
customElements.define('conversation-list', ConversationList);
