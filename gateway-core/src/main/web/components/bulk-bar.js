import {html, nothing} from 'lit';
import {directory, inbox, selection, session, together} from '../desk.js';
import {regainFocus} from '../focus.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {assignChosen, changeChosen, markChosen, moveChosen, resolveChosen, speakOfSelection} from '../list-actions.js';
import {format} from '../routes.js';
import {MOST_CHOSEN} from '../state/selection.js';
import {DeskElement} from './element.js';
import {availableName, personName, viewLabel} from './labels.js';
import {wordsOf} from './problems.js';
import './menu-button.js';

/** What can be done with the conversations that are chosen, in place of the list's header, and what could not be done. */
class BulkBar extends DeskElement {
  #held = false;

  get watched() {
    return [directory, inbox, selection, session, together];
  }

  willUpdate() {
    this.#held = this.contains(document.activeElement);
  }

  render() {
    return html`${this.#bar()}${this.#failures()}`;
  }

  /** The bar goes, and with it the button that had the focus. */
  updated() {
    if (this.#held) regainFocus();
  }

  #bar() {
    if (!selection.size && !together.left) return nothing;
    const busy = together.left > 0;
    const unread = selection.rows.some((row) => !row.unread);
    const all = Math.min(inbox.rows.length, MOST_CHOSEN);
    return html`
      <header class="bulk" role="group" aria-label=${t('bulk.label')} aria-busy=${busy}>
        <h2 id="list-heading" class="unseen">${viewLabel(inbox.shown)}</h2>
        <span class="count">${busy ? t('bulk.left', {count: together.left}) : t('bulk.chosen', {count: selection.size})}</span>
        <span class="tools">
          ${selection.size < all ? tool('check-double', t('bulk.all', {count: all}), chooseAll, busy) : nothing}
          <menu-button look="button quiet" .label=${t('bulk.assign')} .content=${icon('person')} .items=${[
            {label: t('bulk.assign-me'), act: () => assignChosen(session.agent?.id ?? null)}, {label: t('conversation.unassigned'), act: () => assignChosen(null)}, 'line',
            ...directory.assignable(session.agent?.id, inbox.shown.view === 'team' ? inbox.shown.id : undefined).map((agent) => ({label: availableName(agent), act: () => assignChosen(agent.id)})),
          ]}></menu-button>
          <menu-button look="button quiet" .label=${t('bulk.move')} .content=${icon('team')} .items=${[
            {label: t('conversation.no-team'), act: () => moveChosen(null)}, ...directory.teams.map(({id, name}) => ({label: name, act: () => moveChosen(id)})),
          ]}></menu-button>
          ${tool(unread ? 'unread' : 'read', t(unread ? 'bulk.mark-unread' : 'bulk.mark-read'), markChosen, busy)}
          ${tool('pause', t('keys.waiting'), () => changeChosen({state: 'waiting'}, 'bulk.waiting'), busy)}
          ${tool('check', t('action.resolve'), resolveChosen, busy)}
          ${tool('close', t('bulk.clear'), () => selection.clear(), false)}
        </span>
      </header>
    `;
  }

  /** What could not be done, conversation by conversation, until it is put away. */
  #failures() {
    const {failures} = together;
    if (!failures.length) return nothing;
    return html`
      <section class="failures" aria-labelledby="failures-heading">
        <h3 id="failures-heading">${icon('warning')} <span>${t('bulk.failed', {count: failures.length})}</span>
          <button class="button quiet small" aria-label=${t('close')} title=${t('close')} @click=${() => together.dismiss()}>${icon('close')}</button></h3>
        <ul>${failures.map(({row, problem}) => html`<li>
          <a href=${format({place: 'conversation', number: row.number})}>${t('conversation.number', {number: String(row.number)})} · <bdi>${row.subject || row.topic || personName(row.contact)}</bdi></a>
          <span>${wordsOf(problem)}</span></li>`)}</ul>
      </section>
    `;
  }
}
customElements.define('bulk-bar', BulkBar);

/** A button that is disabled would lose the focus. @param {string} shape @param {string} words @param {() => unknown} act @param {boolean} disabled */
function tool(shape, words, act, disabled) {
  return html`<button class="button quiet" aria-label=${words} title=${words} aria-disabled=${disabled} @click=${act}>${icon(shape)}</button>`;
}

function chooseAll() {
  selection.all();
  speakOfSelection();
}
