import assert from 'node:assert/strict';
import {test} from 'node:test';
import {codeOf, filled, gaps, offered} from '../../main/web/canned.js';

/** @param {Partial<import('../../main/web/types.d.ts').CannedAnswer>} what */
const answer = (what) => ({id: what.code ?? '', code: 'code', title: 'Titre', archived: false, version: 1, updatedAt: '2026-11-27T10:00:00Z', ...what});
const HOURS = answer({code: 'horaires', title: 'Horaires de la mairie', french: 'La mairie ouvre à 8 h 30.', english: 'The town hall opens at 8.30.'});
const CARD = answer({code: 'carte-prete', title: 'Carte à retirer', french: 'Votre carte est prête.', teamId: 'etat-civil'});
const FAMILY = answer({code: 'famille', title: 'Livret', french: 'Demandez-le à l’état civil.'});
const HERE = {language: /** @type {const} */ ('fr'), teams: []};
/** @param {import('../../main/web/canned.js').Option[]} options */
const named = (options) => options.map(({answer: {code}, language}) => `${code} ${language}`);

test('what is known is filled in', () => {
  assert.equal(filled('Bonjour {contact.name}, n° { conversation.number }', {'contact.name': 'Léa Martin', 'conversation.number': '1042'}, 'fr'), 'Bonjour Léa Martin, n° 1042');
});

test('what is not known, or known to nobody but a person, is left to fill in, in the words of the text', () => {
  assert.equal(filled('Bonjour {contact.name}, {date}', {'contact.name': ' '}, 'fr'), 'Bonjour {nom de la personne}, {date}');
  assert.equal(filled('Hello {contact.name}', {}, 'en'), 'Hello {name of the person}');
});

test('a name with braces or dollars fills in as it is', () => assert.equal(filled('{contact.name}', {'contact.name': '$& $1'}, 'fr'), '$& $1'));

test('gaps are found where they are', () => {
  const text = 'Le {jour}, à {heure}';
  assert.deepEqual(gaps(text).map(({start, end, name}) => [text.slice(start, end), name]), [['{jour}', 'jour'], ['{heure}', 'heure']]);
});

test('braces that hold nothing, or go over the line, are no gap', () => assert.deepEqual(gaps('{} {a\nb} {{'), []));

test('each language is offered by itself, that of the person first', () => {
  assert.deepEqual(named(offered([HOURS, FAMILY], '', HERE)), ['horaires fr', 'famille fr', 'horaires en']);
  assert.deepEqual(named(offered([HOURS, FAMILY], '', {...HERE, language: 'en'})), ['horaires en', 'famille fr', 'horaires fr']);
});

test('what belongs to a team is offered to that team, and what is archived to nobody', () => {
  assert.deepEqual(named(offered([CARD, {...FAMILY, archived: true}], '', HERE)), []);
  assert.deepEqual(named(offered([CARD], '', {...HERE, teams: [undefined, 'etat-civil']})), ['carte-prete fr']);
});

test('a code is found first, then a title, then a text; accents and capitals do not matter', () => {
  const all = [FAMILY, answer({code: 'autre', title: 'État des lieux', french: 'Texte'}), answer({code: 'etat', title: 'Zone', french: 'Texte'})];
  assert.deepEqual(named(offered(all, 'ETAT', HERE)), ['etat fr', 'autre fr', 'famille fr']);
  assert.deepEqual(named(offered(all, 'rien de tel', HERE)), []);
});

test('a code is made of a title', () => {
  assert.equal(codeOf('Carte d’identité : papiers !'), 'carte-d-identite-papiers');
  assert.match(codeOf('x'.repeat(39) + ' y'), /^x{39}$/);
});
