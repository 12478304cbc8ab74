// English: help with searching.

/** @type {Record<keyof typeof import('./searching-fr.js').default, string>} */

export default {
  'search.about': 'What is found',
  'search.example': 'Example',
  'search.example.after': '7d',
  'search.example.assigned': 'me',
  'search.example.before': '2026-03-01',
  'search.example.beginning': 'lampad*',
  'search.example.channel': '"website form"',
  'search.example.excluded': '-roadworks',
  'search.example.from': 'lefèvre',
  'search.example.has': 'file',
  'search.example.is': 'unanswered',
  'search.example.number': '#1042',
  'search.example.phrase': '"rue du Port"',
  'search.example.state': 'resolved',
  'search.example.tag': 'noise',
  'search.example.team': 'roads',
  'search.example.words': 'street lamp',
  'search.help-lead': 'All that is written must hold. With words, the best match comes first; with operators alone, the latest activity. Accents and capitals do not matter.',
};
