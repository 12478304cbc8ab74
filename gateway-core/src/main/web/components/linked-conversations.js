import {html, nothing} from 'lit';
import {directory, notices, thread} from '../desk.js';
import {channelIcon, icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {links, unlink} from '../moving.js';
import {ask} from '../parts.js';
import {format} from '../routes.js';
import {DeskElement} from './element.js';
import {personName} from './labels.js';
import {wordsOf} from './problems.js';

/** The conversations that agents have linked with the open one. */
class LinkedConversations extends DeskElement {
  get watched() {
    return [directory, links, thread];
  }

  render() {
    if (!thread.conversation) return nothing;
    return html`<section class="links"><h3 id="links-heading" tabindex="-1">${t('links.heading')}</h3>
      ${links.shown.length ? html`<ul class="earlier-list">${links.shown.map(({kind, conversation}) => html`<li class="line">
        <a href=${format({place: 'conversation', number: conversation.number})}>${channelIcon(directory.channel(conversation.channelId))}
          <span><bdi class="title">${conversation.subject || conversation.topic || conversation.snippet || personName(conversation.contact)}</bdi>
          <span class="aside">${t('conversation.number', {number: String(conversation.number)})} · ${t(`links.kind.${kind}`)} · ${t(`state.${conversation.state}`)}</span></span></a>
        <button type="button" class="button quiet small" aria-label=${t('links.remove', {number: String(conversation.number)})} title=${t('links.remove', {number: String(conversation.number)})}
          @click=${() => this.#remove(conversation)}>${icon('close')}</button></li>`)}</ul>` : nothing}
      <button type="button" class="button small" @click=${() => ask('other-dialog', 'ask-other', 'link')}>${t('links.do')}</button></section>`;
  }

  /** @param {{id: string, number: number}} other */
  async #remove({id, number}) {
    if (!thread.conversation) return;
    try {
      await unlink(thread.conversation.id, id);
    } catch (problem) {
      return notices.bad(wordsOf(problem));
    }
    notices.good(t('links.removed', {number: String(number)}));
    await this.updateComplete;
    this.find('#links-heading')?.focus();
  }
}
customElements.define('linked-conversations', LinkedConversations);
