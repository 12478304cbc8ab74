import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {clock, directory, inbox, preferences, presence, savedViews, selection, thread, together} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {speakOfSelection} from '../list-actions.js';
import {MOST_ROWS} from '../state/inbox.js';
import {inPage, moved, placesInPage, topThatShows} from '../windowing.js';
import {conversationRow, pickBox} from './conversation-row.js';
import {DeskElement} from './element.js';
import {countOfView, listHeader} from './list-header.js';
import {owedElsewhere} from './order-marks.js';
import {wordsOf} from './problems.js';

/** The next page is asked for when fewer rows than this are left below what is seen. */
const AHEAD = 40;
/** In rem, as in list.css; measured as soon as a row stands in the page. */
const ROW_HEIGHTS = {comfortable: 4.5, compact: 3.25};

/**
 * The conversations of a view: a list of links with one tab stop, in which keys move. Of thousands of rows those around what is seen stand in the page, each told its place
 * in the whole; whatever changes, what is looked at stays where it is.
 */
export class ConversationList extends DeskElement {
  /** The id of the row that Tab reaches. */
  #active = '';
  #place = 0;
  #hadFocus = false;
  /** Something in the pane has the focus, be it above the rows. */
  #heldFocus = false;
  /** The number of the open conversation whose row was brought into sight. */
  #sighted = 0;
  /** What was drawn last. @type {import('../types.d.ts').ConversationRow[]} */
  #rows = [];
  #shown = '';
  #top = 0;
  #height = 800;
  #rowHeight = 0;
  /** The rows in sight, and a few more, that were drawn last. */
  #drawn = {first: 0, last: 0};
  /** Where the list is scrolled to once it is drawn. @type {number | undefined} */
  #scrollTo;
  /** The active row takes the focus once it stands in the page. */
  #focusing = false;
  /** Rows that came above what is seen. @type {Set<string>} */
  #newer = new Set();
  /** Going to the end of a list that is not read yet; another key goes elsewhere. */
  #journey = 0;
  #size = new ResizeObserver(([{contentRect}]) => this.#resized(contentRect.height));

  get watched() {
    return [clock, directory, inbox, presence, savedViews, selection, thread, together];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#size.disconnect();
  }

  get #view() {
    return {top: this.#scrollTo ?? this.#top, height: this.#height, rowHeight: this.#rowHeight};
  }

  willUpdate() {
    const list = this.find('#list');
    this.#hadFocus = list?.contains(document.activeElement) ?? false;
    this.#heldFocus = this.contains(document.activeElement);
    this.#rowHeight ||= ROW_HEIGHTS[preferences.choices.density] * parseFloat(getComputedStyle(document.documentElement).fontSize);
    const {view, id, q} = inbox.shown;
    const shown = JSON.stringify([view, id, q, inbox.sort]);
    if (shown !== this.#shown) this.#begin(shown);
    else if (inbox.rows !== this.#rows) this.#keepPlace(list);
    this.#rows = inbox.rows;
    this.#choose();
  }

  /** Another list begins at its top. @param {string} shown */
  #begin(shown) {
    this.#shown = shown;
    this.#scrollTo = 0;
    this.#active = '';
    this.#place = 0;
    this.#newer.clear();
    this.#journey++;
  }

  /** What is under the pointer, else what has the focus, else what is uppermost in sight stays where it is; only at the very top what comes is seen to come. @param {HTMLElement | null} list */
  #keepPlace(list) {
    const before = this.#rows;
    const anchor = this.#anchor(list);
    if (anchor < 0 || !before.length) return;
    const places = moved(before, inbox.rows, anchor);
    if (places) this.#scrollTo = Math.max(0, this.#view.top + places * this.#rowHeight);
    const known = new Set(before.map(({id}) => id));
    const above = inbox.rows.slice(0, Math.floor(this.#view.top / this.#rowHeight));
    const still = new Set(above.map(({id}) => id));
    for (const {id} of above) if (!known.has(id)) this.#newer.add(id);
    for (const id of this.#newer) if (!still.has(id)) this.#newer.delete(id);
  }

  /** @param {HTMLElement | null} list */
  #anchor(list) {
    const pointed = /** @type {HTMLElement | null | undefined} */ (list?.querySelector('li:hover a.row'))?.dataset.id;
    if (pointed) return this.#rows.findIndex(({id}) => id === pointed);
    const {top, height, rowHeight} = this.#view;
    const start = this.#place * rowHeight;
    if (this.#hadFocus && start + rowHeight > top && start < top + height) return this.#place;
    return top > 0 ? Math.min(Math.ceil(top / rowHeight), this.#rows.length - 1) : -1;
  }

  /** Which row Tab reaches: the one it was; else the open conversation's; else the one that came into its place. */
  #choose() {
    const {rows} = inbox;
    const still = rows.findIndex(({id}) => id === this.#active);
    const open = still < 0 && thread.number ? rows.findIndex(({number}) => number === thread.number) : -1;
    this.#place = still >= 0 ? still : open >= 0 ? open : Math.max(0, Math.min(this.#place, rows.length - 1));
    this.#active = rows[this.#place]?.id ?? '';
  }

  render() {
    const {rows, loading} = inbox;
    const {density} = preferences.choices;
    return html`
      <section class="list-pane" aria-labelledby="list-heading">
        <div>${listHeader()}<bulk-bar></bulk-bar></div>
        ${this.#newer.size ? html`<button class="button small newer" @click=${this.#toTop}>${icon('up')} ${t('list.newer', {count: this.#newer.size})}</button>` : nothing}
        <div class="rows" id="list" tabindex="-1" data-density=${density} ?data-choosing=${selection.size > 0} aria-busy=${loading} @click=${this.#clicked} @scroll=${this.#scrolled} @keydown=${this.#keys} @focusin=${this.#focused} @pointerdown=${this.#stop}>
          ${rows.length ? html`<ul role="list" .style=${`block-size: ${rows.length * this.#rowHeight}px`}>${this.#window(density === 'compact')}</ul>` : nothing}
          ${this.#end()}
        </div>
      </section>
    `;
  }

  /** @param {boolean} compact */
  #window(compact) {
    const {rows} = inbox;
    const size = inbox.next ? countOfView(rows.length) : rows.length;
    this.#drawn = inPage(this.#view, rows.length);
    return repeat(placesInPage(this.#view, rows.length, this.#place), (place) => rows[place].id, (place) => html`
      <li .style=${`inset-block-start: ${place * this.#rowHeight}px`} aria-posinset=${place + 1} aria-setsize=${size}>
        ${pickBox(rows[place])}
        ${conversationRow(rows[place], {open: rows[place].number === thread.number, active: place === this.#place, chosen: selection.has(rows[place].id), compact})}
      </li>`);
  }

  #end() {
    const {rows, loading, problem, shown, next} = inbox;
    // The search box says it, and can mend it.
    if (inbox.refused) return html`<div class="empty"><p>${wordsOf(problem)}</p></div>`;
    if (problem) return html`<div class="empty" role="alert"><p>${wordsOf(problem)}</p><button class="button" @click=${() => inbox.readAgain()}>${icon('retry')} ${t('retry')}</button></div>`;
    if (loading && rows.length && shown.q) return nothing;
    if (loading) return html`<p class="empty" role="status">${t('list.loading')}</p>`;
    if (next && rows.length >= MOST_ROWS) return html`<p class="empty">${t('list.most', {count: rows.length})}</p>`;
    const elsewhere = shown.view === 'to-handle' && !shown.q && !next ? owedElsewhere(inbox.views) : nothing;
    if (rows.length) return elsewhere;
    if (shown.q) return html`<div class="empty"><p>${t('list.none-found', {q: shown.q})}</p><a href="/">${t('list.leave-search')}</a></div>`;
    return html`<div class="empty">${icon('check')}<p>${shown.view === 'to-handle' ? t('list.all-done') : t('list.empty')}</p>${elsewhere}</div>`;
  }

  firstUpdated() {
    this.#size.observe(/** @type {HTMLElement} */ (this.find('#list')));
  }

  updated() {
    const list = this.find('#list');
    if (!list) return;
    // Moving what has the focus in the page, or taking it away, makes the browser drop it.
    this.#focusing ||= this.#heldFocus && document.activeElement === document.body;
    if (this.#measure(list)) return;
    if (this.#scrollTo !== undefined && list.clientHeight) {
      list.scrollTop = this.#scrollTo;
      this.#scrollTo = undefined;
      this.#top = list.scrollTop;
    }
    if (this.#focusing) (this.#rowInPage() ?? list).focus({preventScroll: true});
    this.#focusing = false;
    this.#readAhead();
    this.#sight();
  }

  /** What a row is high, with this density, zoom and size of text: whether it was thought otherwise. @param {HTMLElement} list */
  #measure(list) {
    const height = list.querySelector('li')?.getBoundingClientRect().height;
    // Nothing is high in a pane that is not seen.
    if (!height || Math.abs(height - this.#rowHeight) < 0.1) return false;
    this.#scrollTo = (this.#view.top / this.#rowHeight) * height;
    this.#rowHeight = height;
    this.requestUpdate();
    return true;
  }

  /** A pane that was hidden may have lost where it was scrolled to. @param {number} height */
  #resized(height) {
    if (height) this.#height = height;
    else this.#scrollTo ??= this.#top;
    this.requestUpdate();
  }

  /** A conversation that was opened by its address is shown in the list too. */
  #sight() {
    if (thread.number === this.#sighted) return;
    const place = inbox.rows.findIndex(({number}) => number === thread.number);
    if (thread.number && place < 0) return;
    if (thread.number) this.#show(place);
    this.#sighted = thread.number;
  }

  /** @param {number} place */
  #show(place) {
    this.#scrollTo = topThatShows(this.#view, place);
    this.requestUpdate();
  }

  /** Moves the focus by `step` rows, from outside the list to the row where it last was. @param {number} step */
  move(step) {
    const inside = this.find('#list')?.contains(document.activeElement);
    this.#focus(this.#place + (inside ? step : 0));
  }

  /** @param {number} place */
  #focus(place) {
    const {rows} = inbox;
    if (!rows.length) return;
    this.#journey++;
    this.#place = Math.max(0, Math.min(rows.length - 1, place));
    this.#active = rows[this.#place].id;
    this.#focusing = true;
    this.#show(this.#place);
  }

  /** Reads on until the list ends, or another key is pressed. */
  async #toEnd() {
    this.#focus(inbox.rows.length - 1);
    const journey = this.#journey;
    while (inbox.next && !inbox.problem && inbox.rows.length < MOST_ROWS) {
      await inbox.more();
      if (journey !== this.#journey || !this.contains(document.activeElement)) return;
    }
    this.#focus(inbox.rows.length - 1);
  }

  /** With Shift, a click chooses all from the row chosen last, and opens nothing. @param {MouseEvent} event */
  #clicked(event) {
    const row = event.target instanceof Element ? event.target.closest('a.row') : null;
    if (!event.shiftKey || !(row instanceof HTMLElement)) return;
    event.preventDefault();
    selection.extend(row.dataset.id ?? '', this.#active);
    speakOfSelection();
    row.focus();
  }

  #stop() {
    this.#journey++;
  }

  #toTop() {
    this.#newer.clear();
    this.#focus(0);
  }

  /** @returns {HTMLElement | null} */
  #rowInPage() {
    return this.#active ? this.find(`#list a[data-id="${CSS.escape(this.#active)}"]`) : null;
  }

  #scrolled() {
    const list = this.find('#list');
    if (!list?.clientHeight || list.scrollTop === this.#top) return;
    this.#top = list.scrollTop;
    this.#journey++;
    const seen = this.#newer.size > 0 && this.#top < this.#rowHeight;
    if (seen) this.#newer.clear();
    const {first, last} = inPage(this.#view, inbox.rows.length);
    if (seen || first !== this.#drawn.first || last !== this.#drawn.last) this.requestUpdate();
    this.#readAhead();
  }

  #readAhead() {
    if (inbox.next && !inbox.loading && !inbox.problem && (this.#top + this.#height) / this.#rowHeight > inbox.rows.length - AHEAD) inbox.more();
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
    if ((event.ctrlKey || event.metaKey) && event.key === 'a') return this.#chooseAll(event);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(this.#height / this.#rowHeight) - 1);
    const to = {ArrowDown: this.#place + 1, ArrowUp: this.#place - 1, PageDown: this.#place + page, PageUp: this.#place - page, Home: 0, End: Infinity}[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const from = this.#active;
    if (to === Infinity) this.#toEnd();
    else this.#focus(to);
    if (!event.shiftKey) return;
    selection.extend(this.#active, from);
    speakOfSelection();
  }

  /** @param {KeyboardEvent} event */
  #chooseAll(event) {
    event.preventDefault();
    selection.all();
    speakOfSelection();
  }
}
customElements.define('conversation-list', ConversationList);
