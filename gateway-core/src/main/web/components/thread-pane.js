import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {clock, directory, inbox, notices, router, session, thread, timeline} from '../desk.js';
import {day} from '../format.js';
import {fold} from '../fuzzy.js';
import {highlight} from '../highlight.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {actionOf, keysOf} from '../registry.js';
import {wantedWords, words} from '../search.js';
import {changesBehind} from '../timeline.js';
import {noticeState} from './delivery-state.js';
import {DeskElement} from './element.js';
import {personName} from './labels.js';
import {wordsOf} from './problems.js';
import {timelineEntries} from './timeline-entries.js';
import '../looking-ahead.js';
import './message-card.js';
import './reply-composer.js';
import './thread-header.js';

/** Nearer to the end than this, in pixels, the thread follows what is new. */
const AT_END = 80;
/** A message that was found is looked for in so many earlier pages of its conversation. */
const PAGES_BACK = 20;

class ThreadPane extends DeskElement {
  #number = 0;
  #count = 0;
  #lastId = '';
  /** Messages came while the agent was reading further up. */
  #unseen = false;
  #loadingEarlier = false;
  #atEnd = true;
  #top = 0;
  #growth = new ResizeObserver(() => this.#stay());
  /** Cards draw themselves, and draw themselves anew. */
  #drawing = new MutationObserver(() => this.#markSoon());
  #marking = 0;
  /** @type {Element | null} */
  #grows = null;

  get watched() {
    return [clock, directory, session, thread, timeline];
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('back-to-list', this.#back);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('back-to-list', this.#back);
    this.#drawing.disconnect();
  }

  willUpdate() {
    this.#leave();
    if (thread.number === this.#number) return;
    this.#number = thread.number;
    this.#count = 0;
    this.#unseen = false;
    this.#atEnd = true;
  }

  /** What was given to others than this agent sees goes from the screen. */
  #leave() {
    const {gone} = thread;
    if (!gone || gone.number !== thread.number) return;
    thread.gone = undefined;
    notices.good(t('handover.gone', {number: String(gone.number)}));
    router.go(inbox.shown, {replace: true});
  }

  render() {
    const {conversation, problem, loading} = thread;
    if (!thread.number) return html`<section class="thread-pane none" aria-label=${t('thread.label')}><p>${icon('inbox')}</p><p>${t('thread.choose')}</p><p class="hint">${chooseHint()}</p></section>`;
    if (problem) return this.#problem(problem);
    if (!conversation) return html`<section class="thread-pane none" aria-label=${t('thread.label')} aria-busy="true"><p role="status">${loading ? t('list.loading') : ''}</p></section>`;
    return html`
      <section class="thread-pane" aria-labelledby="thread-heading">
        <thread-header></thread-header>
        <div class="thread" id="thread" tabindex="0" role="group" aria-label=${t('thread.messages')} @scroll=${this.#scrolled}>
          ${thread.earlier ? html`<p class="earlier"><button class="button" ?disabled=${this.#loadingEarlier} @click=${this.#earlier}>${t('thread.earlier')}</button></p>` : nothing}
          ${this.#messages()}
        </div>
        ${this.#unseen ? html`<button class="button unseen-messages" @click=${() => this.#toEnd()}>${icon('down')} ${t('thread.new')}</button>` : nothing}
        <reply-composer id="composer" .conversation=${conversation}></reply-composer>
      </section>
    `;
  }

  #messages() {
    let last = '';
    const searched = [...searchedWords()].join(' ');
    const changes = changesBehind(thread.messages, timeline.entries, thread.earlier !== undefined);
    return html`<ol class="messages">${repeat(thread.messages, ({id}) => id, (message) => {
      const heading = day(message.sentAt, clock.now);
      const fresh = heading !== last;
      last = heading;
      return html`<li>${message === thread.messages[0] ? timelineEntries(changes.get('')) : nothing}${fresh ? html`<p class="day">${heading}</p>` : nothing}<message-card .message=${message} .now=${clock.now} .usual=${thread.conversation?.replyTo ?? ''} .searched=${searched}></message-card>${timelineEntries(changes.get(message.id))}</li>`;
    })}${(thread.conversation?.notices ?? []).map((notice) => html`<li>${noticeState(notice)}</li>`)}</ol>`;
  }

  /** @param {unknown} problem */
  #problem(problem) {
    const {number} = thread;
    return html`<section class="thread-pane none" aria-label=${t('thread.label')}><div role="alert"><p>${wordsOf(problem)}</p>
      <button class="button" @click=${() => (thread.close(), thread.open(number))}>${icon('retry')} ${t('retry')}</button>
      <button class="button" @click=${this.#back}>${t('thread.back')}</button></div></section>`;
  }

  updated() {
    this.#watchGrowth();
    const {messages} = thread;
    const lastId = messages.at(-1)?.id ?? '';
    if (!messages.length || !thread.conversation) return;
    const first = this.#count === 0;
    if (first) this.#arrived();
    else if (lastId !== this.#lastId) {
      if (this.#atEnd || messages.at(-1)?.author.agentId === session.agent?.id) this.#toEnd();
      else if (!this.#unseen) {
        this.#unseen = true;
        this.requestUpdate();
      }
      if (messages.at(-1)?.kind === 'inbound') notices.speak(t('live.message-from', {name: personName(messages.at(-1)?.author)}));
    }
    this.#count = messages.length;
    this.#lastId = lastId;
  }

  #watchGrowth() {
    const list = this.querySelector('.messages');
    if (list === this.#grows) return;
    this.#growth.disconnect();
    for (const part of [list, list?.parentElement]) if (part) this.#growth.observe(part);
    this.#drawing.disconnect();
    if (list) this.#drawing.observe(list, {childList: true, subtree: true, characterData: true});
    this.#markSoon();
    this.#grows = list;
  }

  /** What was searched for is marked, once for however many changes. */
  #markSoon() {
    cancelAnimationFrame(this.#marking);
    this.#marking = requestAnimationFrame(() => highlight(this, searchedWords()));
  }

  /** A conversation that was opened is read from its end, or from the message that was searched for; the focus goes to its heading. */
  async #arrived() {
    this.#toEnd();
    const found = matchShown()?.messageId;
    if (found && found !== thread.messages.at(-1)?.id) this.#bring(found);
    await /** @type {any} */ (this.find('thread-header'))?.updateComplete;
    const {activeElement} = document;
    if (activeElement === document.body || activeElement?.closest('.rows')) this.find('#thread-heading')?.focus({preventScroll: true});
  }

  /** Into sight, and from earlier pages if need be, unless the reader has gone on meanwhile: elsewhere, further up, or to the reply. @param {string} id */
  async #bring(id) {
    const {number} = thread;
    const among = () => thread.messages.some((message) => message.id === id);
    const waiting = () => thread.number === number && this.#atEnd && !document.activeElement?.closest('reply-composer');
    try {
      for (let pages = 0; waiting() && !among() && thread.earlier && pages < PAGES_BACK; pages++) await thread.loadEarlier();
    } catch (problem) {
      if (waiting()) notices.bad(wordsOf(problem));
      return;
    }
    await this.updateComplete;
    const cards = /** @type {(HTMLElement & {message: {id: string}, updateComplete: Promise<unknown>})[]} */ ([...this.querySelectorAll('message-card')]);
    await Promise.all(cards.map((card) => card.updateComplete));
    const box = this.find('#thread');
    const card = cards.find(({message}) => message.id === id);
    if (!waiting() || !card || !box) return;
    this.#atEnd = false;
    card.closest('li')?.scrollIntoView({block: 'center'});
    // A conversation that fits into its pane has its end in sight all the same.
    this.#top = box.scrollTop;
    this.#atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < AT_END;
  }

  #toEnd() {
    this.#unseen = false;
    this.#atEnd = true;
    this.requestUpdate();
    this.#stay();
  }

  /** Whoever is at the end stays there while cards, pictures and formatted messages find their height. */
  #stay = () => {
    const box = this.find('#thread');
    if (box && this.#atEnd) box.scrollTop = box.scrollHeight;
  };

  #scrolled() {
    const box = this.find('#thread');
    if (!box) return;
    // Content that grows moves the end away from the reader; only a reader who moves up leaves it.
    const up = box.scrollTop < this.#top;
    this.#top = box.scrollTop;
    this.#atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < AT_END || (this.#atEnd && !up);
    if (!this.#atEnd || !this.#unseen) return;
    this.#unseen = false;
    this.requestUpdate();
  }

  /** What is read stays where it is while earlier messages come in above it. */
  async #earlier() {
    const box = this.find('#thread');
    if (!box) return;
    this.#loadingEarlier = true;
    this.requestUpdate();
    const below = box.scrollHeight - box.scrollTop;
    try {
      await thread.loadEarlier();
      await this.updateComplete;
      await Promise.all([...this.querySelectorAll('message-card')].map((card) => /** @type {any} */ (card).updateComplete));
      box.scrollTop = box.scrollHeight - below;
      if (!thread.earlier) box.focus({preventScroll: true});
    } catch (problem) {
      notices.bad(wordsOf(problem));
    } finally {
      this.#loadingEarlier = false;
      this.requestUpdate();
    }
  }

  #back = async () => {
    if (router.route.place !== 'conversation') return;
    const id = thread.conversation?.id;
    router.go(inbox.shown);
    await new Promise(requestAnimationFrame);
    const row = id ? document.querySelector(`#list a[data-id="${CSS.escape(id)}"]`) : document.querySelector('#list a[tabindex="0"]');
    /** @type {HTMLElement | null} */ (row ?? document.querySelector('#list'))?.focus();
  };
}

/** The words that were typed, and the forms in which the server found them in the open conversation. @returns {Set<string>} */
function searchedWords() {
  const {q} = inbox.shown;
  if (!q) return new Set();
  const match = matchShown();
  const found = match?.ranges.flatMap(([start, end]) => [...words(match.text.slice(start, end))].map(([word]) => fold(word))) ?? [];
  return new Set([...wantedWords(q), ...found]);
}

/** Where the search that is shown found the open conversation. */
function matchShown() {
  return inbox.shown.q ? inbox.rows.find(({number}) => number === thread.number)?.match : undefined;
}

/** The keys to begin with, as far as they are switched on. */
function chooseHint() {
  const [next, previous, help] = ['next', 'previous', 'help'].map((id) => keysOf(actionOf(id))[0]);
  return help ? t('order.choose-hint', {next, previous, help}) : '';
}
customElements.define('thread-pane', ThreadPane);
