import {html, nothing} from 'lit';
import {Problem} from '../api.js';
import {preferences, session} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {fullTime} from '../format.js';
import {DeskElement} from './element.js';
import {wordsOf} from './problems.js';

class LoginPage extends DeskElement {
  #problem = '';
  #busy = false;
  #account = '';

  firstUpdated() {
    this.#problem = outside(session.why) || (session.expired ? t('problem.session') : '');
    this.requestUpdate();
    this.find('#account')?.focus();
  }

  render() {
    const other = preferences.language === 'fr' ? 'en' : 'fr';
    return html`
      <main class="login">
        <form @submit=${this.#submit} novalidate>
          <h1><span class="logo" aria-hidden="true"></span>Parvis</h1>
          <p class="lead">${t('login.lead')}</p>
          <p class="form-problem" role="alert">${this.#problem ? html`${icon('warning')} <span>${this.#problem}</span>` : nothing}</p>
          <label for="account">${t('login.account')}</label>
          <input id="account" name="account" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="100" .value=${this.#account}>
          <label for="password">${t('login.password')}</label>
          <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1000">
          <button class="button primary" ?disabled=${this.#busy}>${this.#busy ? t('login.busy') : t('login.submit')}</button>
        </form>
        <button class="link" lang=${other} @click=${() => preferences.choose({language: other})}>${other === 'fr' ? 'Français' : 'English'}</button>
      </main>
    `;
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    this.#account = String(form.get('account')).trim();
    const password = String(form.get('password'));
    if (!this.#account || !password) return this.#refuse(t('login.missing'), this.#account ? '#password' : '#account');
    this.#busy = true;
    this.requestUpdate();
    try {
      await session.logIn(this.#account, password);
    } catch (problem) {
      const wrong = problem instanceof Problem && problem.status === 401;
      this.#refuse(outside(problem) || (wrong ? t('login.wrong') : wordsOf(problem)), '#password');
    } finally {
      this.#busy = false;
      this.requestUpdate();
    }
  }

  /** @param {string} words @param {string} field the one to mend */
  async #refuse(words, field) {
    this.#problem = words;
    this.requestUpdate();
    await this.updateComplete;
    const input = /** @type {HTMLInputElement | null} */ (this.find(field));
    input?.focus();
    input?.select();
  }
}

/** @param {unknown} why */
function outside(why) {
  if (!(why instanceof Problem) || why.type !== '/problems/outside-hours') return '';
  const minutes = Math.round(Date.now() / 60_000 + (why.retryAfter ?? 0) / 60);
  return t('login.outside', {when: fullTime(new Date(60_000 * minutes).toISOString())});
}
customElements.define('login-page', LoginPage);
