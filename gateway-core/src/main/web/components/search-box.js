import {html, nothing} from 'lit';
import {directory, inbox, notices, router} from '../desk.js';
import {icon} from '../icons.js';
import {currentLanguage, keyOr, t} from '../i18n/index.js';
import {ask} from '../parts.js';
import {completed, OPERATORS, suggestions, termAt, VALUES, whileTyping, written} from '../search.js';
import {keyCap} from './action-button.js';
import {DeskElement} from './element.js';
import {personName} from './labels.js';
import {wordsOf} from './problems.js';

/** @typedef {import('../search.js').Operator} Operator */
/** @typedef {import('../search.js').Suggestion} Suggestion */

/** A pause of this length while somebody types asks the server. */
const PAUSE = 200;
/** What was found is said once nothing else has been typed for so long. */
const SAID_AFTER = 700;
/** Of a single letter there is too much to find. */
const SHORTEST = 2;

/** The search: a combobox that offers operators and their values, and shows what is found while somebody types. The focus stays in the field. */
class SearchBox extends DeskElement {
  /** Suggestions are offered. */
  #open = false;
  /** The suggestion that Enter takes; -1: none, Enter searches. */
  #active = -1;
  /** @type {Suggestion[]} */
  #offered = [];
  /** Whom the server knows by what was typed after `from:`. @type {string[]} */
  #known = [];
  #lookedUp = '';
  /** What was typed, and what is searched for because of that. */
  #typed = {text: '', q: ''};
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #asking;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #saying;
  /** The search that was spoken of. @type {string | undefined} */
  #said;

  get watched() {
    return [directory, inbox, router];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#asking);
    clearTimeout(this.#saying);
  }

  get #field() {
    return /** @type {HTMLInputElement} */ (this.find('#search'));
  }

  get #problem() {
    return inbox.shown.q && inbox.refused ? wordsOf(inbox.problem) : '';
  }

  willUpdate() {
    this.#offer();
  }

  #offer() {
    const field = /** @type {HTMLInputElement | null} */ (this.find('#search'));
    this.#offered = this.#open && field ? suggestions(field.value, field.selectionStart ?? field.value.length, {operators: operators(), values: (operator) => valuesOf(operator, this.#known)}) : [];
    if (this.#active >= this.#offered.length) this.#active = -1;
  }

  render() {
    const problem = this.#problem;
    const shows = this.#offered.length > 0;
    return html`
      <form class="search" role="search" @submit=${this.#submit} @focusout=${this.#left}>
        ${icon('search')}
        <label class="unseen" for="search">${t('search.label')}</label>
        <input id="search" type="search" name="q" role="combobox" maxlength="200" placeholder=${t('search.hint')} autocomplete="off" autocapitalize="off" spellcheck="false"
          aria-autocomplete="list" aria-expanded=${shows} aria-controls="search-list" aria-activedescendant=${this.#active >= 0 ? `search-${this.#active}` : nothing}
          aria-invalid=${problem ? 'true' : nothing} aria-describedby="search-problem" @input=${this.#changed} @keydown=${this.#keys} @click=${this.#moved}>
        ${keyCap('search')}
        <button type="button" class="button quiet" aria-label=${t('search.help')} title=${t('search.help')} @click=${() => ask('search-help', 'show-search-help')}>${icon('question')}</button>
        <div class="search-offers" ?hidden=${!shows && !problem}>
          <p class="search-problem" id="search-problem" ?hidden=${!problem}>${problem ? html`${icon('warning')}${problem}` : nothing}</p>
          <ul id="search-list" role="listbox" aria-label=${t('search.offers')} ?hidden=${!shows}>${this.#offered.map((offer, at) => this.#option(offer, at))}</ul>
        </div>
      </form>
    `;
  }

  /** @param {Suggestion} offer @param {number} at */
  #option({label, about}, at) {
    return html`<li role="option" id="search-${at}" aria-selected=${at === this.#active} @pointerdown=${(/** @type {Event} */ event) => event.preventDefault()} @click=${() => this.#take(at)}>
      <span class="label"><bdi>${label}</bdi></span><span class="about">${about}</span></li>`;
  }

  /** The field shows what is searched for, but never takes words away from somebody who types in it. */
  updated() {
    const field = this.#field;
    const {q = ''} = inbox.shown;
    if (field !== document.activeElement) field.value = q && q === this.#typed.q ? this.#typed.text : q;
    this.find(`#search-${this.#active}`)?.scrollIntoView({block: 'nearest'});
    this.#say();
  }

  /** How many were found, or what is wrong, is said once for each search, when its answer has come and the typing has stopped. */
  #say() {
    const {q} = inbox.shown;
    if (q === this.#said || inbox.loading) return;
    clearTimeout(this.#saying);
    this.#said = q;
    if (!q) return;
    this.#saying = setTimeout(() => {
      if (inbox.shown.q !== q || (inbox.problem && !this.#problem)) return;
      notices.speak(this.#problem || t(inbox.next ? 'search.found-more' : 'search.found', {count: inbox.rows.length}));
    }, SAID_AFTER);
  }

  #changed() {
    this.#open = true;
    this.#active = -1;
    this.requestUpdate();
    clearTimeout(this.#asking);
    clearTimeout(this.#saying);
    this.#asking = setTimeout(() => this.#ask(), PAUSE);
  }

  #ask() {
    const {value, selectionStart} = this.#field;
    const q = whileTyping(value, selectionStart ?? value.length, valuesOf);
    if (q.length >= SHORTEST || !value.trim()) this.#search(q, value);
    const term = termAt(value, selectionStart ?? value.length);
    if (term?.operator === 'from') this.#lookUp(term.value);
  }

  /** @param {string} typed */
  async #lookUp(typed) {
    this.#lookedUp = typed;
    const {nameFor, peopleLike} = await import('../known-people.js');
    const found = await peopleLike(typed).catch(() => []);
    if (this.#lookedUp !== typed) return;
    this.#known = found.map((contact) => nameFor(typed, contact));
    this.requestUpdate();
  }

  /** One entry of the history for all that is typed in one go. @param {string} q @param {string} text */
  #search(q, text) {
    this.#typed = {text, q};
    const {route} = router;
    const searching = route.place === 'list' && Boolean(route.q);
    if (q) router.go({place: 'list', view: 'all', q}, {replace: searching});
    else if (searching) router.go({place: 'list', view: 'to-handle'}, {replace: true});
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    clearTimeout(this.#asking);
    this.#open = false;
    this.#search(this.#field.value.trim(), this.#field.value);
    if (inbox.askAgain()) this.#said = undefined;
    this.requestUpdate();
  }

  /** @param {KeyboardEvent} event */
  #keys(event) {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') this.#step(event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'Enter' && this.#active >= 0) this.#take(this.#active);
    else if (event.key === 'Escape') this.#escape();
    else {
      if (event.key === 'ArrowLeft' || event.key === 'ArrowRight' || event.key === 'Home' || event.key === 'End') requestAnimationFrame(this.#moved);
      return;
    }
    event.preventDefault();
  }

  /** @param {1 | -1} step */
  #step(step) {
    if (!this.#open) {
      this.#open = true;
      this.#offer();
    }
    const count = this.#offered.length;
    this.#active = count ? (this.#active + step + (this.#active < 0 && step < 0 ? 1 : 0) + count) % count : -1;
    this.requestUpdate();
  }

  /** The caret stands elsewhere: what is offered is for the term there. */
  #moved = () => {
    this.#active = -1;
    this.requestUpdate();
  };

  /** @param {number} at */
  #take(at) {
    const field = this.#field;
    const {text, caret} = completed(field.value, field.selectionStart ?? field.value.length, this.#offered[at].insert);
    field.value = text;
    field.setSelectionRange(caret, caret);
    field.focus();
    this.#changed();
  }

  /** First what is offered goes, then the search. */
  #escape() {
    clearTimeout(this.#asking);
    if (this.#offered.length) {
      this.#open = false;
      this.requestUpdate();
      return;
    }
    this.#field.value = '';
    if (inbox.shown.q) router.go({place: 'list', view: 'to-handle'});
    /** @type {HTMLElement | null} */ (document.querySelector('#list a[tabindex="0"]'))?.focus();
  }

  /** @param {FocusEvent} event */
  #left({relatedTarget}) {
    if (relatedTarget instanceof Node && this.contains(relatedTarget)) return;
    this.#open = false;
    this.requestUpdate();
  }
}

/** A word of the search in the agent's language. @param {string} word */
function wordOf(word) {
  return t(keyOr(`search.word.${word}`, 'search.word.from'));
}

/** @returns {Suggestion[]} */
function operators() {
  return Object.keys(OPERATORS).map((operator) => ({insert: `${wordOf(operator)}:`, label: `${wordOf(operator)}:`, about: t(keyOr(`search.about.${operator}`, 'search.about.from'))}));
}

/** @param {Operator} operator @param {string[]} [people] beside those in sight @returns {Suggestion[]} */
function valuesOf(operator, people = []) {
  const own = Object.keys(VALUES[operator] ?? {}).map((value) => wordOf(value));
  const known = namesOf(operator, people).map((name) => ({label: name, about: ''}));
  const offers = operator === 'before' || operator === 'after' ? days(operator) : [...own.map((label) => ({label, about: ''})), ...known];
  return offers.map(({label, about}) => ({insert: written(wordOf(operator), label), label, about}));
}

/** @param {Operator} operator @param {string[]} people */
function namesOf(operator, people) {
  switch (operator) {
    case 'from':
      return [...new Set([...inbox.rows.map(({contact}) => (contact.name ? personName(contact) : '')), ...people].filter(Boolean))];
    case 'channel':
      return directory.channels.map(({label}) => label);
    case 'team':
      return directory.teams.map(({name}) => name);
    case 'assigned':
      return directory.agents.filter(({active}) => active !== false).map(({name}) => name);
    case 'tag':
      return directory.tags.map(({name}) => name);
    case 'topic':
      return directory.topics.flatMap(({name, words}) => [name, ...words]);
    default:
      return [];
  }
}

/** @param {'before' | 'after'} operator */
function days(operator) {
  const unit = currentLanguage() === 'fr' ? 'j' : 'd';
  const ages = [7, 30, 365].map((count) => ({label: `${count}${unit}`, about: t(`search.days.${operator}`, {count})}));
  const now = new Date();
  const today = [now.getFullYear(), String(now.getMonth() + 1).padStart(2, '0'), String(now.getDate()).padStart(2, '0')].join('-');
  return [...ages, {label: today, about: t('search.day')}];
}
customElements.define('search-box', SearchBox);
