import {html, nothing} from 'lit';
import {isEmpty} from '../drafting.js';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';

/**
 * Where the draft is kept. Nothing is said while somebody types: it would change at every pause.
 * @param {import('../drafting.js').Draft} draft
 * @param {boolean} away the server does not take it at the moment
 */
export function draftState(draft, away) {
  if (isEmpty(draft)) return nothing;
  if (away) return html`<span class="draft-state" data-away>${icon('warning')} <span>${t('draft.away')}</span></span>`;
  return draft.typedAt === undefined ? html`<span class="draft-state" title=${t('draft.kept')}>${icon('check')} <span>${t('draft.kept')}</span></span>` : nothing;
}
