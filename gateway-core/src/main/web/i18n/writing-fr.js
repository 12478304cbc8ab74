// Français : brouillons et réponses types.

export default {
  'draft.add': 'Ajouter à ma réponse',
  'draft.away': 'Gardé ici, le serveur ne répond pas',
  'draft.file-gone': 'Un fichier joint à votre brouillon n’est plus disponible : joignez-le à nouveau.',
  'draft.files-only': 'Un fichier joint, pas encore de texte',
  'draft.kept': 'Brouillon enregistré',
  'draft.mine': 'Mes brouillons',
  'draft.mine-lead': 'Ce que vous avez commencé à écrire, ici ou sur un autre poste.',
  'draft.none': 'Vous n’avez aucun brouillon.',
  'draft.of': '{name} a un brouillon',
  'draft.other': 'Vous avez aussi écrit ailleurs, en même temps : cette autre version est gardée ici.',
  'draft.other-discard': 'Écarter',
  'draft.other-use': 'Prendre cette version',
  'draft.own': 'Vous avez déjà un texte ici.',
  'draft.take-over': 'Reprendre ce brouillon',
  'draft.taken': '{name} a repris votre brouillon.',
  'draft.taken-over': 'Vous avez repris le brouillon de {name}.',
  'problem.draft-changed': 'Ce brouillon vient de changer. Regardez-le à nouveau.',
  'problem.draft-of-own': 'Vous avez déjà un texte ici : envoyez-le ou effacez-le d’abord.',
};
