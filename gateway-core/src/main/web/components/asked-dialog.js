import {DeskElement} from './element.js';

/** A dialog that an event of the document opens: `ask-expert` opens `<expert-dialog>`. */
export class AskedDialog extends DeskElement {
  connectedCallback() {
    super.connectedCallback();
    document.addEventListener(`ask-${this.kind}`, this.#asked);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener(`ask-${this.kind}`, this.#asked);
  }

  /** What it is asked for by, and called in ids. @protected */
  get kind() {
    return this.localName.replace('-dialog', '');
  }

  /** @protected */
  get dialog() {
    return /** @type {HTMLDialogElement} */ (this.find('dialog'));
  }

  /** @param {Event} event */
  #asked = (event) => void this.show(event instanceof CustomEvent ? (event.detail ?? undefined) : undefined);

  /** Opens it, or leaves it closed where there is nothing to ask about. @param {any} _about the event's `detail`, if any @returns {void | Promise<void>} @protected */
  show(_about) {}
}
