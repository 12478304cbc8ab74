import {html} from 'lit';
import {preferences} from '../desk.js';
import {t} from '../i18n/index.js';
import {DeskElement} from './element.js';

const NARROWEST = 280;
const WIDEST = 560;
const STEP = 24;

/** The line between list and thread, moved by pointer or arrows (window splitter of the ARIA Authoring Practices). */
class PaneDivider extends DeskElement {
  render() {
    return html`<div role="separator" class="divider" tabindex="0" aria-orientation="vertical" aria-label=${t('divider')} aria-valuemin=${NARROWEST} aria-valuemax=${WIDEST}
      aria-valuenow=${preferences.choices.listWidth} @keydown=${this.#keys} @pointerdown=${this.#grab} @dblclick=${() => this.#set(344)}></div>`;
  }

  /** @param {number} width */
  #set(width) {
    preferences.choose({listWidth: Math.round(Math.max(NARROWEST, Math.min(WIDEST, width)))});
  }

  /** @param {KeyboardEvent} event */
  #keys(event) {
    const step = {ArrowLeft: -STEP, ArrowRight: STEP}[event.key];
    if (!step) return;
    event.preventDefault();
    this.#set(preferences.choices.listWidth + step);
  }

  /** @param {PointerEvent} event */
  #grab(event) {
    const handle = /** @type {HTMLElement} */ (event.currentTarget);
    const start = event.clientX - preferences.choices.listWidth;
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) => this.#set(move.clientX - start);
    handle.onpointerup = handle.onpointercancel = () => {
      handle.onpointermove = null;
    };
  }
}
customElements.define('pane-divider', PaneDivider);
