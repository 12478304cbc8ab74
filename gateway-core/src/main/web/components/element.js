import {LitElement} from 'lit';
import {preferences} from '../desk.js';
import {speech} from '../i18n/index.js';

/** @typedef {import('../observable.js').Observable} Observable */

/**
 * What every element of the desk is: it stands in the page's own tree, so that one set of style sheets, labels and ids reach everywhere,
 * and it is drawn again when the language or what it watches changes.
 */
export class DeskElement extends LitElement {
  /** @type {(() => void)[]} */
  #ends = [];

  /** @returns {Observable[]} */
  get watched() {
    return [];
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#ends = [preferences, speech, ...this.watched].map((observable) => observable.observe(() => this.requestUpdate()));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const end of this.#ends) end();
  }

  /**
   * @template {Element} [T=HTMLElement]
   * @param {string} selector
   * @returns {T | null}
   */
  find(selector) {
    return this.querySelector(selector);
  }
}
