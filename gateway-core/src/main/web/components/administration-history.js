import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {administrationChanges, channelChanges} from '../administering.js';
import {inWords} from '../channel-form.js';
import {directory, router, session} from '../desk.js';
import {fullTime} from '../format.js';
import {hoursInWords} from '../hours.js';
import {icon} from '../icons.js';
import {currentLanguage, keyOr, t} from '../i18n/index.js';
import {DeskElement} from './element.js';
import {agentName} from './labels.js';
import {wordsOf} from './problems.js';

/**
 * @typedef {import('../types.d.ts').AdministrationChange} AdministrationChange
 * @typedef {import('../types.d.ts').ChangedField} ChangedField
 */

const SUBJECTS = /** @type {const} */ (['all', 'channels', 'agents', 'teams', 'canned-answers', 'topics', 'tags']);

/** Who changed what: of everything, for administrators; of one channel, for whoever pauses it too. */
class AdministrationHistory extends DeskElement {
  static properties = {channel: {attribute: false}, about: {attribute: false}};

  /** @type {AdministrationChange[] | undefined} */
  #items;
  /** @type {number | undefined} */
  #next;
  #problem = '';
  /** Counts what was asked for: the answer to an earlier question is not shown. */
  #asked = 0;

  constructor() {
    super();
    /** Of which it is; none: of everything. @type {string | undefined} */
    this.channel = undefined;
    /** What alone is shown: one of the subjects; anything else is all of them. @type {string | undefined} */
    this.about = undefined;
  }

  get #subject() {
    return SUBJECTS.find((subject) => subject === this.about) ?? 'all';
  }

  get watched() {
    return [directory, session];
  }

  get #allowed() {
    return session.may(this.channel ? 'control-channels' : 'administer');
  }

  firstUpdated() {
    this.find('#history-heading')?.focus();
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  updated(changed) {
    if (this.#allowed && (!this.#asked || changed.has('about'))) this.#read();
  }

  render() {
    const {channel} = this;
    const heading = html`<h2 id="history-heading" tabindex="-1">${channel ? t('history.of', {name: directory.channel(channel)?.label ?? this.#items?.[0]?.channel ?? channel}) : t('history.title')}</h2>`;
    if (!this.#allowed) return html`<div class="operations">${heading}<p>${t('administration.not-for-you')}</p></div>`;
    return html`<div class="operations administration history">
      <header>
        <nav class="ways" aria-label=${t('administration.title')}>
          <a class="with-icon" href=${channel ? '/administration/channels' : '/administration'}>${icon('back')}<span>${t(channel ? 'channels.title' : 'administration.title')}</span></a>
          ${channel && session.may('administer') ? html`<a class="with-icon" href="/administration/history">${icon('clock')}<span>${t('history.all')}</span></a>` : nothing}</nav>
        ${heading}
        <p class="aside">${t('history.lead')}</p>
        ${channel ? nothing : this.#choice()}
      </header>
      <div role="alert">${this.#problem ? html`<p class="form-problem">${icon('warning')} <span>${this.#problem}</span></p>` : nothing}</div>
      ${this.#list()}
    </div>`;
  }

  #choice() {
    return html`<p class="line filter"><label for="history-about">${t('history.about')}</label>
      <select id="history-about" @change=${this.#chosen}>${SUBJECTS.map((subject) => html`<option value=${subject} .selected=${subject === this.#subject}>${t(`history.about.${subject}`)}</option>`)}</select></p>`;
  }

  #list() {
    if (!this.#items) return html`<p class="aside" role="status">${this.#problem ? '' : t('list.loading')}</p>`;
    if (!this.#items.length) return html`<p class="aside" role="status">${t('history.none')}</p>`;
    return html`<section aria-labelledby="history-heading">
      <ol class="past">${repeat(this.#items, ({id}) => id, (change) => html`<li id="change-${change.id}" tabindex="-1">${changeOf(change)}</li>`)}</ol>
      ${this.#next ? html`<p><button class="button" @click=${this.#older}>${t('history.more')}</button></p>` : nothing}
    </section>`;
  }

  /** @param {number} [before] */
  async #read(before) {
    const asked = ++this.#asked;
    try {
      const page = await (this.channel ? channelChanges(this.channel, before) : administrationChanges(this.#subject, before));
      if (asked !== this.#asked) return;
      this.#items = before ? [...(this.#items ?? []), ...page.items] : page.items;
      this.#next = page.next;
      this.#problem = '';
    } catch (problem) {
      if (asked !== this.#asked) return;
      this.#problem = wordsOf(problem);
    }
    this.requestUpdate();
    await this.updateComplete;
  }

  /** The first of those that came has the focus: the button may have gone. */
  #older = async () => {
    const there = this.#items?.length ?? 0;
    await this.#read(this.#next);
    const first = this.#items?.[there];
    if (first) this.find(`#change-${first.id}`)?.focus();
  };

  /** @param {Event} event */
  #chosen = (event) => {
    const about = /** @type {HTMLSelectElement} */ (event.target).value;
    router.go({place: 'administration', history: true, ...(about === 'all' ? {} : {about})});
  };
}
customElements.define('administration-history', AdministrationHistory);

/** @param {AdministrationChange} change */
function changeOf(change) {
  const {at, agentId, changes} = change;
  return html`<p class="what">${what(change)}</p>
    <p class="aside"><time datetime=${at}>${fullTime(at)}</time> · <bdi>${agentId ? agentName(agentId) : t('history.by-nobody')}</bdi></p>
    ${changes.length ? html`<dl>${changes.map((field) => html`<div><dt>${fieldName(field)}</dt><dd>${fromTo(field)}</dd></div>`)}</dl>` : nothing}`;
}

/** @param {AdministrationChange} change */
function what({kind, good, channel, channelId, type, subjectId, name}) {
  const values = {name: channel ?? channelId ?? directory.agent(subjectId)?.name ?? directory.team(subjectId)?.name ?? name ?? type ?? ''};
  const suffix = good === undefined ? '' : good ? '-good' : '-bad';
  return t(keyOr(`history.${kind}${suffix}`, 'history.other'), values);
}

/** @param {ChangedField} field */
function fieldName({field, label}) {
  if (label) return inWords(label, currentLanguage());
  const key = keyOr(`history.field.${field}`, 'history.other');
  return key === 'history.other' ? field : t(key);
}

/** @param {ChangedField} field */
function fromTo({field, told, before, after}) {
  if (!told) return t('history.changed');
  if (!before) return valueOf(field, after);
  return html`<span class="before">${valueOf(field, before)}</span> <span aria-hidden="true">→</span> <span class="unseen">${t('history.becomes')}</span> ${valueOf(field, after)}`;
}

/** @param {string} field @param {string[] | undefined} values */
function valueOf(field, values) {
  if (!values) return html`<span class="aside">${t('history.nothing')}</span>`;
  return html`<bdi>${values.map((value) => inOwnWords(field, value)).join(', ')}</bdi>`;
}

/** @param {string} field @param {string} value */
function inOwnWords(field, value) {
  switch (field) {
    case 'role':
      return t(keyOr(`role.${value}`, 'role.agent'));
    case 'teamId':
    case 'teamIds':
      return directory.team(value)?.name ?? value;
    case 'availability':
      return t(keyOr(`availability.${value}`, 'availability.available'));
    case 'language':
      return value === 'fr' ? 'français' : value === 'en' ? 'English' : value;
    case 'hours':
      return hoursInWords(value, currentLanguage());
    default:
      return value === 'true' ? t('history.yes') : value === 'false' ? t('history.no') : value;
  }
}
