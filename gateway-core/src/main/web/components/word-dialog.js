import {html, nothing} from 'lit';
import {directory} from '../desk.js';
import {icon} from '../icons.js';
import {DeskElement} from './element.js';

/** A dialog of the page of topics and tags: the page draws what it changed before it closes, and what opened it has the focus again. */
export class WordDialog extends DeskElement {
  static properties = {changed: {attribute: false}};

  /** What is wrong. @protected */
  problem = '';
  /** @type {HTMLElement | null} */
  #opener = null;

  constructor() {
    super();
    /** Draws the page anew. @type {() => Promise<unknown>} */
    this.changed = async () => {};
  }

  get watched() {
    return [directory];
  }

  /** @protected */
  get dialog() {
    return /** @type {HTMLDialogElement} */ (this.find('dialog'));
  }

  /** The id of the heading that it belongs under. @protected */
  get home() {
    return 'topics-heading';
  }

  /** @param {string} field selects what has the focus first @protected */
  async open(field) {
    this.problem = '';
    this.#opener = /** @type {HTMLElement | null} */ (document.activeElement);
    this.requestUpdate();
    await this.updateComplete;
    this.dialog.showModal();
    this.requestUpdate();
    this.find(field)?.focus();
  }

  /** What opened it may have gone with its row. @protected */
  closed() {
    this.requestUpdate();
    if (this.#opener?.isConnected) this.#opener.focus();
    else document.getElementById(this.home)?.focus();
  }

  /** @param {string} problem @param {string} field selects what is to be mended @protected */
  refuse(problem, field) {
    this.problem = problem;
    this.requestUpdate();
    this.find(field)?.focus();
  }

  /** @protected */
  wrong() {
    return html`<p class="form-problem" role="alert" id="${this.localName}-problem">${this.problem ? html`${icon('warning')} <span>${this.problem}</span>` : nothing}</p>`;
  }
}
