import {html, nothing} from 'lit';
import {answered, passed, turned} from '../answering.js';
import {newKey} from '../api.js';
import {gaps} from '../canned.js';
import {directory, drafts, notices, presence, session, thread} from '../desk.js';
import {bringsFiles, isOwn, markOwn, refuseFiles} from '../dropping.js';
import {going} from '../going.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {fullness, lengthOf} from '../limit.js';
import {answersSince, faster, lastSaid} from '../second-answer.js';
import {posts} from '../splitting.js';
import {uploads} from '../uploads.js';
import {channelLabel} from './labels.js';
import {keyShortcut} from './action-button.js';
import {draftState} from './draft-state.js';
import {DeskElement} from './element.js';
import {asWord, leftToFill, pick, pickerFor, selectGap, withWords} from './filling.js';
import {limitMeter} from './limit-meter.js';
import {alsoReplying} from './presence-marks.js';
import {secondLine} from './second-dialog.js';
import {sendButton} from './send-button.js';
import {visibilityChoice} from './visibility-choice.js';
import './canned-picker.js';
import './gaps-dialog.js';
import './later-dialog.js';
import './mention-picker.js';
import './other-drafts.js';
import './private-dialog.js';
import './reply-files.js';
import './split-dialog.js';

/**
 * @typedef {import('../types.d.ts').Conversation} Conversation
 * @typedef {import('../types.d.ts').ConversationState} ConversationState
 * @typedef {import('../types.d.ts').FasterAnswer} FasterAnswer
 * @typedef {import('../drafting.js').Draft} Draft
 * @typedef {'reply' | 'note' | 'canned' | 'mention' | 'attach' | 'resolve' | 'wait' | 'later'} Composing
 */

/** The server takes no longer text, whatever the channel's limit. */
const MAXIMUM_TEXT = 50_000;

/** Where an answer or an internal note is written. What is typed is kept at every stroke. */
export class ReplyComposer extends DeskElement {
  static properties = {conversation: {attribute: false}};

  constructor() {
    super();
    /** @type {Conversation} */
    this.conversation = /** @type {any} */ (undefined);
  }

  #of = '';
  /** Where files are dropped: the whole conversation. @type {HTMLElement | null} */
  #area = null;

  get watched() {
    return [directory, drafts, going, presence, session, uploads];
  }

  /** The conversation that it writes in. */
  get of() {
    return this.#of;
  }

  get #draft() {
    return drafts.of(this.#of);
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('compose', this.#compose);
    going.enter(this);
    this.#area = this.closest('.thread-pane');
    for (const [event, act] of this.#hears) this.#area?.addEventListener(event, act);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('compose', this.#compose);
    going.leave(this);
    for (const [event, act] of this.#hears) this.#area?.removeEventListener(event, act);
  }

  willUpdate() {
    this.#of = this.conversation.id;
  }

  /** What the draft answers: fixed once something is written. */
  get answers() {
    return this.#draft.answers ?? answered(this.conversation);
  }

  get #channel() {
    return directory.channel(this.answers.channelId) ?? this.conversation.channel;
  }

  get visibility() {
    return this.#draft.visibility ?? this.answers.visibility;
  }

  get field() {
    return /** @type {HTMLTextAreaElement} */ (this.find('#composer-text'));
  }

  /** The latest answer that came since what the writer had seen: a colleague's, or one's own that was sent elsewhere or by an attempt that was in doubt. */
  get second() {
    const {tab, seen} = this.#draft;
    return tab === 'reply' && thread.conversation?.id === this.#of ? faster(answersSince(seen, thread.messages).at(-1)) : undefined;
  }

  get #text() {
    return this.#draft[this.#draft.tab];
  }

  get #limit() {
    return this.#draft.tab === 'reply' ? this.#channel?.limit : undefined;
  }

  get problem() {
    const limit = this.#limit;
    if (!this.#text.trim()) return t('composer.empty');
    if (limit && !this.#draft.series && fullness(lengthOf(this.#text, limit), limit) === 'over') return t('composer.too-long');
    if (this.#draft.tab === 'reply' && uploads.of(this.#of).length) return t('composer.uploading');
    return '';
  }

  render() {
    const {tab, attachments, series} = this.#draft;
    const underWay = going.underWay(this.#of);
    const begun = tab === 'reply' ? (series?.sent ?? 0) : 0;
    const channel = this.#channel;
    const {to, channelId} = this.answers;
    const reply = tab === 'reply';
    const open = this.visibility === 'public';
    return html`
      <form class="composer" data-tab=${tab} data-visibility=${reply ? this.visibility : 'note'} @submit=${this.#submit} @keydown=${this.#keys} @paste=${this.#pasted}>
        <div class="line">
          <div role="tablist" aria-label=${t('composer.kind')} @keydown=${this.#tabKeys}>
            ${this.#tab('reply', 'send')}
            ${this.#tab('note', 'note')}
          </div>
          ${reply ? visibilityChoice(channel?.visibilities ?? [], this.visibility, (visibility) => this.#keep({visibility})) : html`<span class="said">${icon('lock')} ${t('composer.note-said')}</span>`}
          ${reply ? html`<span class="via" title=${to ?? ''}>${t('composer.via')} <strong>${channelLabel(channelId)}</strong>${to ? html` → <bdi>${to}</bdi>` : nothing}</span>` : nothing}
        </div>
        ${reply && passed(this.#draft, this.conversation) ? html`<p class="passed">${icon('warning')} <span>${t('composer.passed')}</span>
          <button type="button" class="button small" @click=${() => this.turn()}>${t('composer.turn')}</button></p>` : nothing}
        ${secondLine(underWay ? undefined : this.second, () => going.readSecond(this.#of, this.second))}
        ${alsoReplying(this.#of)}
        <other-drafts .of=${this.#of}></other-drafts>
        <div role="tabpanel" id="composer-panel" aria-labelledby="tab-${tab}">
          <label class="unseen" for="composer-text">${t(reply ? 'composer.reply-label' : 'composer.note-label')}</label>
          <div class="pickers" @words-chosen=${(/** @type {CustomEvent<string>} */ {detail}) => this.#insert(detail)} @words-left=${this.#wordsLeft}><canned-picker></canned-picker><mention-picker></mention-picker></div>
          <textarea id="composer-text" rows="3" maxlength=${MAXIMUM_TEXT} placeholder=${t(reply ? 'composer.reply-hint' : 'composer.note-hint')} .value=${this.#text} ?readonly=${underWay || begun > 0}
            aria-describedby="composer-limit" @input=${this.#typed} @keydown=${this.#opens}></textarea>
          ${begun ? html`<p class="passed">${icon('warning')} <span>${t('split.left', {count: begun, total: series?.posts.length ?? 0})}</span>
            <button type="button" class="button small" @click=${this.#rewrite}>${t('split.rewrite')}</button></p>` : nothing}
          ${reply ? leftToFill(this.#draft.reply, () => selectGap(this.field)) : nothing}
          ${reply ? html`<reply-files .limits=${channel?.media} .attachments=${attachments} .of=${this.#of} @files-chosen=${(/** @type {CustomEvent<File[]>} */ {detail}) => this.#take(detail)}
            @files-left=${(/** @type {CustomEvent<Draft['attachments']>} */ {detail}) => this.#keep({attachments: detail})}></reply-files>` : nothing}
        </div>
        <div class="line end">
          ${reply && channel?.media?.maximumCount !== 0 ? html`<button type="button" class="button quiet" title=${t('attachments.add')} @click=${() => this.find('input[type=file]')?.click()}>${icon('clip')} <span class="wide">${t('attachments.add')}</span></button>` : nothing}
          <button type="button" class="button quiet" ?disabled=${underWay} @click=${() => pick(this, 'canned-picker')}>${icon('canned')} <span class="wide">${t('canned.title')}</span> <kbd aria-hidden="true">/</kbd></button>
          ${reply ? nothing : html`<button type="button" class="button quiet" ?disabled=${underWay} @click=${() => pick(this, 'mention-picker')}>${icon('at')} <span class="wide">${t('mention.do')}</span> <kbd aria-hidden="true">@</kbd></button>`}
          ${draftState(this.#draft, drafts.away)}
          <span id="composer-limit">${this.#limit && !begun ? limitMeter(this.#text, this.#limit, () => this.#split()) : nothing}</span>
          ${reply ? sendButton({open, sending: underWay, send: (then) => going.send(then), later: () => this.#askWhen()}) : html`<button class="button primary" ?disabled=${underWay}>${t('composer.keep-note')} <kbd aria-hidden="true">Ctrl ↵</kbd></button>`}
        </div>
      </form>
      <private-dialog .mayHide=${channel?.visibilities?.includes('private') ?? false}></private-dialog>
      <split-dialog @posts-chosen=${(/** @type {CustomEvent<string[]>} */ {detail}) => this.#sendPosts(detail)}></split-dialog>
      <gaps-dialog></gaps-dialog>
      <second-dialog .open=${open}></second-dialog>
      <later-dialog @put-later=${(/** @type {CustomEvent<string>} */ event) => going.send('open', event.detail)}></later-dialog>
    `;
  }

  #askWhen() {
    if (this.problem) return this.refuse();
    /** @type {import('./later-dialog.js').LaterDialog | null} */ (this.querySelector('later-dialog'))?.show();
  }

  /** Says why it cannot go as it is. */
  refuse() {
    notices.bad(this.problem);
    this.find('#composer-text')?.focus();
  }

  /** @param {'reply' | 'note'} tab @param {string} glyph */
  #tab(tab, glyph) {
    const chosen = this.#draft.tab === tab;
    return html`<button type="button" role="tab" id="tab-${tab}" aria-selected=${chosen} aria-controls="composer-panel" tabindex=${chosen ? 0 : -1} aria-keyshortcuts=${keyShortcut(tab)}
      @click=${() => this.#choose(tab)}>${icon(glyph)} ${t(`composer.${tab}`)}</button>`;
  }

  /** @param {Partial<Draft>} change */
  #keep(change) {
    const draft = {...this.#draft, ...change};
    if ('reply' in change && draft.series) return drafts.change(this.#of, {...change, series: undefined});
    const begun = draft.reply || draft.attachments.length || draft.visibility || uploads.of(this.#of).length;
    const answers = begun ? draft.answers ?? answered(this.conversation) : undefined;
    const seen = begun ? draft.seen ?? lastSaid(thread.messages) : undefined;
    drafts.change(this.#of, answers === this.#draft.answers && seen === this.#draft.seen ? change : {...change, answers, seen});
  }

  /** From now on the draft answers the newest message. */
  turn() {
    const conversation = thread.conversation ?? this.conversation;
    if (conversation.id !== this.#of) return;
    this.#keep(turned(this.#draft, conversation, directory.channel(answered(conversation).channelId)?.visibilities ?? []));
    this.find('#composer-text')?.focus();
  }

  /** What goes out when a text is too long for one post, before it does. */
  #split() {
    const split = this.#limit ? posts(this.#text, this.#limit) : [];
    if (!split.length) return notices.bad(t('split.too-many'));
    /** @type {import('./split-dialog.js').SplitDialog | null} */ (this.querySelector('split-dialog'))?.show(split, this.visibility === 'public');
  }

  /** @param {string[]} split */
  #sendPosts(split) {
    drafts.change(this.#of, {series: {posts: split, sent: 0}});
    going.send('open');
  }

  /** What was not sent of a series becomes an answer of its own. */
  #rewrite() {
    drafts.change(this.#of, {series: undefined, replyKey: newKey()});
    this.field.focus();
  }

  /** @param {Event} event */
  #typed(event) {
    const {value} = /** @type {HTMLTextAreaElement} */ (event.target);
    this.#keep({[this.#draft.tab]: value});
    presence.write(this.#draft.tab === 'reply' && value.trim() !== '');
  }

  /** @param {File[]} files */
  #take(files) {
    uploads.take(this.conversation, files, this.#channel?.media);
    this.#keep({});
  }

  /** Files are dropped on the conversation, whichever tab is chosen; a question above it takes none. @type {[string, (event: any) => void][]} */
  #hears = [
    ['dragstart', markOwn],
    ['dragover', (/** @type {DragEvent} */ event) => {
      if (!this.#takes(event)) return;
      event.preventDefault();
      this.find('.composer')?.setAttribute('data-dropping', '');
    }],
    ['dragleave', () => this.#dropped()],
    ['drop', async (/** @type {DragEvent} */ event) => {
      this.#dropped();
      if (!this.#takes(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (this.#draft.tab !== 'reply') await this.#choose('reply');
      this.#take(files);
    }],
  ];

  /** @param {DragEvent} event */
  #takes(event) {
    return bringsFiles(event) && !isOwn(event) && !(event.target instanceof Element && event.target.closest('dialog'));
  }

  #dropped() {
    this.find('.composer')?.removeAttribute('data-dropping');
  }

  /** @param {ClipboardEvent} event */
  #pasted(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length || this.#draft.tab !== 'reply') return;
    event.preventDefault();
    this.#take(files);
  }

  /** @param {'reply' | 'note'} tab */
  async #choose(tab) {
    this.#keep({tab});
    await this.updateComplete;
    this.find('#composer-text')?.focus();
  }

  /** @param {Event} event */
  #compose = async (event) => {
    const {detail: what} = /** @type {CustomEvent<Composing>} */ (event);
    await this.#choose(what === 'canned' ? this.#draft.tab : what === 'note' || what === 'mention' ? 'note' : 'reply');
    if (!going.busy(this.#of)) this.#does[what]?.();
  };

  /** What can be asked for from elsewhere, once the tab that it belongs to is there. @type {Partial<Record<Composing, () => void>>} */
  #does = {
    canned: () => pick(this, 'canned-picker'), mention: () => pick(this, 'mention-picker'), attach: () => this.find('input[type=file]')?.click(),
    resolve: () => going.send('resolved'), wait: () => going.send('waiting'), later: () => this.#askWhen(),
  };

  /** @param {KeyboardEvent} event */
  async #tabKeys(event) {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    this.#keep({tab: this.#draft.tab === 'reply' ? 'note' : 'reply'});
    await this.updateComplete;
    this.find('[role=tab][aria-selected=true]')?.focus();
  }

  /** @param {KeyboardEvent} event */
  #opens(event) {
    const picker = going.underWay(this.#of) ? '' : pickerFor(event, this.#draft.tab);
    if (!picker) return;
    event.preventDefault();
    pick(this, picker, event.key);
  }

  /** Puts words where the writer was, and selects what is left to fill in. @param {string} given */
  async #insert(given) {
    const field = this.field;
    const words = asWord(field, given);
    const {selectionStart: start} = field;
    const text = withWords(field, words);
    if (text.length > MAXIMUM_TEXT) return notices.bad(t('composer.too-long'));
    this.#keep({[this.#draft.tab]: text});
    presence.write(this.#draft.tab === 'reply');
    await this.updateComplete;
    field.focus();
    const [gap = {start: words.length, end: words.length}] = gaps(words);
    field.setSelectionRange(start + gap.start, start + gap.end);
  }

  /** @param {CustomEvent<{typed: string, back: boolean}>} event */
  #wordsLeft({detail: {typed, back}}) {
    if (back) this.#insert(typed);
    else if (typed.length > 1) this.#keep({[this.#draft.tab]: withWords(this.field, typed)});
  }

  /** @param {KeyboardEvent} event */
  #keys(event) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#submit(event, event.shiftKey ? 'resolved' : 'open');
  }

  /** @param {Event} event @param {ConversationState} [then] */
  #submit(event, then = 'open') {
    event.preventDefault();
    going.send(then);
  }
}
customElements.define('reply-composer', ReplyComposer);
// All over the desk, from the moment on that one part of it takes files.
for (const event of /** @type {const} */ (['dragover', 'drop'])) document.addEventListener(event, refuseFiles);
