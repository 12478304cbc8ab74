import {html} from 'lit';
import {tagWith, untag} from '../actions.js';
import {directory, thread} from '../desk.js';
import {fold} from '../fuzzy.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {NameDialog} from './name-dialog.js';

/** The tags of the open conversation: chips that are taken off, and a combobox that finds others or makes one. */
class TagDialog extends NameDialog {
  get watched() {
    return [directory, thread];
  }

  get maximumName() {
    return 40;
  }

  get said() {
    return {title: t('tags.title'), find: t('tags.add'), list: t('tags.known'), create: (/** @type {string} */ name) => t('tags.create', {name})};
  }

  get #tags() {
    return thread.conversation?.tags ?? [];
  }

  get #names() {
    return new Set(this.#tags.map((tag) => fold(tag.name)));
  }

  get known() {
    const has = this.#names;
    return directory.tags.filter((tag) => !has.has(fold(tag.name))).map(({name}) => ({name}));
  }

  /** @param {string} name */
  isFree(name) {
    return !this.#names.has(fold(name)) && !directory.tags.some((tag) => fold(tag.name) === fold(name));
  }

  shown() {
    directory.loadTags().catch(() => {
      // Those known so far can be chosen.
    });
  }

  had() {
    if (!this.#tags.length) return html`<p class="aside">${t('tags.none')}</p>`;
    return html`<ul class="chips" aria-label=${t('tags.of-this')}>${this.#tags.map((tag) => html`<li class="tag">${icon('tag')}<bdi>${tag.name}</bdi>
      <button type="button" class="button quiet small" aria-label=${t('tags.remove', {name: tag.name})} title=${t('tags.remove', {name: tag.name})} @click=${() => this.#remove(tag.id)}>${icon('close')}</button></li>`)}</ul>`;
  }

  /** @param {import('./name-dialog.js').Choice} choice */
  chosen({name}) {
    tagWith(name);
  }

  takeLastOff() {
    const last = this.#tags.at(-1);
    if (last) this.#remove(last.id);
  }

  /** @param {string} id */
  #remove(id) {
    this.find('input')?.focus();
    untag(id);
  }
}
customElements.define('tag-dialog', TagDialog);
