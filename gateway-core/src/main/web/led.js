// Whoever opens a page that is not for their role is led to one that is, and told so.

import {notices} from './desk.js';
import {allWords, t} from './i18n/index.js';

export async function tellWhyLed() {
  await allWords();
  notices.bad(t('operations.only'));
}
