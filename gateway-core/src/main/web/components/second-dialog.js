import {html, nothing} from 'lit';
import {clock, session, thread} from '../desk.js';
import {shortTime} from '../format.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {QuestionDialog} from './question-dialog.js';

/** @typedef {import('../types.d.ts').FasterAnswer} FasterAnswer */
/** @typedef {'again' | 'anyway' | 'give-up'} Choice */

/** Of a colleague, or the writer's own. @param {string} agentId @returns {'' | 'own-'} */
const whose = (agentId) => (agentId === session.agent?.id ? 'own-' : '');

/** That somebody has answered since the writer began. @param {FasterAnswer | undefined} answer @param {() => void} read */
export function secondLine(answer, read) {
  return html`<div role="status">${answer ? html`<p class="passed">${icon('warning')} <span>${t(`second.${whose(answer.agentId)}line`, {name: answer.name, when: shortTime(answer.at, clock.now)})}</span>
    <button type="button" class="button small" @click=${read}>${t(`second.${whose(answer.agentId)}read`)}</button></p>` : nothing}</div>`;
}

/** Shows the answer that is there before a second one goes. @extends {QuestionDialog<FasterAnswer, Choice>} */
export class SecondDialog extends QuestionDialog {
  static properties = {open: {attribute: false}};

  constructor() {
    super({messageId: '', agentId: '', name: '', at: ''});
    /** Whether everybody will read the reply. */
    this.open = false;
  }

  render() {
    const {messageId, agentId, name, at} = this.about;
    const which = whose(agentId);
    const words = thread.messages.find(({id}) => id === messageId)?.text;
    return html`
      <dialog role="alertdialog" aria-labelledby="second-heading" aria-describedby="second-lead" @cancel=${() => this.choose('again')}>
        <h2 id="second-heading">${t(`second.${which}title`, {name})}</h2>
        <p id="second-lead">${t(`second.${which}lead`, {when: at ? shortTime(at, clock.now) : ''})}</p>
        ${words ? html`<p class="words" dir="auto" role="group" aria-label=${t(`second.${which}words`)} tabindex="0">${words}</p>` : nothing}
        <p class="line end">
          <button class="button" @click=${() => this.choose('give-up')}>${t(`second.${which}give-up`)}</button>
          <button class="button" @click=${() => this.choose('anyway')}>${t(this.open ? 'private.anyway' : 'second.anyway')}</button>
          <button class="button primary" @click=${() => this.choose('again')}>${t('second.again')}</button></p>
      </dialog>
    `;
  }
}
customElements.define('second-dialog', SecondDialog);
