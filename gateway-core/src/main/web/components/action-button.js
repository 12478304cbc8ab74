import {html, nothing} from 'lit';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {actionOf, actsNow, keysOf} from '../registry.js';

/**
 * A button that does what an action of the registry does, with its key.
 * @param {string} id
 * @param {import('../i18n/index.js').Key} words shorter than those of the palette, where the button stands beside what it is about
 * @param {string} [look] classes besides `button`
 */
export function actionButton(id, words, look = '') {
  const action = actionOf(id);
  const [key] = keysOf(action);
  return html`<button type="button" class="button ${look}" aria-keyshortcuts=${keyShortcut(id)} @click=${action.run}>${t(words)}${key ? html` <kbd aria-hidden="true">${key}</kbd>` : nothing}</button>`;
}

/** The same in a menu, where it means something now. @param {string} id @returns {import('./menu-button.js').Item | undefined} */
export function actionItem(id) {
  const action = actionOf(id);
  return actsNow(action) ? {label: html`${icon(action.icon)} ${t(action.words)} ${keyCap(id)}`, act: action.run} : undefined;
}

/** The key of an action as decoration beside its words, where it has one. @param {string} id */
export function keyCap(id) {
  const [key] = keysOf(actionOf(id));
  return key ? html`<kbd aria-hidden="true">${key}</kbd>` : nothing;
}

/** For `aria-keyshortcuts`. @param {string} id */
export function keyShortcut(id) {
  const [key] = keysOf(actionOf(id));
  return key ? key.toLowerCase() : nothing;
}
