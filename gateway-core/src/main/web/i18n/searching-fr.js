// French: help with searching.

export default {
  'search.about': 'Ce qui est trouvé',
  'search.example': 'Exemple',
  'search.example.after': '7j',
  'search.example.assigned': 'moi',
  'search.example.before': '2026-03-01',
  'search.example.beginning': 'lampad*',
  'search.example.channel': '"formulaire du site"',
  'search.example.excluded': '-travaux',
  'search.example.from': 'lefèvre',
  'search.example.has': 'fichier',
  'search.example.is': 'sans-réponse',
  'search.example.number': '#1042',
  'search.example.phrase': '"rue du Port"',
  'search.example.state': 'résolue',
  'search.example.tag': 'bruit',
  'search.example.team': 'voirie',
  'search.example.words': 'lampadaire panne',
  'search.help-lead': 'Tout ce qui est écrit doit convenir. Avec des mots, ce qui convient le mieux vient d’abord ; avec des opérateurs seuls, l’activité la plus récente. Accents et majuscules ne comptent pas.',
};
