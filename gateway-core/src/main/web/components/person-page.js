import {html, nothing} from 'lit';
import {clock, directory, preferences} from '../desk.js';
import {fullTime, shortTime} from '../format.js';
import {icon} from '../icons.js';
import {keyOr, t} from '../i18n/index.js';
import {person} from '../person-in-view.js';
import {initials, isolated} from '../text.js';
import {DeskElement} from './element.js';
import {agentName, personName} from './labels.js';
import {wordsOf} from './problems.js';
import './person-card.js';
import './person-conversations.js';

/** @typedef {import('../types.d.ts').PersonChange} PersonChange */

/** One person whole: who they are, all that they wrote, and who changed what about them. */
class PersonPage extends DeskElement {
  get watched() {
    return [clock, directory, person, preferences];
  }

  /** Whose page it was when the heading got the focus. */
  #shown = '';
  /** As the page's title has it. @type {string | undefined} */
  #name;

  /** Also when a link led from one person to another. */
  updated() {
    const name = person.known ? isolated(personName(person.known)) : '';
    if (name !== this.#name) this.dispatchEvent(new CustomEvent('person-named', {detail: name}));
    this.#name = name;
    if (this.#shown === person.id) return;
    this.#shown = person.id;
    this.find('#person-heading')?.focus();
  }

  render() {
    const {known, problem, history} = person;
    const name = known ? personName(known) : '';
    return html`
      <div class="person-page">
        <header>${known ? html`<span class="avatar large" aria-hidden="true">${initials(name)}</span>` : nothing}
          <h2 id="person-heading" tabindex="-1">${known ? html`<bdi>${name}</bdi>` : t('people.person')}</h2></header>
        <div role="alert">${problem ? html`<p class="form-problem">${icon('warning')}<span>${wordsOf(problem)}</span></p>` : nothing}</div>
        ${known ? nothing : html`<p class="aside" role="status">${problem ? '' : t('list.loading')}</p>`}
        <div class="columns">
          <div><person-card></person-card></div>
          <div><person-conversations></person-conversations>
            ${history.length ? html`<section><h3>${t('timeline.label')}</h3><ul class="changes">${history.map((change) => html`<li>${icon(glyph(change))}<span>${wordsOfChange(change)}</span>
              <time datetime=${change.at} title=${fullTime(change.at)}>${shortTime(change.at, clock.now)}</time></li>`)}</ul></section>` : nothing}</div>
        </div>
      </div>
    `;
  }
}

/** @param {PersonChange} change */
function glyph({what, note}) {
  if (what === 'edited') return note ? 'note' : 'pen';
  return what === 'renamed' || what.endsWith('told-apart') ? 'person' : 'merge';
}

/** In sentences. @param {PersonChange} change */
function wordsOfChange(change) {
  const who = isolated(agentName(change.agentId));
  const other = isolated(change.otherName || t('contact.nameless'));
  if (change.what === 'renamed') return t('people.log.renamed');
  if (change.what === 'separated') return t('people.log.separated', {who, other});
  if (change.what === 'told-apart' || change.what === 'not-told-apart') return t(`people.log.${change.what}`, {who, other});
  if (change.what === 'edited') return edited(change, who).filter(Boolean).join(' ') || t('people.log.edited', {who});
  const why = [t(keyOr(`people.reason.${change.reason}`, 'people.reason.other')), change.words ? isolated(change.words) : ''].filter(Boolean).join(', ');
  return t(change.what === 'merged' ? 'people.log.merged' : 'people.log.merged-into', {who, other, why});
}

/** @param {PersonChange} change @param {string} who */
function edited({name, language, note}, who) {
  const spoken = language?.[1] ? new Intl.DisplayNames(preferences.language, {type: 'language'}).of(language[1]) : '';
  return [
    !name ? '' : name[1] ? t('people.log.named', {who, name: isolated(name[1])}) : t('people.log.unnamed', {who}),
    !language ? '' : spoken ? t('people.log.language', {who, language: spoken}) : t('people.log.no-language', {who}),
    note ? t('people.log.note', {who}) : '',
  ];
}
customElements.define('person-page', PersonPage);
