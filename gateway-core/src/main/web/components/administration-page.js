import {html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import {repeat} from 'lit/directives/repeat.js';
import {directory, router, session} from '../desk.js';
import {fold} from '../fuzzy.js';
import {hoursInWords} from '../hours.js';
import {icon} from '../icons.js';
import {currentLanguage, t} from '../i18n/index.js';
import {DeskElement} from './element.js';
import './administration-history.js';
import './agent-editor.js';
import './agent-import.js';
import './team-list.js';

/** @typedef {import('../types.d.ts').Agent} Agent */

/** Who may work here, and in which teams. */
class AdministrationPage extends DeskElement {
  #filter = '';
  #history = false;

  get watched() {
    return [directory, router, session];
  }

  firstUpdated() {
    this.find('#administration-heading')?.focus();
  }

  /** Back from the history, the page begins at its heading; the history does so itself. */
  updated() {
    const before = this.#history;
    this.#history = router.route.place === 'administration' && Boolean(router.route.history);
    if (before && !this.#history) this.find('#administration-heading')?.focus();
  }

  get #editor() {
    return /** @type {import('./agent-editor.js').AgentEditor | null} */ (this.querySelector('agent-editor'));
  }

  render() {
    const {route} = router;
    if (route.place === 'administration' && route.history) return keyed(route.channel, html`<administration-history .channel=${route.channel} .about=${route.about}></administration-history>`);
    const heading = html`<h2 id="administration-heading" tabindex="-1">${t('administration.title')}</h2>`;
    if (!session.may('administer')) return html`<div class="operations">${heading}<p>${t('administration.not-for-you')}</p></div>`;
    return html`
      <div class="operations administration">
        ${heading}
        <nav class="ways" aria-label=${t('administration.title')}><a class="with-icon" href="/administration/channels">${icon('channel')}<span>${t('channels.title')}</span></a>
          <a class="with-icon" href="/administration/words">${icon('tag')}<span>${t('words.title')}</span></a>
          <a class="with-icon" href="/administration/history">${icon('clock')}<span>${t('history.title')}</span></a></nav>
        <agent-editor></agent-editor>
        <section aria-labelledby="agents-heading">
          <h3 id="agents-heading">${icon('person')} ${t('administration.agents')}</h3>
          <p class="line"><label class="unseen" for="agent-search">${t('administration.find')}</label>
            <input id="agent-search" type="search" maxlength="100" autocomplete="off" placeholder=${t('administration.find')} .value=${this.#filter} @input=${this.#typed}>
            <button class="button primary" @click=${() => this.#editor?.begin()}>${icon('person')} ${t('administration.new-agent')}</button></p>
          ${this.#agents()}
        </section>
        <team-list></team-list>
        <agent-import></agent-import>
      </div>
    `;
  }

  #agents() {
    const wanted = fold(this.#filter.trim());
    const shown = directory.agents.filter((agent) => [agent.name, agent.account, ...teamsOf(agent)].some((words) => fold(words).includes(wanted)));
    const columns = /** @type {const} */ (['name', 'role', 'teams', 'extension']);
    return html`<p class="unseen" role="status">${t('administration.agent-count', {count: shown.length})}</p>
      ${shown.length ? html`<table aria-labelledby="agents-heading">
        <thead><tr>${columns.map((column) => html`<th scope="col">${t(`administration.${column}`)}</th>`)}<td></td></tr></thead>
        <tbody>${repeat(shown, ({id}) => id, (agent) => this.#agent(agent))}</tbody>
      </table>` : html`<p class="aside">${t('administration.none-found')}</p>`}`;
  }

  /** @param {Agent} agent */
  #agent(agent) {
    const {name, account, role, hours, extension, active} = agent;
    return html`<tr ?data-inactive=${active === false}>
      <th scope="row"><bdi>${name}</bdi> <span class="code">${account}</span> ${active === false ? html`<span class="pill">${t('administration.inactive')}</span>` : nothing}</th>
      <td><span class="column" aria-hidden="true">${t('administration.role')}</span><span>${t(`role.${role}`)}${hours ? html` <span class="aside hours">${hoursInWords(hours, currentLanguage())}</span>` : nothing}</span></td>
      <td><span class="column" aria-hidden="true">${t('administration.teams')}</span><span>${teamsOf(agent).join(', ') || '–'}</span></td>
      <td><span class="column" aria-hidden="true">${t('administration.extension')}</span><span>${extension ?? '–'}</span></td>
      <td><button class="button small" aria-label=${t('administration.change-agent', {name})} @click=${() => this.#editor?.begin(agent)}>${t('administration.change')}</button></td></tr>`;
  }

  /** @param {Event} event */
  #typed(event) {
    this.#filter = /** @type {HTMLInputElement} */ (event.target).value;
    this.requestUpdate();
  }
}

/** @param {Agent} agent */
function teamsOf({teamIds = []}) {
  return directory.teams.filter(({id}) => teamIds.includes(id)).map(({name}) => name);
}
customElements.define('administration-page', AdministrationPage);
