import {Problem} from '../api.js';
import {keyOr, t} from '../i18n/index.js';

/** A problem in words for an agent: by its type where that is a known one, else by its status. @param {unknown} problem */
export function wordsOf(problem) {
  if (!(problem instanceof Problem)) return t('problem.unexpected');
  const known = keyOr(`problem.${problem.type.replace('/problems/', '')}`, 'problem.unexpected');
  if (known !== 'problem.unexpected') return t(known);
  switch (problem.status) {
    case 0:
      return t('problem.offline');
    case 401:
      return t('problem.session');
    case 403:
      return t('problem.forbidden');
    case 404:
      return t('problem.gone');
    case 429:
      return t('problem.too-many', {count: problem.retryAfter ?? 60});
    default:
      return problem.status >= 500 ? t('problem.server') : inItsOwnWords(problem);
  }
}

/** What is wrong is particular, and nobody foresaw it: better in the server's language than not at all. @param {Problem} problem */
function inItsOwnWords(problem) {
  return problem.errors.map(({detail}) => detail).filter(Boolean).join(' ') || problem.message;
}
