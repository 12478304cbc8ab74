import {html, nothing} from 'lit';
import {live} from 'lit/directives/live.js';
import {blank, filled, idOf, inWords, otherId, settingsOf, unplaced, withoutSecrets} from '../channel-form.js';
import {addChannel, channelSettings, channelTypes, redefineChannel, testChannel} from '../channels.js';
import {inDoubt, newKey, Problem} from '../api.js';
import {directory, notices, operations, router, session} from '../desk.js';
import {fullTime} from '../format.js';
import {icon} from '../icons.js';
import {currentLanguage, t} from '../i18n/index.js';
import {KeptEdit} from '../kept-edit.js';
import {format} from '../routes.js';
import {isolated} from '../text.js';
import {errorWords, fieldsOf} from './channel-fields.js';
import {DeskElement} from './element.js';
import {agentName} from './labels.js';
import {wordsOf} from './problems.js';
import './channel-test.js';

/**
 * @typedef {import('../types.d.ts').ChannelSettings} ChannelSettings
 * @typedef {import('../types.d.ts').ChannelType} ChannelType
 * @typedef {import('../types.d.ts').FieldError} FieldError
 * @typedef {{type: string, version: number | undefined, names: {label: string, id: string, teamId: string}, ownId: boolean, settings: Record<string, unknown>, away: string[]}} Left
 */

/** Sets a channel up, or changes one that was set up here. What is typed outlives a reload, secrets apart. */
class ChannelSetup extends DeskElement {
  static properties = {channel: {attribute: false}};

  /** @type {ChannelType[] | undefined} */
  #types;
  /** @type {ChannelType | undefined} */
  #type;
  /** As it was read; none: a new one. @type {ChannelSettings | undefined} */
  #known;
  #names = {label: '', id: '', teamId: ''};
  /** Whether the id is somebody's own, and no longer made from the name. */
  #ownId = false;
  /** @type {import('../channel-form.js').Typed} */
  #typed = {};
  /** As it was when the form was begun. @type {import('../channel-form.js').Typed} */
  #begun = {};
  /** @type {Set<string>} */
  #away = new Set();
  /** @type {FieldError[]} */
  #errors = [];
  #problem = '';
  /** Of a problem for which there is a way on: its type. */
  #conflict = '';
  #busy = false;
  #key = newKey();
  /** @type {KeptEdit<Left> | undefined} */
  #kept;
  #resumed = false;

  constructor() {
    super();
    /** Its id; none: a new one. @type {string | undefined} */
    this.channel = undefined;
  }

  get watched() {
    return [directory, session];
  }

  async firstUpdated() {
    this.find('#channel-setup-heading')?.focus();
    this.#kept = new KeptEdit(this.channel ? `channel.${this.channel}` : 'channel');
    try {
      const [types, known] = await Promise.all([channelTypes(), this.channel ? channelSettings(this.channel) : undefined]);
      this.#types = types;
      if (known) this.#take(known);
      if (this.#kept.left) this.#resume(this.#kept.left);
    } catch (problem) {
      this.#problem = wordsOf(problem);
      // What was typed for a channel that is gone can be saved nowhere.
      if (problem instanceof Problem && problem.status === 404) this.#discard();
    }
    this.requestUpdate();
  }

  /** @param {ChannelSettings} known */
  #take(known) {
    this.#known = known;
    this.#type = this.#types?.find(({type}) => type === known.type);
    this.#names = {label: known.label, id: known.id, teamId: known.teamId ?? ''};
    if (this.#type) this.#begin(filled(this.#type.fields, known.settings));
    if (!this.#type) this.#problem = t('setup.no-plugin', {type: known.type});
  }

  /** What somebody else has saved meanwhile is not overwritten: the server refuses the version that was begun with. @param {Left} left */
  #resume({type: name, version, names, ownId, settings, away}) {
    const type = this.#types?.find((each) => each.type === name);
    if (!type) return;
    if (this.#known) this.#known = {...this.#known, version: version ?? this.#known.version};
    else this.#begin(blank(type.fields));
    this.#type = type;
    this.#names = names;
    this.#ownId = ownId;
    this.#typed = filled(type.fields, settings);
    this.#away = new Set(away);
    this.#resumed = true;
  }

  /** After each change, wherever in the form. */
  #keep = () => {
    const type = this.#type;
    if (!type) return;
    this.#kept?.keep({type: type.type, version: this.#known?.version, names: this.#names, ownId: this.#ownId, settings: withoutSecrets(type.fields, this.#typed), away: [...this.#away]});
  };

  #discard = () => this.#kept?.discard();

  /** @param {import('../channel-form.js').Typed} typed */
  #begin(typed) {
    this.#typed = typed;
    this.#begun = structuredClone(typed);
  }

  render() {
    const type = this.#type;
    return html`<div class="operations administration channel-setup">
      <header>
        <p><a class="with-icon" href="/administration/channels">${icon('back')}<span>${t('channels.title')}</span></a></p>
        <h2 id="channel-setup-heading" tabindex="-1">${this.#known || this.channel ? t('setup.change', {label: this.#known?.label ?? directory.channel(this.channel)?.label ?? this.channel ?? ''}) : type ? t('setup.new-of', {type: inWords(type.label, currentLanguage())}) : t('setup.new')}</h2>
        ${this.#known ? html`<p class="aside">${t('setup.changed', {time: fullTime(this.#known.changedAt), name: agentName(this.#known.changedBy)})}</p>` : nothing}
      </header>
      <div role="alert">${this.#problem ? html`<p class="form-problem" id="setup-problem" tabindex="-1">${icon('warning')} <span>${this.#problem}</span></p>${this.#unplaced()}${this.#waysOn()}` : nothing}</div>
      ${!this.#types ? html`<p class="aside" role="status">${this.#problem ? '' : t('list.loading')}</p>` : type ? this.#form(type) : this.#known ? nothing : this.#choice(this.#types)}
    </div>`;
  }

  /** What is wrong and has no field. */
  #unplaced() {
    const others = unplaced(this.#errors, this.#type?.fields ?? [], this.#typed);
    return others.length ? html`<ul class="mistakes">${others.map((error) => html`<li><code>${error.field}</code> ${errorWords({kind: 'text'}, error)}</li>`)}</ul>` : nothing;
  }

  /** Somebody else has the id, or was faster. */
  #waysOn() {
    const {id} = this.#names;
    if (this.#conflict === '/problems/channel-taken') {
      const other = otherId(id, directory.channels.map((channel) => channel.id));
      const there = directory.channel(id);
      return html`<p class="line"><button type="button" class="button small" @click=${() => this.#rename(other)}>${t('setup.other-id', {id: other})}</button>
        ${there ? html`<a class="button small" href=${format({place: 'channels', ...(there.setUp === 'desk' ? {id} : {})})}>${t('setup.look', {label: isolated(there.label)})}</a>` : nothing}</p>`;
    }
    if (this.#conflict !== '/problems/channel-settings-changed') return nothing;
    return html`<p class="line"><a class="button small" href=${format({place: 'administration', history: true, channel: id})}>${t('setup.changes')}</a>
      <button type="button" class="button small" ?disabled=${this.#busy} @click=${() => this.#readAgain(false)}>${t('setup.theirs')}</button>
      <button type="button" class="button small" ?disabled=${this.#busy} @click=${() => this.#readAgain(true)}>${t('setup.mine')}</button></p>`;
  }

  /** @param {string} id */
  async #rename(id) {
    this.#names.id = id;
    this.#ownId = true;
    this.#keep();
    this.#say([], '');
    await this.updateComplete;
    this.find('#setup-id')?.focus();
  }

  /** As it is now: in the form, or behind what is typed there, which is then saved over it on purpose. @param {boolean} mine */
  async #readAgain(mine) {
    if (this.#busy) return;
    this.#busy = true;
    this.requestUpdate();
    try {
      const known = await channelSettings(this.#names.id);
      const conflict = this.#conflict;
      this.#say([], '');
      if (mine && known.type !== this.#type?.type) {
        this.#problem = t('setup.other-type', {type: known.type});
        this.#conflict = conflict;
      } else if (mine) {
        this.#known = known;
        this.#keep();
      } else {
        this.#discard();
        this.#resumed = false;
        this.#away = new Set();
        this.#take(known);
      }
    } catch (problem) {
      this.#say([], wordsOf(problem));
    } finally {
      this.#busy = false;
      this.requestUpdate();
    }
    await this.updateComplete;
    this.find(this.#problem ? '#setup-problem' : mine ? 'form .primary' : '#channel-setup-heading')?.focus();
  }

  /** @param {ChannelType[]} types */
  #choice(types) {
    if (!types.length) return html`<p>${t('setup.no-types')}</p>`;
    return html`<section aria-labelledby="setup-types"><h3 id="setup-types">${t('setup.which')}</h3>
      <ul class="types">${types.map((type) => html`<li>
        <button class="button" @click=${() => this.#choose(type)} aria-describedby="type-${type.type}">${inWords(type.label, currentLanguage())}</button>
        <span class="aside" id="type-${type.type}">${inWords(type.help, currentLanguage())}</span></li>`)}</ul></section>`;
  }

  /** @param {ChannelType} type */
  async #choose(type) {
    this.#type = type;
    this.#begin(blank(type.fields));
    this.requestUpdate();
    await this.updateComplete;
    this.find('#setup-label')?.focus();
  }

  /** @param {ChannelType} type */
  #form(type) {
    const form = {errors: this.#errors, secrets: new Set(this.#known?.secrets ?? []), away: this.#away, begun: this.#begun, changed: () => { this.#keep(); this.requestUpdate(); }};
    return html`${this.#resumed ? html`<p class="aside" role="status">${icon('pen')} <span>${t('setup.resumed')}</span></p>` : nothing}
      <form novalidate @submit=${this.#submit} @input=${this.#keep} @change=${this.#keep}>
      <section aria-labelledby="setup-names"><h3 id="setup-names">${t('setup.names')}</h3>${this.#nameFields()}</section>
      <section aria-labelledby="setup-settings"><h3 id="setup-settings">${t('setup.settings')}</h3>
        <div class="fields">${fieldsOf(type.fields, this.#typed, form)}</div></section>
      <section aria-labelledby="setup-test"><h3 id="setup-test">${t('setup.test')}</h3>
        <channel-test .ask=${this.#test}></channel-test></section>
      <p class="line end"><a class="button" href="/administration/channels" @click=${this.#discard}>${t('cancel')}</a>
        <button class="button primary" ?disabled=${this.#busy}>${t(this.#known ? 'administration.save' : 'setup.add')}</button></p>
    </form>`;
  }

  #nameFields() {
    const {label, id, teamId} = this.#names;
    return html`<div class="fields">
      <div class="field"><label for="setup-label">${t('setup.label')} <span class="required">${t('field.required')}</span></label>
        <input id="setup-label" maxlength="100" autocomplete="off" .value=${live(label)} aria-describedby="setup-label-help" aria-invalid=${this.#invalid('label')} @input=${this.#named}>
        ${this.#errorOf('label')}<p class="aside" id="setup-label-help">${t('setup.label-help')}</p></div>
      ${this.#known ? nothing : html`<div class="field"><label for="setup-id">${t('setup.id')} <span class="required">${t('field.required')}</span></label>
        <input id="setup-id" class="code" maxlength="40" autocomplete="off" spellcheck="false" .value=${live(id)} aria-describedby="setup-id-help" aria-invalid=${this.#invalid('id')} @input=${this.#identified}>
        ${this.#errorOf('id')}<p class="aside" id="setup-id-help">${t('setup.id-help')}</p></div>`}
      <div class="field"><label for="setup-team">${t('setup.team')}</label>
        <select id="setup-team" aria-invalid=${this.#invalid('teamId')} @change=${(/** @type {Event} */ event) => (this.#names.teamId = valueOf(event))}>
          <option value="" ?selected=${teamId === ''}>${t('setup.no-team')}</option>
          ${directory.teams.map((team) => html`<option value=${team.id} ?selected=${team.id === teamId}>${team.name}</option>`)}</select>${this.#errorOf('teamId')}</div></div>`;
  }

  /** @param {string} field */
  #invalid(field) {
    return this.#errors.some((error) => error.field === field) ? 'true' : nothing;
  }

  /** @param {string} field */
  #errorOf(field) {
    const error = this.#errors.find((each) => each.field === field);
    if (!error) return nothing;
    const words = field === 'id' ? t(error.term === undefined ? 'setup.id-taken' : 'setup.id-bad') : field === 'label' ? t('setup.missing') : errorWords({kind: 'text'}, error);
    return html`<p class="form-problem">${icon('warning')} <span>${words}</span></p>`;
  }

  /** @param {Event} event */
  #named = (event) => {
    this.#names.label = valueOf(event);
    if (!this.#known && !this.#ownId) this.#names.id = idOf(this.#names.label);
    this.requestUpdate();
  };

  /** @param {Event} event */
  #identified = (event) => {
    this.#names.id = valueOf(event);
    this.#ownId = this.#names.id !== '';
  };

  /** Of what is typed now. */
  #test = async () => {
    const type = /** @type {ChannelType} */ (this.#type);
    this.#say([], '');
    try {
      return await testChannel(type.type, settingsOf(type.fields, this.#typed, this.#away), this.#known?.id);
    } catch (problem) {
      if (isMistaken(problem)) await this.#refused(problem);
      throw problem;
    }
  };

  /** @param {SubmitEvent} event */
  #submit = async (event) => {
    event.preventDefault();
    const type = this.#type;
    if (this.#busy || !type) return;
    const label = this.#names.label.trim();
    const missing = [label ? '' : 'label', this.#known || this.#names.id ? '' : 'id'].filter(Boolean);
    if (missing.length) return this.#refuse(missing.map((field) => ({field, detail: '', term: 'nothing'})), t('setup.correct', {count: missing.length}));
    this.#busy = true;
    this.#say([], '');
    const draft = {label, ...(this.#names.teamId ? {teamId: this.#names.teamId} : {}), settings: settingsOf(type.fields, this.#typed, this.#away)};
    try {
      if (this.#known) await redefineChannel(this.#known.id, {...draft, version: this.#known.version});
      else await addChannel({...draft, id: this.#names.id, type: type.type}, this.#key);
      this.#discard();
      await directory.loadChannels();
      operations.refresh();
      notices.good(t(this.#known ? 'setup.saved' : 'setup.added', {label}));
      router.go({place: 'channels'});
    } catch (problem) {
      if (!inDoubt(problem)) this.#key = newKey();
      await this.#refused(problem);
    } finally {
      this.#busy = false;
      this.requestUpdate();
    }
  };

  /** @param {unknown} problem */
  #refused(problem) {
    const errors = problem instanceof Problem ? problem.errors : [];
    const type = problem instanceof Problem ? problem.type : '';
    return this.#refuse(errors, isMistaken(problem) ? t('setup.correct', {count: errors.length}) : wordsOf(problem), type);
  }

  /** The first that is wrong has the focus then. @param {FieldError[]} errors @param {string} problem @param {string} [conflict] */
  async #refuse(errors, problem, conflict = '') {
    this.#say(errors, problem);
    this.#conflict = conflict;
    await this.updateComplete;
    for (const folded of this.querySelectorAll('details:has([aria-invalid="true"])')) /** @type {HTMLDetailsElement} */ (folded).open = true;
    (this.find('[aria-invalid="true"]') ?? this.find('#setup-problem'))?.focus();
  }

  /** @param {FieldError[]} errors @param {string} problem */
  #say(errors, problem) {
    this.#errors = errors;
    this.#problem = problem;
    this.#conflict = '';
    this.requestUpdate();
  }
}
customElements.define('channel-setup', ChannelSetup);

/** @param {unknown} problem @returns {problem is Problem} */
function isMistaken(problem) {
  return problem instanceof Problem && problem.type === '/problems/channel-settings';
}

/** @param {Event} event */
function valueOf(event) {
  return /** @type {HTMLInputElement} */ (event.target).value;
}
