import {html, nothing} from 'lit';
import {Problem} from '../api.js';
import {MINIMUM_PASSWORD} from '../administering.js';
import {notices, session} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {DeskElement} from './element.js';
import {wordsOf} from './problems.js';

/** An agent's own password, changed by whoever knows the present one. */
class OwnPassword extends DeskElement {
  #problem = '';
  #badField = '';
  #saving = false;

  render() {
    return html`<section aria-labelledby="password-heading">
      <h3 id="password-heading" tabindex="-1">${t('password.title')}</h3>
      <form class="settings" novalidate @submit=${this.#submit}>
        <input type="text" autocomplete="username" .value=${session.agent?.account ?? ''} hidden>
        <label for="password-current">${t('password.current')}</label>${this.#field('current', 'current-password')}
        <label for="password-new">${t('password.new')}</label>${this.#field('new', 'new-password')}
        <p class="form-problem" role="alert">${this.#problem ? html`${icon('warning')} <span>${this.#problem}</span>` : nothing}</p>
        <p class="aside" id="password-why">${t('password.lead', {count: MINIMUM_PASSWORD})}</p>
        <button class="button" ?disabled=${this.#saving}>${t('password.change')}</button>
      </form>
    </section>`;
  }

  /** @param {'current' | 'new'} field @param {string} kind */
  #field(field, kind) {
    return html`<input id="password-${field}" name=${field} type="password" autocomplete=${kind} maxlength="1000" aria-invalid=${this.#badField === field ? 'true' : nothing}
      aria-describedby=${field === 'new' ? 'password-why' : nothing}>`;
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    if (this.#saving) return;
    const form = /** @type {HTMLFormElement} */ (event.target);
    const fields = new FormData(form);
    const current = String(fields.get('current'));
    const wanted = String(fields.get('new'));
    if (!current) return this.#refuse(t('password.missing'), 'current');
    if (wanted.length < MINIMUM_PASSWORD) return this.#refuse(t('password.short', {count: MINIMUM_PASSWORD}), 'new');
    this.#saving = true;
    this.#refuse('', '');
    try {
      await session.changePassword(current, wanted);
      form.reset();
      notices.good(t('password.changed'));
      this.find('#password-heading')?.focus();
    } catch (problem) {
      const wrong = problem instanceof Problem && problem.type === '/problems/wrong-credentials';
      this.#refuse(wrong ? t('password.wrong') : wordsOf(problem), wrong ? 'current' : '');
    } finally {
      this.#saving = false;
      this.requestUpdate();
    }
  }

  /** @param {string} words @param {string} field */
  #refuse(words, field) {
    this.#problem = words;
    this.#badField = field;
    this.requestUpdate();
    if (field) this.find(`#password-${field}`)?.focus();
  }
}
customElements.define('own-password', OwnPassword);
