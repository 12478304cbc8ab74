import {html, nothing} from 'lit';
import {live as asShown} from 'lit/directives/live.js';
import {changeTopic, createTopic} from '../administering.js';
import {inDoubt, newKey, Problem} from '../api.js';
import {directory, notices} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {KeptEdit} from '../kept-edit.js';
import {isolated} from '../text.js';
import {joined, LONGEST, mistakeIn, withFormerName} from '../topics.js';
import {wordsOf} from './problems.js';
import {submitByKey} from './submit-key.js';
import {WordDialog} from './word-dialog.js';

/**
 * @typedef {import('../types.d.ts').Topic} Topic
 * @typedef {{topic?: Topic, name: string, words: string}} Edit `topic`: as it was when it was begun; absent: a new one. `words`: one a line
 */

const LONGEST_LIST = 10_000;
const NAME = '#topic-name-field';

/** Writes one topic: its name, and the other words that mean it. What is typed is kept at every stroke until it is saved or discarded. */
export class TopicEditor extends WordDialog {
  /** @type {Edit} */
  #edit = {name: '', words: ''};
  /** @type {KeptEdit<Edit>} */
  #kept = new KeptEdit('topic');
  /** @type {'name' | 'words' | ''} */
  #wrong = '';
  #saving = false;
  #key = newKey();

  /** @param {Topic} [topic] the one to change; none: a new one @param {string} [name] of a new one */
  begin(topic, name = '') {
    const {left} = this.#kept;
    const resumed = left && left.topic?.id === topic?.id && (topic || !name) ? left : undefined;
    return this.#show(resumed ?? {topic, name: topic?.name ?? name, words: topic?.words.join('\n') ?? ''});
  }

  /** @param {Edit} edit */
  #show(edit) {
    this.#edit = edit;
    this.#wrong = '';
    this.#key = newKey();
    return this.open(NAME);
  }

  render() {
    const {topic, name, words} = this.#edit;
    const {left} = this.#kept;
    return html`
      ${left && !this.find('dialog')?.hasAttribute('open') ? html`<p class="unfinished">${icon('pen')} <span>${t('canned.unfinished', {title: left.name || left.topic?.name || t('canned.untitled')})}</span>
        <button class="button small" @click=${() => this.#show(left)}>${t('canned.resume')}</button>
        <button class="button small quiet" @click=${() => this.#discard()}>${t('canned.discard')}</button></p>` : nothing}
      <dialog class="word-dialog" aria-labelledby="topic-editor-heading" @close=${this.closed}>
        <h2 id="topic-editor-heading">${topic ? t('words.change-topic', {name: isolated(topic.name)}) : t('words.new-topic')}</h2>
        <form novalidate @submit=${this.#submit} @keydown=${submitByKey}>
          ${this.wrong()}
          <label for="topic-name-field">${t('words.topic-name')} <span class="required">${t('field.required')}</span></label>
          <input id="topic-name-field" maxlength=${LONGEST} autocomplete="off" .value=${asShown(name)} aria-invalid=${this.#wrong === 'name' ? 'true' : nothing} aria-describedby="topic-editor-problem"
            @input=${(/** @type {Event} */ event) => this.#keep({name: valueOf(event)})}>
          <label for="topic-words">${t('words.words')}</label>
          <textarea id="topic-words" rows="6" maxlength=${LONGEST_LIST} aria-invalid=${this.#wrong === 'words' ? 'true' : nothing} aria-describedby="topic-editor-problem topic-words-lead" .value=${asShown(words)}
            @input=${(/** @type {Event} */ event) => this.#keep({words: valueOf(event)})}></textarea>
          <p class="aside" id="topic-words-lead">${t('words.words-lead')}</p>
          <p class="line end"><button type="button" class="button" @click=${() => this.#discard()}>${t('canned.discard')}</button>
            <button class="button primary" ?disabled=${this.#saving}>${t('administration.save')} <kbd aria-hidden="true">Ctrl ↵</kbd></button></p>
        </form>
      </dialog>
    `;
  }

  /** @param {Partial<Edit>} change */
  #keep(change) {
    this.#edit = {...this.#edit, ...change};
    this.#kept.keep(this.#edit);
    this.requestUpdate();
  }

  #discard() {
    this.#kept.discard();
    this.dialog.close();
    this.requestUpdate();
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    this.#save();
  }

  async #save() {
    if (this.#saving) return;
    const {topic} = this.#edit;
    const name = this.#edit.name.trim();
    const words = withFormerName(topic, name, linesOf(this.#edit.words));
    const mistake = mistakeIn({id: topic?.id, name, words}, directory.topics);
    if (mistake) return this.#mend(mistake.text, mistake.field);
    this.#saving = true;
    this.requestUpdate();
    try {
      if (topic) await changeTopic({...topic, name, words});
      else await createTopic({name, words}, this.#key);
      await directory.loadTopics();
      await this.changed();
      notices.good(t('words.saved', {name: isolated(name)}));
      this.#discard();
    } catch (problem) {
      if (!inDoubt(problem)) this.#key = newKey();
      await this.#failed(problem);
    } finally {
      this.#saving = false;
      this.requestUpdate();
    }
  }

  /** What both changed is brought together, and saved once whoever writes has seen it. @param {unknown} problem */
  async #failed(problem) {
    await directory.loadTopics().catch(() => {});
    const {topic: before, name, words} = this.#edit;
    const now = directory.topics.find(({id}) => id === before?.id);
    if (problem instanceof Problem && problem.type === '/problems/changed-meanwhile' && before && now) {
      const both = joined(before, now, {name: name.trim(), words: linesOf(words)});
      this.#keep({topic: now, name: both.name, words: both.words.join('\n')});
      return this.#mend(t('words.changed-meanwhile', {name: isolated(now.name), words: now.words.map(isolated).join(', ') || '–'}), '');
    }
    const mistake = mistakeIn({id: before?.id, name: name.trim(), words: linesOf(words)}, directory.topics);
    this.#mend(mistake?.text ?? wordsOf(problem), mistake?.field ?? '');
  }

  /** @param {string} problem @param {'name' | 'words' | ''} field */
  #mend(problem, field) {
    this.#wrong = field;
    this.refuse(problem, field === 'words' ? '#topic-words' : NAME);
  }
}

/** @param {string} text */
function linesOf(text) {
  return text.split('\n').map((word) => word.trim()).filter(Boolean);
}

/** @param {Event} event */
function valueOf(event) {
  return /** @type {HTMLInputElement} */ (event.target).value;
}
customElements.define('topic-editor', TopicEditor);
