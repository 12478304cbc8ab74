import {html} from 'lit';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';

/** @typedef {import('../types.d.ts').Visibility} Visibility */

/**
 * Who can read the reply: said, and to be chosen where the channel leaves a choice, or has not what stands there.
 * @param {Visibility[]} possible
 * @param {Visibility} now
 * @param {(visibility: Visibility) => void} onChosen
 */
export function visibilityChoice(possible, now, onChosen) {
  const glyph = icon(now === 'public' ? 'globe' : 'lock');
  if (new Set([...possible, now]).size < 2) return html`<span class="said ${now}">${glyph} ${t(`visibility.${now}-said`)}</span>`;
  return html`<label class="said ${now}">${glyph}<span class="unseen">${t('visibility.label')}</span>
    <select class="inline" .value=${now} @change=${(/** @type {Event} */ event) => onChosen(/** @type {any} */ (event.target).value)}>
      ${/** @type {const} */ (['private', 'public']).map((value) => html`<option value=${value} ?selected=${value === now}>${t(`visibility.${value}-said`)}</option>`)}
    </select></label>`;
}
