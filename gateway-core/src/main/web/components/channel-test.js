import {html, nothing} from 'lit';
import {inWords} from '../channel-form.js';
import {icon} from '../icons.js';
import {currentLanguage, t} from '../i18n/index.js';
import {DeskElement} from './element.js';
import {wordsOf} from './problems.js';

/** @typedef {import('../types.d.ts').ChannelTest} Result */

/** Tries what is typed, and says what came of each step. */
class ChannelTestPart extends DeskElement {
  static properties = {ask: {attribute: false}};

  /** @type {Result | undefined} */
  #result;
  #problem = '';
  #running = false;

  constructor() {
    super();
    /** Asks the server. @type {() => Promise<Result>} */
    this.ask = () => Promise.reject(new Error('Nobody to ask'));
  }

  render() {
    return html`<p class="aside">${t('setup.test-what')}</p>
      <p><button type="button" class="button" ?disabled=${this.#running} @click=${this.#test}>${icon('pulse')} ${t(this.#running ? 'setup.testing' : 'setup.test-now')}</button></p>
      <div role="status">${this.#problem ? html`<p class="form-problem">${icon('warning')} <span>${this.#problem}</span></p>` : nothing}${this.#result ? resultOf(this.#result) : nothing}</div>`;
  }

  #test = async () => {
    this.#running = true;
    this.#result = undefined;
    this.#problem = '';
    this.requestUpdate();
    try {
      this.#result = await this.ask();
    } catch (problem) {
      this.#problem = wordsOf(problem);
    } finally {
      this.#running = false;
      this.requestUpdate();
    }
  };
}
customElements.define('channel-test', ChannelTestPart);

/** @param {Result} result */
function resultOf({good, inTime, steps}) {
  if (inTime && !steps.length) return html`<p>${t('setup.nothing-to-test')}</p>`;
  return html`<ul class="steps">${steps.map((step) => html`<li class=${step.good ? 'well' : 'wrong'}>${icon(step.good ? 'check' : 'warning')}
      <span><strong>${inWords(step.label, currentLanguage())}</strong> <span class="unseen">${t(step.good ? 'setup.step-good' : 'setup.step-bad')}</span>
        ${step.good ? html`<bdi class="aside">${step.detail}</bdi>` : html`<br>${inWords(step.why, currentLanguage())}
          <details class="own-words"><summary>${t('fault.detail')}</summary><p><bdi lang="en">${step.detail}</bdi></p></details>`}</span></li>`)}</ul>
    <p>${t(good ? 'setup.test-good' : inTime ? 'setup.test-bad' : 'setup.test-late')}</p>`;
}
