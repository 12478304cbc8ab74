import {html, nothing} from 'lit';
import {get, newKey, post, remove} from '../api.js';
import {notices} from '../desk.js';
import {date} from '../format.js';
import {t} from '../i18n/index.js';
import {DeskElement} from './element.js';
import {wordsOf} from './problems.js';

/** @typedef {import('../types.d.ts').Token} Token */

/** Personal access tokens: made, shown once, revoked. */
class AccessTokens extends DeskElement {
  /** @type {Token[]} */
  #tokens = [];
  /** The secret of the token just made. */
  #secret = '';
  #key = newKey();

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  render() {
    return html`
      <section aria-labelledby="tokens-heading">
        <h3 id="tokens-heading">${t('tokens.title')}</h3>
        <p class="aside">${t('tokens.lead')} <a href="/api/v1/" target="_blank" rel="noopener">${t('tokens.reference')}</a></p>
        <form class="line" @submit=${this.#create}>
          <label for="token-name">${t('tokens.name')}</label>
          <input id="token-name" name="name" required maxlength="100" autocomplete="off" placeholder=${t('tokens.name-hint')}>
          <button class="button">${t('tokens.create')}</button>
        </form>
        <div role="status">${this.#secret ? html`<p class="secret">${t('tokens.once')}<code tabindex="0">${this.#secret}</code>
          <button class="button small" @click=${this.#copy}>${t('tokens.copy')}</button></p>` : nothing}</div>
        ${this.#tokens.length ? html`<table><caption class="unseen">${t('tokens.title')}</caption>
          <thead><tr><th scope="col">${t('tokens.name')}</th><th scope="col">${t('tokens.created')}</th><th scope="col">${t('tokens.used')}</th><td></td></tr></thead>
          <tbody>${this.#tokens.map((token) => html`<tr><th scope="row">${token.name}</th><td>${date(token.createdAt)}</td><td>${token.usedAt ? date(token.usedAt) : t('tokens.never')}</td>
            <td><button class="button small" aria-label=${t('tokens.revoke-name', {name: token.name})} @click=${() => this.#revoke(token)}>${t('tokens.revoke')}</button></td></tr>`)}</tbody></table>` : html`<p class="aside">${t('tokens.none')}</p>`}
      </section>
    `;
  }

  async #load() {
    try {
      this.#tokens = await get('/tokens');
      this.requestUpdate();
    } catch (problem) {
      notices.bad(wordsOf(problem));
    }
  }

  /** @param {SubmitEvent} event */
  async #create(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    try {
      const {secret} = await post('/tokens', {name: new FormData(form).get('name')}, {key: this.#key});
      this.#key = newKey();
      this.#secret = secret;
      form.reset();
      await this.#load();
    } catch (problem) {
      notices.bad(wordsOf(problem));
    }
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.#secret);
      notices.good(t('tokens.copied'));
    } catch {
      notices.bad(t('tokens.copy-failed'));
    }
  }

  /** @param {Token} token */
  async #revoke({id, name}) {
    try {
      await remove(`/tokens/${id}`);
      notices.good(t('tokens.revoked', {name}));
      this.#secret = '';
      await this.#load();
      this.find('#token-name')?.focus();
    } catch (problem) {
      notices.bad(wordsOf(problem));
    }
  }
}
customElements.define('access-tokens', AccessTokens);
