// English: drafts and canned answers.

/** @type {Record<keyof typeof import('./writing-fr.js').default, string | {one: string, other: string}>} */
export default {
  'draft.add': 'Add to my reply',
  'draft.away': 'Kept here, the server does not answer',
  'draft.file-gone': 'A file of your draft is not there any more: attach it again.',
  'draft.files-only': 'A file, no words yet',
  'draft.kept': 'Draft kept',
  'draft.mine': 'My drafts',
  'draft.mine-lead': 'What you have begun to write, here or at another machine.',
  'draft.none': 'You have no draft.',
  'draft.of': '{name} has a draft',
  'draft.other': 'You also wrote elsewhere, at the same time: that other version is kept here.',
  'draft.other-discard': 'Discard',
  'draft.other-use': 'Take this version',
  'draft.own': 'You have words of your own here.',
  'draft.take-over': 'Take this draft over',
  'draft.taken': '{name} has taken over your draft.',
  'draft.taken-over': 'You have taken over the draft of {name}.',
  'problem.draft-changed': 'This draft has just changed. Look at it again.',
  'problem.draft-of-own': 'You have words of your own here: send or delete them first.',
};
