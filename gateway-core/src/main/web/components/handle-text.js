import {phone} from '../format.js';
import {t} from '../i18n/index.js';

/** @param {{kind: import('../types.d.ts').HandleKind, value: string}} handle */
export function handleText({kind, value}) {
  if (kind === 'anonymous') return t('handle.anonymous-value');
  return kind === 'phone' ? phone(value) : kind === 'fediverse' ? `@${value}` : value;
}
