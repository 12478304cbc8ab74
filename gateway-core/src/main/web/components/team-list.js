import {html, nothing} from 'lit';
import {live as asShown} from 'lit/directives/live.js';
import {repeat} from 'lit/directives/repeat.js';
import {createTeam, renameTeam} from '../administering.js';
import {inDoubt, newKey, Problem} from '../api.js';
import {directory, notices} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {KeptEdit} from '../kept-edit.js';
import {DeskElement} from './element.js';
import {wordsOf} from './problems.js';

/** The teams: made, and named anew. None goes, since the record names them. */
class TeamList extends DeskElement {
  /** The one whose name is being changed. */
  #renaming = '';
  /** What is typed for it: a colleague's name for it meanwhile changes nothing of that. */
  #name = '';
  #problem = '';
  #key = newKey();
  /** What is typed for a new one, which a reload or another page does not take. @type {KeptEdit<{name: string}>} */
  #kept = new KeptEdit('team');
  #fresh = this.#kept.left?.name ?? '';

  get watched() {
    return [directory];
  }

  /** A colleague's name for the team may move its row, and the field in it. */
  updated() {
    if (this.#renaming && document.activeElement === document.body) this.find('#team-rename')?.focus();
  }

  render() {
    return html`<section aria-labelledby="teams-heading">
      <h3 id="teams-heading" tabindex="-1">${icon('team')} ${t('administration.teams')}</h3>
      <p class="form-problem" role="alert">${this.#problem ? html`${icon('warning')} <span>${this.#problem}</span>` : nothing}</p>
      ${directory.teams.length ? html`<ul class="teams">${repeat(directory.teams, ({id}) => id, (team) => html`<li>${this.#renaming === team.id ? html`
        <form class="line" @submit=${(/** @type {SubmitEvent} */ event) => this.#rename(event, team.id)} @keydown=${this.#leave}>
          <label class="unseen" for="team-rename">${t('administration.team-name')}</label>
          <input id="team-rename" name="name" maxlength="100" autocomplete="off" .value=${asShown(this.#name)} @input=${this.#typed}>
          <button class="button small primary">${t('administration.save')}</button>
          <button type="button" class="button small" @click=${() => this.#begin('')}>${t('cancel')}</button></form>` : html`
        <bdi>${team.name}</bdi> <span class="aside">${t('administration.members', {count: membersOf(team.id)})}</span>
        <button class="button small" aria-label=${t('administration.rename-team', {name: team.name})} @click=${() => this.#begin(team.id, team.name)}>${t('administration.rename')}</button>`}</li>`)}</ul>` : html`<p class="aside">${t('administration.no-teams')}</p>`}
      <form class="line" @submit=${this.#create}>
        <label for="team-name">${t('administration.new-team')}</label>
        <input id="team-name" name="name" maxlength="100" autocomplete="off" required .value=${asShown(this.#fresh)} @input=${this.#freshTyped}>
        <button class="button">${t('administration.create')}</button>
      </form>
    </section>`;
  }

  /** @param {Event} event */
  #typed(event) {
    this.#name = /** @type {HTMLInputElement} */ (event.target).value;
  }

  /** @param {Event} event */
  #freshTyped(event) {
    this.#keepFresh(/** @type {HTMLInputElement} */ (event.target).value);
  }

  /** @param {string} name */
  #keepFresh(name) {
    this.#fresh = name;
    if (name.trim()) this.#kept.keep({name});
    else this.#kept.discard();
  }

  /** @param {string} id @param {string} [name] */
  async #begin(id, name = '') {
    this.#renaming = id;
    this.#name = name;
    this.#problem = '';
    this.requestUpdate();
    await this.updateComplete;
    this.find(id ? '#team-rename' : '#teams-heading')?.focus();
  }

  /** @param {KeyboardEvent} event */
  #leave(event) {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.#begin('');
  }

  /** @param {SubmitEvent} event @param {string} id */
  #rename(event, id) {
    return this.#save(event, (name) => renameTeam(id, name));
  }

  /** @param {SubmitEvent} event */
  #create(event) {
    return this.#save(event, async (name) => {
      await createTeam(name, this.#key);
      if (this.#fresh.trim() === name) this.#keepFresh('');
    });
  }

  /** @param {SubmitEvent} event @param {(name: string) => Promise<unknown>} act */
  async #save(event, act) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const name = String(new FormData(form).get('name')).trim();
    if (!name) {
      this.#problem = t('words.missing-name');
      this.requestUpdate();
      return form.querySelector('input')?.focus();
    }
    try {
      await act(name);
      this.#key = newKey();
      // It is saved, whether the list comes at once or with the stream of changes.
      await directory.loadPeople().catch(() => {});
      notices.good(t('administration.team-saved', {name}));
      await this.#begin('');
    } catch (problem) {
      if (!inDoubt(problem)) this.#key = newKey();
      this.#problem = problem instanceof Problem && problem.status === 409 ? t('administration.team-taken', {name}) : wordsOf(problem);
      this.requestUpdate();
    }
  }
}

/** @param {string} team */
function membersOf(team) {
  return directory.agents.filter(({active, teamIds}) => active !== false && teamIds?.includes(team)).length;
}
customElements.define('team-list', TeamList);
