// Why something was not sent: in the agent's language where the fault is a known one, with what the network itself said kept at hand.

import {html, nothing} from 'lit';
import {keyOr, t} from '../i18n/index.js';

/** @typedef {NonNullable<import('../types.d.ts').Delivery['fault']>} Fault */

/** @param {Fault} fault @returns {import('../i18n/index.js').Key} 'fault.detail' for one that this desk does not know */
function key({code}) {
  return keyOr(`fault.${code.toLowerCase().replaceAll('_', '-')}`, 'fault.detail');
}

/** One sentence. @param {Fault} fault */
export function faultWords(fault) {
  const known = key(fault);
  return known === 'fault.detail' ? html`<bdi>${fault.detail}</bdi>` : t(known);
}

/** What is behind that sentence; nothing when it is the sentence. @param {Fault | undefined} fault */
export function faultDetail(fault) {
  if (!fault?.detail || key(fault) === 'fault.detail') return nothing;
  return html`<details class="own-words"><summary>${t('fault.detail')}</summary><p><bdi>${fault.detail}</bdi> <code>${fault.code}</code></p></details>`;
}
