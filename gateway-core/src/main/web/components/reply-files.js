import {html, nothing} from 'lit';
import {size} from '../format.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {fileName} from '../text.js';
import {uploads} from '../uploads.js';
import {DeskElement} from './element.js';

/**
 * @typedef {import('../types.d.ts').Attachment} Attachment
 * @typedef {import('../types.d.ts').MediaLimits} MediaLimits
 */

/** Files of a reply, and those on their way into it. The event `files-chosen` tells of more, `files-left` which remain. */
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

  get watched() {
    return [uploads];
  }

  render() {
    const onTheirWay = uploads.of(this.of);
    return html`
      <input type="file" multiple hidden aria-label=${t('attachments.add')} tabindex="-1" accept=${this.limits?.types?.join(',') ?? ''} @change=${this.#chosen}>
      ${this.attachments.length || onTheirWay.length ? html`<ul class="uploads" aria-label=${t('attachments.label')}>
        ${this.attachments.map((attachment) => html`<li>${icon('file')}<bdi class="file-name">${fileName(attachment.name)}</bdi> <span class="size">${size(attachment.size)}</span>
          ${this.#remove(attachment.name, () => this.#leave(this.attachments.filter(({id}) => id !== attachment.id)))}</li>`)}
        ${onTheirWay.map((item) => html`<li aria-busy="true"><progress aria-hidden="true" value=${item.progress} max="1"></progress>
          <bdi class="file-name">${fileName(item.file.name)}</bdi> <span class="size" role="status">${t('attachments.progress', {percent: Math.round(item.progress * 100)})}</span>
          ${this.#remove(item.file.name, () => (uploads.stop(item), this.#leave(this.attachments)))}</li>`)}
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
    this.dispatchEvent(new CustomEvent('files-chosen', {detail: [...(input.files ?? [])]}));
    input.value = '';
  }

  /** @param {Attachment[]} attachments */
  #leave(attachments) {
    this.dispatchEvent(new CustomEvent('files-left', {detail: attachments}));
  }
}
customElements.define('reply-files', ReplyFiles);
