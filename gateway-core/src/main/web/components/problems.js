import {Problem} from '../api.js';
import {t} from '../i18n/index.js';

/** A problem in words for an agent: the server's own where it says something particular. @param {unknown} problem */
export function wordsOf(problem) {
  if (!(problem instanceof Problem)) return t('problem.unexpected');
  const fields = problem.errors.map(({detail}) => detail).filter(Boolean);
  if (fields.length) return fields.join(' ');
  if (problem.type === '/problems/idempotency-key-reused') return t('problem.already-sent');
  if (problem.type === '/problems/outcome-unknown') return t('problem.outcome-unknown');
  if (problem.type === '/problems/newer-message') return t('problem.newer-message');
  switch (problem.status) {
    case 0:
      return t('problem.offline');
    case 401:
      return t('problem.session');
    case 403:
      return t('problem.forbidden');
    case 404:
      return t('problem.gone');
    case 409:
      return t('problem.conflict');
    case 429:
      return t('problem.too-many', {count: problem.retryAfter ?? 60});
    default:
      return problem.status >= 500 ? t('problem.server') : problem.message;
  }
}
