import {Problem} from '../api.js';
import {currentLanguage, keyOr, t} from '../i18n/index.js';
import {isolated} from '../text.js';

/** A problem in words for an agent: by its type where that is a known one, else by its status. @param {unknown} problem */
export function wordsOf(problem) {
  if (!(problem instanceof Problem)) return t('problem.unexpected');
  const known = keyOr(`problem.${problem.type.replace('/problems/', '')}`, 'problem.unexpected');
  if (known !== 'problem.unexpected') return t(known, ofSearch(problem));
  switch (problem.status) {
    case 0:
      return t('problem.offline');
    case 401:
      return t('problem.session');
    case 403:
      return t('problem.forbidden');
    case 404:
    case 410:
      return t('problem.gone');
    case 429:
      return t('problem.too-many', {count: problem.retryAfter ?? 60});
    default:
      return problem.status >= 500 ? t('problem.server') : unforeseen(problem);
  }
}

/** The term that is wrong, and what there is in its place: operators by their names in the agent's language. @param {Problem} problem */
function ofSearch({errors: [error]}) {
  const allowed = (error?.allowed ?? []).map((word) => wordOr(word));
  return {term: isolated(error?.term ?? ''), allowed: allowed.join(', ') || '—'};
}

/** @param {string} word as the server has it */
function wordOr(word) {
  if (word === '7d' && currentLanguage() === 'fr') return '7j';
  const key = keyOr(`search.word.${word}`, 'search.help');
  return key === 'search.help' ? word : t(key);
}

/** Nobody foresaw it: in the server's own words where their language is the agent's, else with its code and its fields, which whoever helps can look up. @param {Problem} problem */
function unforeseen({status, type, errors, message}) {
  const own = errors.map(({detail}) => detail).filter(Boolean).join(' ') || message;
  if (currentLanguage() === 'en' && own !== String(status)) return own;
  const code = [status, type.replace(/^\/problems\/|^about:blank$/, ''), ...errors.map(({field}) => field)].filter(Boolean);
  return `${t(keyOr(`problem.status-${status}`, 'problem.status'))} (${code.join(', ')})`;
}
