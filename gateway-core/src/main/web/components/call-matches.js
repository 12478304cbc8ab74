import {html, nothing} from 'lit';
import {calls, directory} from '../desk.js';
import {phone} from '../format.js';
import {channelIcon, icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {initials} from '../text.js';
import {channelLabel} from './labels.js';
import {DeskElement} from './element.js';
import {wordsOf} from './problems.js';

/** @typedef {import('../types.d.ts').Contact} Contact */

/** Long enough that a number typed quickly asks once or twice, short enough that nobody waits for it. */
const PAUSE = 120;
const SHORTEST = 3;

/** The people whom the number typed so far belongs to, and what they wrote about. */
class CallMatches extends DeskElement {
  static properties = {caller: {attribute: false}, chosen: {attribute: false}};

  constructor() {
    super();
    this.caller = '';
    /** @type {number | undefined} */
    this.chosen = undefined;
  }

  /** @type {Contact[]} */
  #people = [];
  #asked = '';
  #timer = 0;
  #problem = '';

  get watched() {
    return [directory];
  }

  willUpdate() {
    const caller = this.caller.replace(/[\s./-]/g, '');
    if (caller === this.#asked) return;
    this.#asked = caller;
    clearTimeout(this.#timer);
    if (caller.length < SHORTEST) this.#people = [];
    else this.#timer = window.setTimeout(() => this.#ask(caller), PAUSE);
  }

  /** @param {string} caller */
  async #ask(caller) {
    try {
      const people = await calls.known(caller);
      if (caller !== this.#asked) return;
      this.#people = people;
      this.#problem = '';
    } catch (problem) {
      this.#problem = wordsOf(problem);
    }
    this.requestUpdate();
  }

  render() {
    const words = this.#problem || (this.#asked.length < SHORTEST ? t('call.matches-hint') : t('call.matches', {count: this.#people.length}));
    return html`
      <section class="matches" aria-labelledby="matches-heading">
        <h3 id="matches-heading">${t('call.known')}</h3>
        <p class="aside" role="status">${words}</p>
        ${this.#people.map((person) => this.#person(person))}
      </section>
    `;
  }

  /** @param {Contact} person */
  #person(person) {
    const number = person.handles.find(({kind}) => kind === 'phone')?.value;
    const name = person.name || (number ? phone(number) : t('contact.nameless'));
    const open = person.conversations?.filter(({state}) => state !== 'resolved') ?? [];
    const closed = person.conversations?.filter(({state}) => state === 'resolved') ?? [];
    return html`<article class="match">
      <header><span class="avatar" aria-hidden="true">${initials(name)}</span><h4><bdi>${name}</bdi></h4>${number && person.name ? html`<span class="aside">${phone(number)}</span>` : nothing}</header>
      ${open.length ? html`<ul>${open.map((conversation) => html`<li><button type="button" class="match-row" aria-pressed=${conversation.number === this.chosen}
        @click=${() => this.#choose({name: person.name, topic: conversation.topic, conversation: conversation.number})}>
        ${channelIcon(directory.channel(conversation.channelId))}<span><bdi class="title">${conversation.subject || conversation.topic || conversation.snippet}</bdi>
        <span class="aside">${t('conversation.number', {number: String(conversation.number)})} · ${channelLabel(conversation.channelId)} · ${t(`state.${conversation.state}`)}</span></span>
        ${conversation.number === this.chosen ? icon('check') : nothing}</button></li>`)}</ul>` : html`<p class="aside">${t('call.no-open')}</p>`}
      ${closed.length ? html`<p class="aside">${t('call.resolved-count', {count: closed.length})}</p>` : nothing}
      <p><button type="button" class="link" @click=${() => this.#choose({name: person.name})}>${t('call.same-person')}</button></p>
    </article>`;
  }

  /** @param {{name?: string, topic?: string, conversation?: number}} detail */
  #choose(detail) {
    this.dispatchEvent(new CustomEvent('choose', {detail}));
  }
}
customElements.define('call-matches', CallMatches);
