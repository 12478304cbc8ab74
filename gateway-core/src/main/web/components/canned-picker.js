import {html, nothing} from 'lit';
import {filled, offered} from '../canned.js';
import {canned} from '../canned-answers.js';
import {directory, session, thread} from '../desk.js';
import {t} from '../i18n/index.js';
import {person} from '../person-in-view.js';
import {TextPicker} from './text-picker.js';

/** @typedef {import('../canned.js').Option} Option */

const MOST_SHOWN = 50;

/** Finds an answer that is written often; what is known is filled in. @extends {TextPicker<Option>} */
export class CannedPicker extends TextPicker {
  get watched() {
    return [canned, directory, session, thread];
  }

  /** @param {string} opener */
  async show(opener) {
    if (!canned.loaded) canned.load();
    await super.show(opener);
  }

  /** @param {string} filter @returns {Option[]} */
  options(filter) {
    const {conversation} = thread;
    const contact = person.known;
    const language = contact && contact.id === conversation?.contact.id && contact.language?.startsWith('en') ? 'en' : 'fr';
    return offered(canned.answers, filter, {language, teams: [conversation?.teamId, ...(session.agent?.teamIds ?? [])]}).slice(0, MOST_SHOWN);
  }

  /** @param {number} count */
  said(count) {
    return {find: t('canned.find'), title: t('canned.title'), none: this.#nothing(), count: canned.loaded ? t('canned.count', {count}) : ''};
  }

  /** @param {Option} option */
  drawn({answer, language, text}) {
    const both = answer.french && answer.english;
    return html`<span class="title"><strong>${answer.title}</strong> <span class="code">/${answer.code}</span>${both ? html` <span class="pill" lang=${language}>${language === 'fr' ? 'Français' : 'English'}</span>` : nothing}</span>
      <span class="snippet" lang=${language}>${text}</span>`;
  }

  #nothing() {
    if (!canned.loaded) return t(canned.problem ? 'problem.load' : 'list.loading');
    return t(canned.answers.length ? 'canned.none-found' : 'canned.none');
  }

  /** @param {Option} option */
  words({text, language}) {
    const {conversation} = thread;
    const contact = person.known;
    const known = contact?.id === conversation?.contact.id ? contact?.name : undefined;
    return filled(text.trimEnd(), {
      'contact.name': known, 'conversation.number': conversation ? String(conversation.number) : undefined,
      'agent.name': session.agent?.name, team: directory.team(conversation?.teamId)?.name,
    }, language);
  }
}
customElements.define('canned-picker', CannedPicker);
