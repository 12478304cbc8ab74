import {html} from 'lit';
import {directory, session, thread} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {isNamed, offered} from '../mentioning.js';
import {availableName} from './labels.js';
import {TextPicker} from './text-picker.js';

/** @typedef {import('../mentioning.js').Mentionable} Mentionable */

/** Finds a colleague or a team to mention in a note. @extends {TextPicker<Mentionable>} */
class MentionPicker extends TextPicker {
  get watched() {
    return [directory, session];
  }

  /** @param {string} filter */
  options(filter) {
    return offered(filter, directory.assignable(session.agent?.id, thread.conversation?.teamId), directory.teams);
  }

  /** @param {number} count */
  said(count) {
    return {find: t('mention.find'), title: t('mention.who'), none: t('mention.nobody'), count: t('mention.count', {count})};
  }

  /** @param {Mentionable} option */
  drawn({token, name, agent}) {
    return html`<span class="title">${icon(agent ? 'person' : 'team')} <strong><bdi>${agent ? availableName(agent) : name}</bdi></strong> <span class="code">@${token}</span></span>`;
  }

  /** @param {Mentionable} option */
  words({token}) {
    return `@${token} `;
  }

  /** @param {Mentionable} option @param {string} filter */
  isNamed(option, filter) {
    return isNamed(option, filter);
  }

  get givesUp() {
    return true;
  }
}
customElements.define('mention-picker', MentionPicker);
