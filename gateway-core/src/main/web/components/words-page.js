import {html, nothing} from 'lit';
import {live as asShown} from 'lit/directives/live.js';
import {repeat} from 'lit/directives/repeat.js';
import {renameTag, wordUses} from '../administering.js';
import {directory, notices, session} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {format} from '../routes.js';
import {written} from '../search.js';
import {DeskElement} from './element.js';
import {isolated} from '../text.js';
import {wordsOf} from './problems.js';
import './topic-editor.js';
import './word-adopter.js';
import './word-remover.js';
import '../words.js';

/**
 * @typedef {import('../types.d.ts').WordUses} WordUses
 * @typedef {import('../types.d.ts').WordUse} WordUse
 * @typedef {import('../types.d.ts').Topic} Topic
 * @typedef {import('../types.d.ts').Tag} Tag
 */

/** Topics and tags: which there are, what they are called, how much they are used, and what channels say that no topic knows. */
class WordsPage extends DeskElement {
  /** @type {WordUses | undefined} */
  #uses;
  #problem = '';
  /** The tag whose name is being changed. */
  #renaming = '';
  /** What is typed for it: a colleague's name for it meanwhile changes nothing of that. */
  #name = '';
  #tagProblem = '';
  /** The lists that the uses were read for. @type {unknown[]} */
  #read = [];

  get watched() {
    return [directory, session];
  }

  firstUpdated() {
    this.find('#words-heading')?.focus();
    directory.loadTopics().catch(() => {});
  }

  /** Whoever changed them: what a word means now has other conversations. */
  willUpdate() {
    const lists = [directory.topics, directory.tags];
    if (lists.every((list, at) => list === this.#read[at])) return;
    this.#read = lists;
    this.#count();
  }

  /** A colleague's name for the tag may move its row, and the field in it. */
  updated() {
    if (this.#renaming && document.activeElement === document.body) this.find('#tag-rename')?.focus();
  }

  #count = async () => {
    if (!session.may('keep-words')) return;
    try {
      this.#uses = await wordUses();
      this.#problem = '';
    } catch (problem) {
      this.#problem = wordsOf(problem);
    }
    this.requestUpdate();
    await this.updateComplete;
  };

  render() {
    const heading = html`<h2 id="words-heading" tabindex="-1">${t('words.title')}</h2>`;
    if (!session.may('keep-words')) return html`<div class="operations">${heading}<p>${t('words.not-for-you')}</p></div>`;
    return html`
      <div class="operations administration words-page">
        <header>
          ${session.may('administer') ? html`<nav class="ways" aria-label=${t('administration.title')}><a class="with-icon" href="/administration">${icon('back')}<span>${t('administration.title')}</span></a>
            <a class="with-icon" href="/administration/history">${icon('clock')}<span>${t('history.title')}</span></a></nav>` : nothing}
          ${heading}
          <p class="aside">${t('words.lead')}</p>
        </header>
        <div role="alert">${this.#problem ? html`<p class="form-problem">${icon('warning')} <span>${this.#problem}</span></p>` : nothing}</div>
        <topic-editor .changed=${this.#count}></topic-editor>
        <word-adopter .changed=${this.#count}></word-adopter>
        <word-remover .changed=${this.#count}></word-remover>
        ${this.#topics()}
        ${this.#unlisted()}
        ${this.#tags()}
      </div>
    `;
  }

  get #editor() {
    return /** @type {import('./topic-editor.js').TopicEditor} */ (this.find('topic-editor'));
  }

  get #remover() {
    return /** @type {import('./word-remover.js').WordRemover} */ (this.find('word-remover'));
  }

  get #adopter() {
    return /** @type {import('./word-adopter.js').WordAdopter} */ (this.find('word-adopter'));
  }

  #topics() {
    return html`<section aria-labelledby="topics-heading">
      <h3 id="topics-heading" tabindex="-1">${icon('bookmark')} ${t('words.topics')}</h3>
      <p class="line"><button class="button primary" @click=${() => this.#editor.begin()}>${icon('bookmark')} ${t('words.new-topic')}</button></p>
      ${directory.topics.length ? html`<ul class="teams">${repeat(directory.topics, ({id}) => id, (topic) => this.#topic(topic))}</ul>` : html`<p class="aside">${t('words.no-topics')}</p>`}
    </section>`;
  }

  /** @param {Topic} topic */
  #topic(topic) {
    const {id, name, words} = topic;
    return html`<li><span class="aside"><bdi class="name">${name}</bdi> ${words.length ? html`<span class="also">${t('words.also', {words: words.join(', ')})}</span>` : nothing}</span>
      ${this.#uses && used(this.#uses.topics.find((use) => use.id === id), t('search.word.topic'), name)}
      <button class="button small" aria-label=${t('words.change-topic', {name})} @click=${() => this.#editor.begin(topic)}>${t('words.change')}</button>
      <button class="button small quiet" aria-label=${t('words.remove-word', {name})} @click=${() => this.#remover.begin('topic', topic)}>${t('words.remove')}</button></li>`;
  }

  #unlisted() {
    const unlisted = this.#uses?.unlisted ?? [];
    if (!unlisted.length) return nothing;
    return html`<section aria-labelledby="unlisted-heading">
      <h3 id="unlisted-heading">${icon('question')} ${t('words.unlisted')}</h3>
      <p class="aside">${t('words.unlisted-lead')}</p>
      <ul class="teams">${repeat(unlisted, ({word}) => word, ({word, conversations}) => html`<li><span class="aside"><bdi class="name">${word}</bdi></span>
        ${used({id: word, conversations, capped: false}, t('search.word.topic'), word)}
        <button class="button small" aria-label=${t('words.make-topic-of', {name: word})} @click=${() => this.#editor.begin(undefined, word)}>${t('words.make-topic')}</button>
        ${directory.topics.length ? html`<button class="button small quiet" aria-label=${t('words.add-word-of', {name: word})} @click=${() => this.#adopter.begin(word)}>${t('words.add-word')}</button>` : nothing}</li>`)}</ul>
    </section>`;
  }

  #tags() {
    return html`<section aria-labelledby="tag-words-heading">
      <h3 id="tag-words-heading" tabindex="-1">${icon('tag')} ${t('words.tags')}</h3>
      <p class="aside">${t('words.tags-lead')}</p>
      <p class="form-problem" role="alert" id="tag-problem">${this.#tagProblem ? html`${icon('warning')} <span>${this.#tagProblem}</span>` : nothing}</p>
      ${directory.tags.length ? html`<ul class="teams">${repeat(directory.tags, ({id}) => id, (tag) => html`<li>${this.#renaming === tag.id ? this.#tagForm(tag) : this.#tag(tag)}</li>`)}</ul>` : html`<p class="aside">${t('words.no-tags')}</p>`}
    </section>`;
  }

  /** @param {Tag} tag */
  #tag(tag) {
    const {id, name} = tag;
    return html`<span class="aside"><bdi class="name">${name}</bdi></span>
      ${this.#uses && used(this.#uses.tags.find((use) => use.id === id), t('search.word.tag'), name)}
      <button class="button small" aria-label=${t('words.rename-tag', {name})} @click=${() => this.#rename(id, name)}>${t('words.rename')}</button>
      <button class="button small quiet" aria-label=${t('words.remove-word', {name})} @click=${() => this.#remover.begin('tag', tag)}>${t('words.remove')}</button>`;
  }

  /** @param {Tag} tag */
  #tagForm({id}) {
    return html`<form class="line" @submit=${(/** @type {SubmitEvent} */ event) => this.#saveTag(event, id)} @keydown=${this.#leave}>
      <label class="unseen" for="tag-rename">${t('words.tag-name')}</label>
      <input id="tag-rename" name="name" maxlength="40" autocomplete="off" .value=${asShown(this.#name)} aria-invalid=${this.#tagProblem ? 'true' : nothing} aria-describedby="tag-problem" @input=${this.#typed}>
      <button class="button small primary">${t('administration.save')}</button>
      <button type="button" class="button small" @click=${() => this.#rename('')}>${t('cancel')}</button></form>`;
  }

  /** @param {Event} event */
  #typed(event) {
    this.#name = /** @type {HTMLInputElement} */ (event.target).value;
    this.requestUpdate();
  }

  /** @param {string} id of the tag; '' for none @param {string} [name] */
  async #rename(id, name = '') {
    this.#renaming = id;
    this.#name = name;
    this.#tagProblem = '';
    this.requestUpdate();
    await this.updateComplete;
    this.find(id ? '#tag-rename' : '#tag-words-heading')?.focus();
  }

  /** @param {KeyboardEvent} event */
  #leave(event) {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.#rename('');
  }

  /** @param {SubmitEvent} event @param {string} id */
  async #saveTag(event, id) {
    event.preventDefault();
    const name = this.#name.trim();
    if (!name) return this.#refuse(t('words.missing-name'));
    try {
      await renameTag(id, name);
      await directory.loadTags();
      notices.good(t('words.saved', {name: isolated(name)}));
      await this.#rename('');
    } catch (problem) {
      this.#refuse(wordsOf(problem));
    }
  }

  /** @param {string} problem */
  #refuse(problem) {
    this.#tagProblem = problem;
    this.requestUpdate();
    this.find('#tag-rename')?.focus();
  }
}
/** Leads to them. @param {WordUse | undefined} use @param {string} operator @param {string} name */
function used(use, operator, name) {
  const {conversations = 0, capped = false} = use ?? {};
  const words = t(capped ? 'words.more-uses' : 'words.uses', {count: conversations});
  return conversations ? html`<a href=${format({place: 'list', view: 'all', q: written(operator, name)})} aria-label=${`${words} – ${name}`}>${words}</a>` : html`<span>${words}</span>`;
}
customElements.define('words-page', WordsPage);
