import {html, nothing} from 'lit';
import {importAgents, LARGEST_LIST, passwordList} from '../administering.js';
import {Problem} from '../api.js';
import {directory, notices} from '../desk.js';
import {icon} from '../icons.js';
import {keyOr, t} from '../i18n/index.js';
import {DeskElement} from './element.js';
import {wordsOf} from './problems.js';

/**
 * @typedef {import('../types.d.ts').AgentImport} Import
 * @typedef {import('../types.d.ts').ImportMistake} Mistake
 */

/** Takes a list of agents in: first it says what it would do, then it does it. */
class AgentImport extends DeskElement {
  /** @type {File | undefined} */
  #list;
  /** What would be done, or was. @type {Import | undefined} */
  #outcome;
  #done = false;
  #busy = false;
  #problem = '';
  /** The passwords as a file. */
  #address = '';

  disconnectedCallback() {
    super.disconnectedCallback();
    URL.revokeObjectURL(this.#address);
  }

  render() {
    return html`<section aria-labelledby="import-heading">
      <h3 id="import-heading" tabindex="-1">${icon('rows')} ${t('administration.import')}</h3>
      <p class="aside" id="import-lead">${t('administration.import-lead')}</p>
      <p class="line"><label for="import-file">${t('administration.import-file')}</label>
        <input id="import-file" type="file" accept=".csv,text/csv" aria-describedby="import-lead" ?disabled=${this.#busy} @change=${this.#chosen}></p>
      <p class="form-problem" role="alert">${this.#problem ? html`${icon('warning')} <span>${this.#problem}</span>` : nothing}</p>
      <div role="status">${this.#busy ? html`<p>${t('administration.import-busy')}</p>` : this.#summary()}</div>
      ${this.#outcome && !this.#busy ? this.#shown(this.#outcome) : nothing}
    </section>`;
  }

  #summary() {
    const outcome = this.#outcome;
    if (!outcome) return nothing;
    const fresh = outcome.agents.filter(({known}) => !known).length;
    const known = outcome.agents.length - fresh;
    if (outcome.mistakes.length) return html`<p>${t('administration.import-mistakes', {count: outcome.mistakes.length})}</p>`;
    return html`<p>${t(this.#done ? 'administration.import-done' : 'administration.import-would', {count: fresh})} ${known ? t('administration.import-known', {count: known}) : nothing}</p>`;
  }

  /** @param {Import} outcome */
  #shown({agents, mistakes}) {
    if (mistakes.length) {
      return html`<ul class="mistakes">${mistakes.map((mistake) => html`<li><span class="where">${t('administration.line', {line: mistake.line})}</span> ${saidOf(mistake)}</li>`)}</ul>`;
    }
    const fresh = agents.filter(({known}) => !known);
    return html`
      ${this.#done && fresh.length ? html`<p class="secret">${t('administration.passwords-once')} <a class="button small" href=${this.#address} download="parvis.csv">${icon('download')} ${t('administration.passwords-file')}</a></p>` : nothing}
      ${fresh.length ? html`<table aria-labelledby="import-heading"><thead><tr><th scope="col">${t('administration.name')}</th><th scope="col">${t('administration.role')}</th><th scope="col">${t('administration.teams')}</th>
        ${this.#done ? html`<th scope="col">${t('administration.password')}</th>` : nothing}</tr></thead>
        <tbody>${fresh.map(({account, name, role, teams, password}) => html`<tr><th scope="row"><bdi>${name}</bdi> <span class="code">${account}</span></th>
          <td><span class="column" aria-hidden="true">${t('administration.role')}</span><span>${t(`role.${role}`)}</span></td>
          <td><span class="column" aria-hidden="true">${t('administration.teams')}</span><span>${teams.join(', ') || '–'}</span></td>
          ${this.#done ? html`<td><span class="column" aria-hidden="true">${t('administration.password')}</span><code>${password}</code></td>` : nothing}</tr>`)}</tbody></table>` : nothing}
      ${this.#done || !fresh.length ? nothing : html`<p class="line end"><button class="button" @click=${this.#forget}>${t('cancel')}</button>
        <button class="button primary" @click=${() => this.#send(false)}>${t('administration.import-do', {count: fresh.length})}</button></p>`}
    `;
  }

  /** @param {Event} event */
  async #chosen(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const list = input.files?.[0];
    input.value = '';
    this.#forget();
    if (!list) return;
    if (list.size > LARGEST_LIST) {
      this.#problem = t('administration.mistake.too-long', {value: list.name});
      return this.requestUpdate();
    }
    this.#list = list;
    await this.#send(true);
  }

  #forget() {
    this.#list = undefined;
    this.#outcome = undefined;
    this.#done = false;
    this.#problem = '';
    this.requestUpdate();
  }

  /** @param {boolean} check */
  async #send(check) {
    if (!this.#list || this.#busy) return;
    this.#busy = true;
    this.#problem = '';
    this.requestUpdate();
    try {
      this.#outcome = await importAgents(this.#list, check);
      this.#done = !check && !this.#outcome.mistakes.length;
      if (this.#done) {
        URL.revokeObjectURL(this.#address);
        this.#address = URL.createObjectURL(new Blob([passwordList(this.#outcome)], {type: 'text/csv'}));
        notices.good(t('administration.import-done', {count: this.#outcome.agents.filter(({known}) => !known).length}));
        // The stream tells of them too.
        await directory.loadPeople().catch(() => {});
      }
    } catch (problem) {
      this.#problem = isTaken(problem) ? t('administration.import-extension') : wordsOf(problem);
    } finally {
      this.#busy = false;
      this.requestUpdate();
      await this.updateComplete;
      if (document.activeElement === document.body) this.find('#import-heading')?.focus();
    }
  }
}

/** @param {Mistake} mistake */
function saidOf({code, column, value}) {
  return t(keyOr(`administration.mistake.${code}`, 'administration.mistake.other'), {code, column, value});
}

/** Whether somebody was given one of the extensions after the list was checked. @param {unknown} problem */
function isTaken(problem) {
  return problem instanceof Problem && problem.status === 409 && problem.errors[0]?.field === 'extension';
}
customElements.define('agent-import', AgentImport);
