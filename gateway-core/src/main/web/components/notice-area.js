import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {notices} from '../desk.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {DeskElement} from './element.js';

const GLYPHS = {good: 'check', bad: 'warning', news: 'bell'};

/** Two live regions that stand in the page from the start: one spoken only, one seen too; in front of modal dialogs by `over-dialogs.js`. */
class NoticeArea extends DeskElement {
  get watched() {
    return [notices];
  }

  /** In the next frame: a dialog that closes with what is said has closed by then, and what comes into a region that stands is told. */
  async scheduleUpdate() {
    await new Promise(requestAnimationFrame);
    super.scheduleUpdate();
  }

  render() {
    return html`
      <div class="unseen" role="status" aria-live="polite">${notices.spoken}</div>
      <div class="notices" role="log" aria-live="polite" aria-label=${t('notices.label')}>${repeat(notices.shown, ({id}) => id, (notice) => html`
        <p class="notice ${notice.tone}">${icon(GLYPHS[notice.tone])}<span>${notice.text}</span>
          ${notice.offer ? html`<button class="button small" @click=${() => notices.act(notice)}>${notice.offer.label}</button>` : nothing}
          <button class="button quiet small" aria-label=${t('close')} title=${t('close')} @click=${() => notices.dismiss(notice.id)}>${icon('close')}</button></p>`)}</div>
    `;
  }
}
customElements.define('notice-area', NoticeArea);
