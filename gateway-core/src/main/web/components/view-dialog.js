import {html, nothing} from 'lit';
import {directory, inbox, notices, router, savedViews, session} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {DeskElement} from './element.js';
import {wordsOf} from './problems.js';

/** @typedef {import('../types.d.ts').SavedView} SavedView */

/** Keeps the search that is shown as a view, or changes the view that is shown. */
class ViewDialog extends DeskElement {
  /** The view that is changed; absent: one is made. @type {SavedView | undefined} */
  #view;
  #query = '';
  #problem = '';
  #busy = false;

  get watched() {
    return [directory, session];
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('ask-view', this.#show);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('ask-view', this.#show);
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.find('dialog'));
  }

  #show = async () => {
    this.#query = inbox.shown.q ?? '';
    this.#view = savedViews.of(this.#query);
    this.#problem = '';
    this.requestUpdate();
    await this.updateComplete;
    const name = /** @type {HTMLInputElement} */ (this.find('#view-name'));
    name.value = this.#view?.name ?? '';
    /** @type {HTMLInputElement} */ (this.find('#view-query')).value = this.#query;
    this.#dialog.showModal();
    name.focus();
  };

  render() {
    const view = this.#view;
    const teams = directory.teams.filter(({id}) => session.agent?.teamIds?.includes(id));
    return html`
      <dialog class="view-dialog" aria-labelledby="view-heading">
        <h2 id="view-heading">${t(view ? 'views.change' : 'views.save')}</h2>
        <form @submit=${this.#submit} novalidate>
          <label for="view-name">${t('views.name')}</label>
          <input id="view-name" name="name" maxlength="60" autocomplete="off" required aria-describedby="view-problem">
          <label for="view-query">${t('views.query')}</label>
          <input id="view-query" name="query" maxlength="200" autocomplete="off" autocapitalize="off" spellcheck="false" required aria-describedby="view-problem">
          ${view ? html`<p class="aside">${view.teamId ? t('views.of-team', {team: directory.team(view.teamId)?.name ?? ''}) : t('views.of-self')}</p>` : html`
          <label for="view-who">${t('views.who')}</label>
          <select id="view-who" name="team"><option value="">${t('views.self')}</option>${teams.map(({id, name}) => html`<option value=${id}>${t('views.team', {team: name})}</option>`)}</select>`}
          <p class="form-problem" id="view-problem" role="alert">${this.#problem ? html`${icon('warning')} <span>${this.#problem}</span>` : nothing}</p>
          <p class="line end">
            ${view ? html`<button type="button" class="button away" ?disabled=${this.#busy} @click=${this.#remove}>${t('views.remove')}</button>` : nothing}
            <button type="button" class="button" @click=${() => this.#dialog.close()}>${t('cancel')}</button>
            <button class="button primary" ?disabled=${this.#busy}>${t(view ? 'views.keep' : 'views.do-save')}</button></p>
        </form>
      </dialog>
    `;
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const name = String(form.get('name')).trim();
    const query = String(form.get('query')).trim();
    const teamId = String(form.get('team') ?? '') || undefined;
    if (!name || !query) {
      this.#refuse(t('views.missing'), name ? '#view-query' : '#view-name');
      return;
    }
    const view = this.#view;
    this.#attempt(() => (view ? savedViews.change(view, {name, query}) : savedViews.save({name, query, teamId})), t('views.saved', {name}), query);
  }

  #remove() {
    const view = this.#view;
    if (view) this.#attempt(() => savedViews.remove(view.id), t('views.removed', {name: view.name}));
  }

  /** @param {() => Promise<void>} act @param {string} said @param {string} [query] what is shown then; absent: the search as it is */
  async #attempt(act, said, query) {
    if (this.#busy) return;
    this.#busy = true;
    this.requestUpdate();
    try {
      await act();
      this.#dialog.close();
      notices.good(said);
      if (query && query !== this.#query) router.go({place: 'list', view: 'all', q: query});
    } catch (problem) {
      savedViews.refresh();
      this.#refuse(wordsOf(problem), '#view-name');
    } finally {
      this.#busy = false;
      this.requestUpdate();
    }
  }

  /** @param {string} problem @param {string} field where to mend it */
  #refuse(problem, field) {
    this.#problem = problem;
    this.requestUpdate();
    this.find(field)?.focus();
  }
}
customElements.define('view-dialog', ViewDialog);
