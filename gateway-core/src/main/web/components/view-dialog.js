import {html, nothing} from 'lit';
import {Problem} from '../api.js';
import {directory, inbox, notices, router, savedViews, session} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {AskedDialog} from './asked-dialog.js';
import {wordsOf} from './problems.js';

/** @typedef {import('../types.d.ts').SavedView} SavedView */

/** Keeps the search that is shown as a view, or changes the view that is shown. */
class ViewDialog extends AskedDialog {
  /** The view that is changed; absent: one is made. @type {SavedView | undefined} */
  #view;
  #problem = '';
  #busy = false;

  get watched() {
    return [directory, session];
  }

  async show() {
    this.#view = savedViews.of(inbox.shown);
    await this.#begin(this.#view?.name ?? '', this.#view?.query ?? asTyped(inbox.shown.q ?? ''));
    this.dialog.showModal();
    this.find('#view-name')?.focus();
  }

  /** @param {string} name @param {string} query */
  async #begin(name, query) {
    this.#problem = '';
    this.requestUpdate();
    await this.updateComplete;
    /** @type {HTMLInputElement} */ (this.find('#view-name')).value = name;
    /** @type {HTMLInputElement} */ (this.find('#view-query')).value = query;
    const who = /** @type {HTMLSelectElement | null} */ (this.find('#view-who'));
    if (who) who.value = '';
  }

  /** The same search for somebody else, or under another name. */
  async #another() {
    this.#view = undefined;
    await this.#begin('', /** @type {HTMLInputElement} */ (this.find('#view-query')).value);
    this.find('#view-name')?.focus();
  }

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
            ${view ? html`<button type="button" class="button away" ?disabled=${this.#busy} @click=${this.#remove}>${t('views.remove')}</button>
            <button type="button" class="button" @click=${this.#another}>${t('views.another')}</button>` : nothing}
            <button type="button" class="button" @click=${() => this.dialog.close()}>${t('cancel')}</button>
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
    this.#attempt(async () => {
      const {id} = await (view ? savedViews.change(view, {name, query}) : savedViews.save({name, query, teamId}));
      router.go({place: 'list', view: 'all', q: query, saved: id}, {replace: true});
    }, t('views.saved', {name}));
  }

  #remove() {
    const view = this.#view;
    if (view) this.#attempt(() => savedViews.remove(view.id), t('views.removed', {name: view.name}));
  }

  /** @param {() => Promise<void>} act @param {string} said */
  async #attempt(act, said) {
    if (this.#busy) return;
    this.#busy = true;
    this.requestUpdate();
    try {
      await act();
      this.dialog.close();
      notices.good(said);
    } catch (problem) {
      // What somebody else made of it is what is changed next; what is typed here stays.
      if (problem instanceof Problem && problem.type === '/problems/view-changed' && this.#view) this.#view = await savedViews.read(this.#view.id).catch(() => this.#view);
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
/** While somebody types, the beginning of the last word is searched for: it is kept as it was typed. @param {string} q */
function asTyped(q) {
  const typed = /** @type {HTMLInputElement | null} */ (document.querySelector('#search'))?.value.trim();
  return typed && q === `${typed}*` ? typed : q;
}
customElements.define('view-dialog', ViewDialog);
