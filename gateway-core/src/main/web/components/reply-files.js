import {html, nothing} from 'lit';
import {upload} from '../api.js';
import {refusal} from '../attachments.js';
import {notices} from '../desk.js';
import {size} from '../format.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {fileName, isolated} from '../text.js';
import {DeskElement} from './element.js';
import {wordsOf} from './problems.js';

/**
 * @typedef {import('../types.d.ts').Attachment} Attachment
 * @typedef {import('../types.d.ts').MediaLimits} MediaLimits
 * @typedef {{file: File, progress: number, abort: AbortController}} Upload
 */

/** Files of a reply: chosen, dropped or pasted, checked against the channel's bounds before anything is uploaded. */
class ReplyFiles extends DeskElement {
  static properties = {limits: {attribute: false}, attachments: {attribute: false}, of: {attribute: false}};

  constructor() {
    super();
    /** @type {MediaLimits | undefined} */
    this.limits = undefined;
    /** @type {Attachment[]} */
    this.attachments = [];
    /** The conversation that the files belong to. */
    this.of = '';
  }

  /** @type {Upload[]} */
  #uploads = [];
  /** @type {HTMLElement | null} */
  #area = null;

  connectedCallback() {
    super.connectedCallback();
    this.#area = this.closest('.composer');
    this.#area?.addEventListener('dragover', this.#over);
    this.#area?.addEventListener('dragleave', this.#leave);
    this.#area?.addEventListener('drop', this.#drop);
    this.#area?.addEventListener('paste', this.#paste);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#area?.removeEventListener('dragover', this.#over);
    this.#area?.removeEventListener('dragleave', this.#leave);
    this.#area?.removeEventListener('drop', this.#drop);
    this.#area?.removeEventListener('paste', this.#paste);
    for (const {abort} of this.#uploads) abort.abort();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('of') || changed.get('of') === undefined) return;
    for (const {abort} of this.#uploads) abort.abort();
    this.#uploads = [];
  }

  render() {
    return html`
      <input type="file" multiple hidden aria-label=${t('attachments.add')} tabindex="-1" accept=${this.limits?.types?.join(',') ?? ''} @change=${this.#chosen}>
      ${this.attachments.length || this.#uploads.length ? html`<ul class="uploads" aria-label=${t('attachments.label')}>
        ${this.attachments.map((attachment) => html`<li>${icon('file')}<bdi class="file-name">${fileName(attachment.name)}</bdi> <span class="size">${size(attachment.size)}</span>
          ${this.#remove(attachment.name, () => this.#tell(this.attachments.filter(({id}) => id !== attachment.id)))}</li>`)}
        ${this.#uploads.map((item) => html`<li aria-busy="true"><progress aria-hidden="true" value=${item.progress} max="1"></progress>
          <bdi class="file-name">${fileName(item.file.name)}</bdi> <span class="size" role="status">${t('attachments.progress', {percent: Math.round(item.progress * 100)})}</span>
          ${this.#remove(item.file.name, () => item.abort.abort())}</li>`)}
      </ul>` : nothing}
    `;
  }

  /** @param {string} name @param {() => void} act */
  #remove(name, act) {
    const words = t('attachments.remove', {name: fileName(name)});
    return html`<button type="button" class="button quiet small" aria-label=${words} title=${words} @click=${act}>${icon('close')}</button>`;
  }

  /** @param {Event} event */
  #chosen(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    this.#take([...(input.files ?? [])]);
    input.value = '';
  }

  /** @param {DragEvent} event */
  #over = (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.#area?.setAttribute('data-dropping', '');
  };

  #leave = () => this.#area?.removeAttribute('data-dropping');

  /** @param {DragEvent} event */
  #drop = (event) => {
    this.#leave();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.#take(files);
  };

  /** @param {ClipboardEvent} event */
  #paste = (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.#take(files);
  };

  /** @param {File[]} files */
  #take(files) {
    for (const file of files) {
      const refused = refusal(file, this.attachments.length + this.#uploads.length, this.limits);
      if (refused) {
        notices.bad(t(`attachments.refused.${refused.problem}`, {name: isolated(refused.name), count: this.limits?.maximumCount ?? 0, size: size(this.limits?.maximumBytes ?? 0), types: this.limits?.types?.join(', ') ?? ''}));
        continue;
      }
      this.#upload(file);
    }
  }

  /** @param {File} file */
  async #upload(file) {
    /** @type {Upload} */
    const item = {file, progress: 0, abort: new AbortController()};
    const {of} = this;
    this.#uploads = [...this.#uploads, item];
    this.#tell(this.attachments);
    try {
      const attachment = await upload(file, (progress) => {
        item.progress = progress;
        this.requestUpdate();
      }, item.abort.signal);
      if (of !== this.of) return;
      this.#uploads = this.#uploads.filter((other) => other !== item);
      this.attachments = [...this.attachments, attachment];
    } catch (problem) {
      this.#uploads = this.#uploads.filter((other) => other !== item);
      if (!(problem instanceof DOMException)) notices.bad(`${isolated(file.name)}: ${wordsOf(problem)}`);
    }
    if (of === this.of) this.#tell(this.attachments);
  }

  /** @param {Attachment[]} attachments */
  #tell(attachments) {
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('files-changed', {detail: {attachments, uploading: this.#uploads.length, of: this.of}}));
  }
}
customElements.define('reply-files', ReplyFiles);
