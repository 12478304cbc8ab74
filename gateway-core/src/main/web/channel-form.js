// The form of a channel, made from what its plugin asks for: what is typed, and what is sent of it. Pure.

/**
 * @typedef {import('./types.d.ts').FormField} FormField
 * @typedef {import('./types.d.ts').FieldError} FieldError
 * @typedef {{[key: string]: string | boolean | Typed | Typed[]}} Typed texts as typed, lists of texts a line each, groups as the same again
 */

/** An address with a password before its host, or with a word for one in its query. */
const WITH_PASSWORD = /\/\/[^/\s]*@|^[^\s@:/]+:(?!\/\/)[^\s@]+@|[?&](?:token|key|secret|password)=/i;

/** @param {FormField[]} fields @returns {Typed} */
export function blank(fields) {
  return filled(fields, {});
}

/** What is kept, as it is typed. @param {FormField[]} fields @param {Record<string, any>} settings @returns {Typed} */
export function filled(fields, settings) {
  return Object.fromEntries(fields.map((field) => [field.key, valueOf(field, settings[field.key])]));
}

/** @param {FormField} field @param {any} kept @returns {Typed[string]} */
function valueOf({kind, many, fields = [], fallback = ''}, kept) {
  if (kind === 'group') return many ? (kept ?? []).map((/** @type {any} */ each) => filled(fields, each)) : filled(fields, kept ?? {});
  if (many) return (kept ?? []).join('\n');
  if (kind === 'flag') return String(kept ?? fallback) === 'true';
  return kept === undefined || kept === null ? '' : String(kept);
}

/**
 * What is sent: without what is left as the form has it. A secret that is not typed is left out too, and so stays; one that is taken away is null.
 * @param {FormField[]} fields
 * @param {Typed} typed
 * @param {ReadonlySet<string>} [away] paths of the secrets that go
 * @param {string} [around]
 * @returns {Record<string, unknown>}
 */
export function settingsOf(fields, typed, away = new Set(), around = '') {
  const entries = fields.map((field) => [field.key, sent(field, typed[field.key], away, around + field.key)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** What of it may stand in the browser until it is saved: settings without secrets, and without addresses that have a password in them. @param {FormField[]} fields @param {Typed} typed @returns {Record<string, unknown>} */
export function withoutSecrets(fields, typed) {
  return JSON.parse(JSON.stringify(settingsOf(withoutSecretFields(fields), typed)), (_, value) => (Array.isArray(value) ? value.filter((each) => !hasPassword(each)) : hasPassword(value) ? undefined : value));
}

/** @param {unknown} value */
function hasPassword(value) {
  return typeof value === 'string' && WITH_PASSWORD.test(value);
}

/** @param {FormField[]} fields @returns {FormField[]} */
function withoutSecretFields(fields) {
  return fields.filter(({secret}) => !secret).map((field) => (field.fields ? {...field, fields: withoutSecretFields(field.fields)} : field));
}

/** @param {FormField} field @param {Typed[string] | undefined} value @param {ReadonlySet<string>} away @param {string} path @returns {unknown} */
function sent({kind, many, optional, secret, fields = [], fallback}, value, away, path) {
  if (Array.isArray(value)) return value.length ? value.map((each, at) => settingsOf(fields, each, away, `${path}.${at + 1}.`)) : undefined;
  if (typeof value === 'object') {
    const group = settingsOf(fields, value, away, `${path}.`);
    return optional && !Object.keys(group).length ? undefined : group;
  }
  if (typeof value === 'boolean') return fallback !== undefined && value === (fallback === 'true') ? undefined : value;
  const text = value ?? '';
  if (many) {
    const lines = text.split('\n').map((line) => line.trim()).filter(Boolean);
    return lines.length ? lines : undefined;
  }
  if (secret) return text === '' ? (away.has(path) ? null : undefined) : text;
  const trimmed = kind === 'text' ? text : text.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** Whether a field is shown at once: what is known without asking, and was as it is known when the form was begun, stands behind the others. @param {FormField} field @param {Typed} begun */
export function isPlain({kind, fallback, key, many}, begun) {
  if (kind === 'group') return false;
  if (fallback === undefined) return true;
  const value = begun[key];
  if (value === undefined) return false;
  if (kind === 'flag') return value !== (fallback === 'true');
  return !many && value !== '' && value !== fallback;
}

/** What is wrong at a place; of a list of texts also in it. @param {FieldError[]} errors @param {string} path @param {boolean} [within] @returns {FieldError | undefined} */
export function errorAt(errors, path, within = false) {
  const field = `settings.${path}`;
  return errors.find((error) => error.field === field || (within && error.field.startsWith(`${field}.`)));
}

/** Those that no field shows. @param {FieldError[]} errors @param {FormField[]} fields @param {Typed} typed */
export function unplaced(errors, fields, typed) {
  const places = new Set(['id', 'label', 'teamId', ...placesOf(fields, typed, 'settings.')]);
  return errors.filter(({field}) => !places.has(field) && !places.has(field.replace(/\.\d+$/, '')));
}

/** @param {FormField[]} fields @param {Typed} typed @param {string} around @returns {string[]} */
function placesOf(fields, typed, around) {
  return fields.flatMap((field) => {
    const place = around + field.key;
    const value = typed[field.key];
    if (Array.isArray(value)) return [place, ...value.flatMap((each, at) => placesOf(field.fields ?? [], each, `${place}.${at + 1}.`))];
    return typeof value === 'object' ? [place, ...placesOf(field.fields ?? [], value, `${place}.`)] : [place];
  });
}

/** An id for a channel of that name: without accents, in small letters and hyphens. @param {string} label */
export function idOf(label) {
  return label.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40).replace(/-+$/, '');
}

/** Another one like it that is free. @param {string} id @param {string[]} taken */
export function otherId(id, taken) {
  const [, stem = '', last = '1'] = id.match(/^(.*?)(?:-(\d{1,3}))?$/) ?? [];
  for (let number = Number(last) + 1; ; number++) {
    const other = `${stem.slice(0, 40 - `-${number}`.length).replace(/-+$/, '')}-${number}`;
    if (!taken.includes(other)) return other;
  }
}

/** In the agent's language, else in the other. @param {{fr?: string, en?: string} | undefined} words @param {string} language */
export function inWords(words, language) {
  const own = language === 'fr' ? words?.fr : words?.en;
  const other = language === 'fr' ? words?.en : words?.fr;
  return own ?? other ?? '';
}
