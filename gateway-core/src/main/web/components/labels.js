// Names of things that several panes show.

import {directory, inbox, savedViews, session} from '../desk.js';
import {keyOr, t} from '../i18n/index.js';

/** @param {{view: string, id?: string, q?: string, saved?: string}} shown */
export function viewLabel(shown) {
  if (shown.q) return savedViews.of({place: 'list', ...shown})?.name ?? t('view.search', {q: shown.q});
  if (shown.view === 'team') return directory.team(shown.id)?.name ?? inbox.views.find(({team}) => team === shown.id)?.label ?? t('view.team');
  if (shown.view === 'channel') return directory.channel(shown.id)?.label ?? t('view.channel');
  if (shown.view === 'tag') return t('view.tag', {name: directory.tag(shown.id)?.name ?? ''});
  return t(keyOr(`view.${shown.view}`, 'view.all'));
}

/** Somebody who gave neither a name nor an address has none. @param {{name?: string, handle?: string} | undefined} person */
export function personName(person) {
  return person?.name || person?.handle || t('contact.nameless');
}

/** @param {string | undefined} id */
export function agentName(id) {
  if (!id) return t('conversation.unassigned');
  return directory.agent(id)?.name ?? (id === session.agent?.id ? session.agent.name : t(session.may('merge-people') ? 'agent.former' : 'agent.inside'));
}

/** With a word for whoever does not take work on. @param {import('../types.d.ts').Agent} agent */
export function availableName({name, availability = 'available'}) {
  return availability === 'available' ? name : t('availability.name', {name, availability: t(`availability.${availability}`)});
}

/** @param {string} id */
export function channelLabel(id) {
  return directory.channel(id)?.label ?? id;
}
