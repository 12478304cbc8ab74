import {DeskElement} from './element.js';

/**
 * A question that something waits for: what it is about is shown, and the choice is the answer. The safe choice has the focus.
 * @template About
 * @template Choice
 */
export class QuestionDialog extends DeskElement {
  /** @type {(choice: Choice | undefined) => void} */
  #decide = () => {};
  /** What is asked about. @type {About} */
  about;

  /** @param {About} blank before anything is asked */
  constructor(blank) {
    super();
    this.about = blank;
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.find('dialog'));
  }

  /** What stands under it goes, and the question with it: that is no choice. */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#decide(undefined);
  }

  /** @param {About} about @returns {Promise<Choice | undefined>} */
  async ask(about) {
    this.about = about;
    this.requestUpdate();
    await this.updateComplete;
    this.#dialog.showModal();
    this.find('.primary')?.focus();
    return new Promise((resolve) => {
      this.#decide = resolve;
    });
  }

  /** @param {Choice} choice */
  choose(choice) {
    this.#dialog.close();
    this.#decide(choice);
  }
}
