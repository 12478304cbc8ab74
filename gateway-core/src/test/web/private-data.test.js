import assert from 'node:assert/strict';
import {test} from 'node:test';
import {privateData} from '../../main/web/private-data.js';

/** @param {string} text */
const kinds = (text) => privateData(text).map(({kind}) => kind);

test('an everyday answer has none', () => {
  for (const text of [
    'Bonjour, la mairie est ouverte de 9 h à 17 h, sauf le 24 décembre 2026.',
    'Votre demande n° 1047 du 25/11/2026 est transmise au service de la voirie.',
    'Le marché a lieu place de la République ; comptez 12,50 € pour 3 m.',
  ]) assert.deepEqual(privateData(text), [], text);
});

test('sums, dates, hours, and the town’s own numbers are nobody’s', () => {
  for (const text of [
    'un budget de 1 250 000 €', '+ 12 500 000 euros', '+125 000 000 €', '12 500,00 €',
    '12/03/2026', '01/03/2026 14 h 30', '01/03/2026 14 15', '01 03 2026 14 h 30', 'le 02 12 2026 10 h', '12 06 2025 14 30', 'le 1 06 2025 14 30', '01 06 2025 14 30', 'le 01/03/26 14 15', '01.03.2026', '2026-03-01 14:30', 'le 12 mars 2026, rue du Port', 'on 12 March Harbour Street is closed', 'in 2026 Harbour Street is rebuilt',
    '9 h 30', 'à 9 h 30 rue du Port', '9h30 rue du Port', 'du lundi au vendredi, 8 h 30 – 12 h 30 et 13 h 30 – 17 h',
    '2026-004512', '12/06/2025 14 15', '12/06/25 14 15 30', '12/06 14 30 - 15 30', 'le 12/06 14 30 15 00', 'le 12/01 08 30 12 00', 'dossier 26/0612345678', 'dossier 2026-0045123456', 'commande 4500012345', 'CMD-20260312-0042', 'SIRET 213 500 123 00012', '2024 2025 2026 2027', 'AB12 et la suite des mots encore une fois',
    '35000', '01000 01200', '12 rue(s)', '12 rue(s) concernées', '12 rues fermées', '1 place de parking', '2 cours de natation', '1 passage piéton',
  ]) assert.deepEqual(privateData(text), [], text);
});

test('an e-mail address, as it stands', () => {
  assert.deepEqual(privateData('Écrivez à lea.martin+ville@citoyens.example.'), [{kind: 'email', words: 'lea.martin+ville@citoyens.example'}]);
});

test('telephone numbers, national and international, however they are grouped', () => {
  for (const number of [
    '01 99 00 00 01', '0199000001', '01.99.00.00.01', '+33 1 99 00 00 01', '+33 (0)1 99 00 00 01', '0033 6 39 98 00 10', '+44 20 7946 0958', '+1 202-555-0143', '0199 000 001',
    '06-39-98-00-10', '06/39/98/00/10', '06  39  98 00 10', '06\u00a039\u00a098\u00a000\u00a010', '06\u202f39\u202f98\u202f00\u202f10', '06–39–98–00–10', '06 - 39 - 98 - 00 - 10',
  ]) assert.deepEqual(kinds(`Appelez le ${number} demain`), ['phone'], number);
  for (const behind of ['tel/06 12 34 56 78', 'n°3/ 06 12 34 56 78', 'n°3/06 12 34 56 78', 'poste 12/06 12 34 56 78']) assert.deepEqual(privateData(behind), [{kind: 'phone', words: '06 12 34 56 78'}], behind);
  assert.deepEqual(privateData('n°3/06.12.34.56.78'), [{kind: 'phone', words: '06.12.34.56.78'}]);
  assert.deepEqual(privateData('n°3/0033 6 12 34 56 78'), [{kind: 'phone', words: '0033 6 12 34 56 78'}]);
  assert.deepEqual(kinds('bureau 3/+33 6 12 34 56 78'), ['phone']);
  assert.deepEqual(kinds('06 2025 14 30'), ['phone']);
  assert.deepEqual(privateData('tél.06 39 98 00 10, 12 rue du Port').map(({words}) => words), ['06 39 98 00 10', '12 rue du Port']);
});

test('an account number with the right check digits, and no other row of letters and digits', () => {
  assert.deepEqual(kinds('FR76 3000 6000 0112 3456 7890 189'), ['iban']);
  assert.deepEqual(kinds('FR7630006000011234567890189'), ['iban']);
  for (const after of [' merci', ' au nom de Léa', ' 06 39 98 00 10', '.', ' ES91 2100 0418 4502 0005 1332']) assert.deepEqual(privateData(`FR76 3000 6000 0112 3456 7890 189${after}`)[0], {kind: 'iban', words: 'FR76 3000 6000 0112 3456 7890 189'}, after);
  assert.deepEqual(privateData('FR76 3000 6000 0112 3456 7890 189 ES91 2100 0418 4502 0005 1332 pour vous').map(({words}) => words), ['FR76 3000 6000 0112 3456 7890 189', 'ES91 2100 0418 4502 0005 1332']);
  assert.deepEqual(kinds('GB29 NWBK 6016 1331 9268 19 and thanks'), ['iban']);
  assert.deepEqual(kinds('FR76\u00a03000–6000 0112  3456 7890 189'), ['iban']);
  assert.deepEqual(kinds('dossier FR76 3000 6000 0112 3456 7890 188').includes('iban'), false);
});

test('a national number with the right key, in Corsica too', () => {
  assert.deepEqual(kinds('2 69 05 49 588 157 80'), ['national-number']);
  assert.deepEqual(kinds('1 85 05 2A 006 084 ' + corsicanKey('1850519006084')), ['national-number']);
  assert.equal(kinds('2 69 05 49 588 157 81').includes('national-number'), false);
});

test('a payment card by its check digit', () => {
  assert.deepEqual(kinds('4111 1111 1111 1111'), ['card']);
  assert.deepEqual(privateData('4111 1111 1111 1111 12/27'), [{kind: 'card', words: '4111 1111 1111 1111'}]);
  assert.equal(kinds('4111 1111 1111 1112').includes('card'), false);
});

test('a street address, not a street', () => {
  assert.deepEqual(privateData('Vous habitez 12 bis, rue des Lilas Blancs, au deuxième.')[0]?.kind, 'address');
  assert.deepEqual(kinds('au 8 rue Neuve'), ['address']);
  for (const address of [
    '12 av Foch', '12 av. Foch', '12 b rue du Port', '12B rue du Port', '12 bis, rue du Port', '12, rue du port', '12 RUE DU PORT', '12-14 quai d’Alsace', '12 rue du 8 Mai 1945', '3 place de la République', '5 cours Saint-Exemple',
    '12 Harbour Street', '12 Old Harbour road',
  ]) assert.deepEqual(privateData(`au ${address}, merci`), [{kind: 'address', words: address}], address);
  assert.deepEqual(privateData('12 rue du Port merci de passer')[0]?.words, '12 rue du Port');
  assert.deepEqual(kinds('Les travaux de la rue Neuve durent 8 jours.'), []);
});

test('each is named once', () => {
  assert.equal(privateData('a@b.example, encore a@b.example').length, 1);
});

/** @param {string} digits */
function corsicanKey(digits) {
  return String(97n - (BigInt(digits) % 97n)).padStart(2, '0');
}

test('numbers and addresses are seen across the end of a line, and however their letters are made', () => {
  assert.deepEqual(kinds('Appelez le 06 12 34\n56 78'), ['phone']);
  assert.deepEqual(kinds('J’habite au 12,\nrue Victor Hugo'), ['address']);
  assert.deepEqual(kinds('06·12·34·56·78'), ['phone']);
  assert.deepEqual(kinds('06 12\u00ad 34 56\u200b 78'), ['phone']);
  assert.deepEqual(kinds('12 allée des Fleurs'.normalize('NFD')), ['address']);
  assert.deepEqual(kinds('12\n\nrue barrée'), []);
});

test('a long text of numbers is read in passing', () => {
  assert.deepEqual(privateData('1\n'.repeat(2_000)), []);
});
