import {html, nothing} from 'lit';
import {changeAgent, changeOf, createAgent, MINIMUM_PASSWORD, newPassword, setPassword} from '../administering.js';
import {inDoubt, newKey, Problem} from '../api.js';
import {directory, notices, session} from '../desk.js';
import {areWhole, hoursOf, openingsOf} from '../hours.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {isolated} from '../text.js';
import {DeskElement} from './element.js';
import {hoursField} from './hours-field.js';
import {wordsOf} from './problems.js';

/**
 * @typedef {import('../types.d.ts').Agent} Agent
 * @typedef {{account: string, name: string, role: Agent['role'], language: string, extension: string, teamIds: string[], password: string, openings: import('../hours.js').Opening[]}} Fields
 */

/** @type {Fields} */
const BLANK = {account: '', name: '', role: 'agent', language: 'fr', extension: '', teamIds: [], password: '', openings: []};
const LONGEST_EXTENSION = 10;
const ROLES = /** @type {const} */ (['agent', 'lead', 'administrator', 'operator', 'agency']);

/** Makes an account, or changes one. */
export class AgentEditor extends DeskElement {
  /** As it was when it was begun; none: a new one. @type {Agent | undefined} */
  #agent;
  #fields = BLANK;
  #problem = '';
  #badField = '';
  #saving = false;
  #key = newKey();
  /** @type {HTMLElement | null} */
  #opener = null;

  get watched() {
    return [directory, session];
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.find('dialog'));
  }

  /** @param {Agent} [agent] the one to change; none: a new one */
  async begin(agent) {
    this.#agent = agent;
    this.#fields = agent ? {...BLANK, ...agent, extension: agent.extension ?? '', teamIds: agent.teamIds ?? [], openings: openingsOf(agent.hours ?? '')} : {...BLANK, password: newPassword()};
    this.#refuse('', '');
    this.#opener = /** @type {HTMLElement | null} */ (document.activeElement);
    await this.updateComplete;
    this.#dialog.showModal();
    this.find(agent ? '#agent-name' : '#agent-account')?.focus();
  }

  render() {
    const agent = this.#agent;
    const {role, language, teamIds, openings} = this.#fields;
    return html`
      <dialog class="agent-editor" aria-labelledby="agent-editor-heading" @close=${() => this.#opener?.focus()}>
        <h2 id="agent-editor-heading">${agent ? agent.name : t('administration.new-agent')}</h2>
        <form novalidate @submit=${this.#submit}>
          <p class="form-problem" role="alert">${this.#problem ? html`${icon('warning')} <span>${this.#problem}</span>` : nothing}</p>
          ${agent ? html`<p class="aside">${agent.account}</p>` : html`<label for="agent-account">${t('login.account')} <span class="required">${t('field.required')}</span></label>${this.#line('account', 100)}`}
          <label for="agent-name">${t('administration.name')} <span class="required">${t('field.required')}</span></label>${this.#line('name', 100)}
          <div class="pair">
            <div><label for="agent-role">${t('administration.role')}</label>
              <select id="agent-role" @change=${(/** @type {Event} */ event) => this.#keep({role: /** @type {Agent['role']} */ (valueOf(event))})}>
                ${ROLES.map((known) => html`<option value=${known} ?selected=${known === role}>${t(`role.${known}`)}</option>`)}</select></div>
            <div><label for="agent-language">${t('account.language')}</label>
              <select id="agent-language" @change=${(/** @type {Event} */ event) => this.#keep({language: valueOf(event)})}>
                <option value="fr" lang="fr" ?selected=${language === 'fr'}>Français</option><option value="en" lang="en" ?selected=${language === 'en'}>English</option></select></div>
          </div>
          <label for="agent-extension">${t('administration.extension')}</label>${this.#line('extension', LONGEST_EXTENSION)}
          ${directory.teams.length ? html`<fieldset><legend>${t('administration.teams')}</legend>${directory.teams.map(({id, name}, at) => html`
            <label class="choice"><input type="checkbox" id=${at ? nothing : 'agent-teamIds'} .checked=${teamIds.includes(id)} @change=${(/** @type {Event} */ event) => this.#join(id, /** @type {HTMLInputElement} */ (event.target).checked)}> ${name}</label>`)}</fieldset>` : nothing}
          ${role === 'agency' ? hoursField(openings, (kept) => this.#keep({openings: kept}), this.#badField === 'hours') : nothing}
          <label for="agent-password">${t(agent ? 'administration.new-password' : 'administration.password')}</label>
          <div class="line">${this.#line('password', 1000)}<button type="button" class="button" @click=${() => this.#keep({password: newPassword()})}>${t('administration.propose')}</button></div>
          <p class="aside" id="agent-password-why">${t(agent ? 'administration.password-ends' : 'administration.password-told')}</p>
          <p class="line end">${agent ? html`<button type="button" class="button quiet away" @click=${this.#toggleActive}>${t(agent.active === false ? 'administration.activate' : 'administration.deactivate')}</button>` : nothing}
            <button type="button" class="button" @click=${() => this.#dialog.close()}>${t('cancel')}</button>
            <button class="button primary" ?disabled=${this.#saving}>${t('administration.save')}</button></p>
        </form>
      </dialog>
    `;
  }

  /** @param {'account' | 'name' | 'extension' | 'password'} field @param {number} maximum */
  #line(field, maximum) {
    return html`<input id="agent-${field}" maxlength=${maximum} autocomplete="off" autocapitalize=${field === 'name' ? 'words' : 'none'} spellcheck="false" .value=${this.#fields[field]}
      aria-invalid=${this.#badField === field ? 'true' : nothing} aria-describedby=${field === 'password' ? 'agent-password-why' : nothing}
      @input=${(/** @type {Event} */ event) => this.#keep({[field]: valueOf(event)})}>`;
  }

  /** @param {Partial<Fields>} change */
  #keep(change) {
    this.#fields = {...this.#fields, ...change};
    this.#key = newKey();
    this.requestUpdate();
  }

  /** @param {string} id @param {boolean} joins */
  #join(id, joins) {
    const others = this.#fields.teamIds.filter((known) => known !== id);
    this.#keep({teamIds: joins ? [...others, id] : others});
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const fields = {...this.#fields, account: this.#fields.account.trim(), name: this.#fields.name.trim(), extension: this.#fields.extension.trim()};
    const agent = this.#agent;
    if (!agent && !fields.account) return this.#refuse(t('administration.missing-account'), 'account');
    if (!fields.name) return this.#refuse(t('administration.missing-name'), 'name');
    if ((!agent || fields.password) && fields.password.length < MINIMUM_PASSWORD) return this.#refuse(t('administration.short-password', {count: MINIMUM_PASSWORD}), 'password');
    if (fields.extension && fields.extension !== agent?.extension?.trim() && !/^\d+$/.test(fields.extension)) return this.#refuse(t('administration.bad-extension', {count: LONGEST_EXTENSION}), 'extension');
    const limited = fields.role === 'agency';
    if (limited && !fields.teamIds.length) return this.#refuse(t('administration.agency-teams'), 'teamIds');
    if (limited && fields.openings.length && !areWhole(fields.openings)) return this.#refuse(t('administration.hours-bad'), 'hours');
    const {openings, ...others} = fields;
    const hours = limited ? hoursOf(openings) : '';
    await this.#save(() => (agent ? change(agent, {...fields, hours}) : createAgent({...others, extension: fields.extension || undefined, hours: hours || undefined}, this.#key)), t('administration.saved', {name: fields.name}));
  }

  #toggleActive() {
    const agent = /** @type {Agent} */ (this.#agent);
    const active = agent.active === false;
    const extension = this.#fields.extension.trim();
    // Whoever comes back may find their extension taken: another one goes along.
    const change = active && extension !== (agent.extension ?? '') ? {active, extension} : {active};
    return this.#save(() => changeAgent(agent.id, change), t(active ? 'administration.activated' : 'administration.deactivated', {name: agent.name}));
  }

  /** @param {() => Promise<unknown>} act @param {string} done */
  async #save(act, done) {
    if (this.#saving) return;
    const {extension} = this.#fields;
    this.#saving = true;
    this.requestUpdate();
    try {
      await act();
      // The stream tells of it too.
      await directory.loadPeople().catch(() => {});
      this.#dialog.close();
      notices.good(done);
    } catch (problem) {
      if (!inDoubt(problem)) this.#key = newKey();
      this.#refuse(refusal(problem, extension.trim()), problem instanceof Problem ? (problem.errors[0]?.field ?? '') : '');
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
    if (field) this.find(`#agent-${field}`)?.focus();
  }
}

/** @param {Agent} agent @param {Fields & {hours: string}} fields */
async function change(agent, fields) {
  const changed = changeOf(agent, fields);
  if (changed) await changeAgent(agent.id, changed);
  if (fields.password) await setPassword(agent.id, fields.password);
}

/** @param {unknown} problem @param {string} extension as it was sent */
function refusal(problem, extension) {
  const field = problem instanceof Problem && problem.status < 500 ? problem.errors[0]?.field : '';
  if (field === 'account') return t(problem instanceof Problem && problem.status === 409 ? 'administration.account-taken' : 'administration.bad-account');
  if (field === 'extension') {
    if (problem instanceof Problem && problem.status !== 409) return t('administration.bad-extension', {count: LONGEST_EXTENSION});
    const other = directory.agents.find((agent) => agent.active !== false && agent.extension === extension);
    return other ? t('administration.extension-taken', {name: isolated(other.name)}) : t('administration.extension-taken-by-somebody');
  }
  if (field === 'teamIds') return t('administration.agency-teams');
  if (field === 'active' || field === 'role') return t('administration.last-administrator');
  return wordsOf(problem);
}

/** @param {Event} event */
function valueOf(event) {
  return /** @type {HTMLInputElement} */ (event.target).value;
}
customElements.define('agent-editor', AgentEditor);
