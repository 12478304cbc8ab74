import {html, nothing} from 'lit';
import {directory, notices, router, thread} from '../desk.js';
import {month} from '../format.js';
import {channelIcon} from '../icons.js';
import {t} from '../i18n/index.js';
import {person} from '../person-in-view.js';
import {format} from '../routes.js';
import {DeskElement} from './element.js';
import {channelLabel} from './labels.js';
import {wordsOf} from './problems.js';

/** What the person wrote about, on every channel, the latest first; without the conversation that is open beside it. */
class PersonConversations extends DeskElement {
  get watched() {
    return [directory, person, router, thread];
  }

  render() {
    const beside = router.route.place === 'conversation';
    const rows = beside ? person.conversations.filter(({number}) => number !== thread.number) : person.conversations;
    if (!person.known) return nothing;
    return html`<section><h3>${t(beside ? 'context.earlier' : 'people.conversations')}</h3>
      ${rows.length ? html`<ul class="earlier-list">${rows.map((row) => html`<li>
        <a href=${format({place: 'conversation', number: row.number})}>${channelIcon(directory.channel(row.channelId))}
          <span><bdi class="title">${row.subject || row.topic || row.snippet}</bdi>
          <span class="aside">${channelLabel(row.channelId)} · ${month(row.lastMessageAt)} · ${t(`state.${row.state}`)}</span></span></a></li>`)}</ul>` : html`<p class="aside">${t(beside ? 'context.first' : 'people.no-conversations')}</p>`}
      ${person.next ? html`<button type="button" class="button small" @click=${this.#more}>${t('people.older')}</button>` : nothing}
    </section>`;
  }

  async #more() {
    const before = this.querySelectorAll('.earlier-list a').length;
    try {
      await person.more();
    } catch (problem) {
      return notices.bad(wordsOf(problem));
    }
    await this.updateComplete;
    /** @type {HTMLElement | undefined} */ ([...this.querySelectorAll('.earlier-list a')][before])?.focus();
  }
}
customElements.define('person-conversations', PersonConversations);
