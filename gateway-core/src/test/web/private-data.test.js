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

test('an e-mail address, as it stands', () => {
  assert.deepEqual(privateData('Écrivez à lea.martin+ville@citoyens.example.'), [{kind: 'email', words: 'lea.martin+ville@citoyens.example'}]);
});

test('telephone numbers, national and international, however they are grouped', () => {
  for (const number of ['01 99 00 00 01', '0199000001', '01.99.00.00.01', '+33 1 99 00 00 01', '+33 (0)1 99 00 00 01', '06-39-98-00-10']) assert.deepEqual(kinds(`Appelez le ${number} demain`), ['phone'], number);
});

test('an account number with the right check digits, and no other row of letters and digits', () => {
  assert.deepEqual(kinds('FR76 3000 6000 0112 3456 7890 189'), ['iban']);
  assert.deepEqual(kinds('FR7630006000011234567890189'), ['iban']);
  assert.deepEqual(kinds('dossier FR76 3000 6000 0112 3456 7890 188').includes('iban'), false);
});

test('a national number with the right key, in Corsica too', () => {
  assert.deepEqual(kinds('2 69 05 49 588 157 80'), ['national-number']);
  assert.deepEqual(kinds('1 85 05 2A 006 084 ' + corsicanKey('1850519006084')), ['national-number']);
  assert.equal(kinds('2 69 05 49 588 157 81').includes('national-number'), false);
});

test('a payment card by its check digit', () => {
  assert.deepEqual(kinds('4111 1111 1111 1111'), ['card']);
  assert.equal(kinds('4111 1111 1111 1112').includes('card'), false);
});

test('a street address, not a street', () => {
  assert.deepEqual(privateData('Vous habitez 12 bis, rue des Lilas Blancs, au deuxième.')[0]?.kind, 'address');
  assert.deepEqual(kinds('au 8 rue Neuve'), ['address']);
  assert.deepEqual(kinds('Les travaux de la rue Neuve durent 8 jours.'), []);
});

test('each is named once', () => {
  assert.equal(privateData('a@b.example, encore a@b.example').length, 1);
});

/** @param {string} digits */
function corsicanKey(digits) {
  return String(97n - (BigInt(digits) % 97n)).padStart(2, '0');
}
