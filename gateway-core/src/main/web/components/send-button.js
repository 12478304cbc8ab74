import {html} from 'lit';
import {icon} from '../icons.js';
import {t} from '../i18n/index.js';
import {keyCap} from './action-button.js';
import './menu-button.js';

/**
 * Sends an answer, with what can be done in the same stroke.
 * @param {{open: boolean, sending: boolean, send: (then: import('../types.d.ts').ConversationState) => void, later: () => void}} how `open`: whether everybody will read it
 */
export function sendButton({open, sending, send, later}) {
  return html`<span class="split">
    <button class="button primary" ?disabled=${sending}>${sending ? t('composer.sending') : t(open ? 'composer.send-public' : 'composer.send')} <kbd aria-hidden="true">Ctrl ↵</kbd></button>
    <menu-button look="button primary" .label=${t('composer.send-and')} .disabled=${sending} .content=${icon('down')} .items=${[
      {label: html`${t(open ? 'composer.publish-resolve' : 'composer.send-resolve')} ${keyCap('send-resolve')}`, act: () => send('resolved')},
      {label: t(open ? 'composer.publish-wait' : 'composer.send-wait'), act: () => send('waiting')},
      'line',
      {label: t('composer.later'), act: later},
    ]}></menu-button></span>`;
}
