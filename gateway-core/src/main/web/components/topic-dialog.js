import {html} from 'lit';
import {change} from '../actions.js';
import {directory, session, thread} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {NameDialog} from './name-dialog.js';
import '../words.js';

/** What the open conversation is about: one topic of the list, or none. */
class TopicDialog extends NameDialog {
  get watched() {
    return [directory, thread];
  }

  get said() {
    return {title: t('topic.title'), find: t('topic.find'), list: t('topic.known'), create: String};
  }

  get #topic() {
    return thread.conversation?.topic ?? '';
  }

  get known() {
    return directory.topics.filter(({name}) => name !== this.#topic).map(({name, words}) => ({name, also: words}));
  }

  had() {
    const topic = this.#topic;
    const lacks = directory.topics.length ? '' : t(session.may('keep-words') ? 'topic.no-list-keeper' : 'topic.no-list');
    return html`${topic ? html`<ul class="chips" aria-label=${t('topic.of-this')}><li class="tag">${icon('bookmark')}<bdi>${topic}</bdi>
      <button type="button" class="button quiet small" aria-label=${t('topic.remove')} title=${t('topic.remove')} @click=${() => this.takeLastOff()}>${icon('close')}</button></li></ul>` : html`<p class="aside">${t('topic.none')}</p>`}
      ${lacks ? html`<p class="aside">${lacks}</p>` : ''}`;
  }

  /** @param {import('./name-dialog.js').Choice} choice */
  async chosen({name}) {
    if (await change({topic: name}, t('topic.done', {name}))) this.close();
  }

  takeLastOff() {
    if (!this.#topic) return;
    this.find('input')?.focus();
    change({topic: null}, t('topic.done-none'));
  }
}
customElements.define('topic-dialog', TopicDialog);
