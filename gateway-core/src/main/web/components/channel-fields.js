// The fields of a channel's form. Each stands under its label, with what it is for and, where it is wrong, what is allowed.

import {html, nothing} from 'lit';
import {live} from 'lit/directives/live.js';
import {blank, errorAt, inWords, isPlain} from '../channel-form.js';
import {icon} from '../icons.js';
import {currentLanguage, keyOr, t} from '../i18n/index.js';

/**
 * @typedef {import('../types.d.ts').FormField} FormField
 * @typedef {import('../types.d.ts').FieldError} FieldError
 * @typedef {import('../channel-form.js').Typed} Typed
 * @typedef {{errors: FieldError[], secrets: Set<string>, away: Set<string>, begun: Typed, changed: () => void}} Form `secrets`: paths of those that are kept; `away`: of those that go; `begun`: as it was when
 * it was begun, by which fields have their places: none moves from under somebody's hands
 */

/** What the server says of a value that is of another kind, whatever its field. */
const OF_KIND = {number: 'a whole number', duration: 'a duration such as', address: 'a whole address such as', size: 'a size such as', path: 'a path, from where'};

/** @param {string} path */
export const idOfField = (path) => `setting-${path.replaceAll('.', '-')}`;

/** @param {FormField[]} fields @param {Typed} typed @param {Form} form @param {string} [around] @param {Typed} [begun] @returns {import('lit').TemplateResult} */
export function fieldsOf(fields, typed, form, around = '', begun = form.begun) {
  const plain = fields.filter((field) => isPlain(field, begun));
  const rest = fields.filter((field) => field.kind !== 'group' && !plain.includes(field));
  const groups = fields.filter(({kind}) => kind === 'group');
  return html`
    ${plain.map((field) => fieldOf(field, typed, form, around + field.key))}
    ${rest.length ? html`<details><summary>${t('setup.more', {count: rest.length})}</summary>
      <div class="fields">${rest.map((field) => fieldOf(field, typed, form, around + field.key))}</div></details>` : nothing}
    ${groups.map((field) => groupOf(field, typed, form, around + field.key, begun[field.key]))}`;
}

/** @param {FormField} field @param {Typed} typed @param {Form} form @param {string} path @param {Typed[string] | undefined} begun */
function groupOf(field, typed, form, path, begun) {
  const value = typed[field.key];
  const error = errorAt(form.errors, path);
  const legend = html`<legend>${labelOf(field)}</legend>
    ${helpOf(field) ? html`<p class="aside" lang=${helpLanguage(field)}>${helpOf(field)}</p>` : nothing}
    ${error ? html`<p class="form-problem">${icon('warning')} <span>${errorWords(field, error)}</span></p>` : nothing}`;
  if (!Array.isArray(value)) return html`<fieldset class="fields" id=${idOfField(path)} tabindex="-1">${legend}${fieldsOf(field.fields ?? [], /** @type {Typed} */ (value), form, `${path}.`, groupIn(begun))}</fieldset>`;
  const name = labelOf(field);
  return html`<fieldset class="fields" id=${idOfField(path)} tabindex="-1">${legend}
    ${value.map((each, at) => html`<fieldset class="fields element"><legend>${name} ${at + 1}</legend>
      ${fieldsOf(field.fields ?? [], each, form, `${path}.${at + 1}.`, groupIn(Array.isArray(begun) ? begun[at] : undefined))}
      <p><button type="button" class="button small" aria-label=${t('setup.take-out-of', {name, number: at + 1})} @click=${() => { value.splice(at, 1); form.changed(); }}>${t('setup.take-out')}</button></p>
    </fieldset>`)}
    <p><button type="button" class="button small" aria-label=${t('setup.put-in-of', {name})} @click=${() => { value.push(blank(field.fields ?? [])); form.changed(); }}>${t('setup.put-in')}</button></p>
  </fieldset>`;
}

/** @param {Typed[string] | undefined} value @returns {Typed} */
function groupIn(value) {
  return typeof value === 'object' && !Array.isArray(value) ? value : {};
}

/** @param {FormField} field @param {Typed} typed @param {Form} form @param {string} path */
function fieldOf(field, typed, form, path) {
  const error = errorAt(form.errors, path, field.many);
  const id = idOfField(path);
  const described = [`${id}-help`, ...(error ? [`${id}-error`] : [])].join(' ');
  const kept = form.secrets.has(path) && !form.away.has(path);
  const keep = (/** @type {string | boolean} */ value) => {
    typed[field.key] = value;
    form.changed();
  };
  return html`<div class="field">
    ${field.kind === 'flag' ? html`<label class="choice" for=${id}><input id=${id} type="checkbox" .checked=${live(typed[field.key] === true)} aria-describedby=${described} aria-invalid=${error ? 'true' : nothing}
        @change=${(/** @type {Event} */ event) => keep(/** @type {HTMLInputElement} */ (event.target).checked)}> ${labelOf(field)}</label>` : html`
      <label for=${id}>${labelOf(field)} ${field.required && !kept ? html`<span class="required">${t('field.required')}</span>` : nothing}</label>
      ${controlOf(field, String(typed[field.key] ?? ''), {id, described, invalid: Boolean(error), kept}, keep)}`}
    ${field.secret && form.secrets.has(path) && !field.required ? secretOf(field, form, path) : nothing}
    ${error ? html`<p class="form-problem" id="${id}-error">${icon('warning')} <span>${errorWords(field, error)}</span></p>` : nothing}
    <p class="aside" id="${id}-help" lang=${helpLanguage(field)}>${helpOf(field)}</p>
  </div>`;
}

/** @param {FormField} field @param {string} value @param {{id: string, described: string, invalid: boolean, kept: boolean}} how @param {(value: string) => void} keep */
function controlOf({kind, many, secret, choices, fallback, required}, value, {id, described, invalid, kept}, keep) {
  const typed = (/** @type {Event} */ event) => keep(/** @type {HTMLInputElement} */ (event.target).value);
  const wrong = invalid ? 'true' : nothing;
  if (choices && !many) {
    const usual = choices.find((choice) => choice.value === fallback);
    return html`<select id=${id} aria-describedby=${described} aria-invalid=${wrong} @change=${typed}>
      ${required ? nothing : html`<option value="" ?selected=${value === ''}>${usual ? t('setup.usual', {value: inWords(usual.label, currentLanguage())}) : '–'}</option>`}
      ${choices.map((choice) => html`<option value=${choice.value} ?selected=${choice.value === value}>${inWords(choice.label, currentLanguage())}</option>`)}</select>`;
  }
  if (many) return html`<textarea id=${id} rows="3" spellcheck="false" .value=${live(value)} aria-describedby=${described} aria-invalid=${wrong} @input=${typed}></textarea>`;
  if (secret) {
    return html`<input id=${id} type="password" autocomplete="new-password" .value=${live(value)} placeholder=${kept ? t('setup.unchanged') : nothing} aria-describedby=${described} aria-invalid=${wrong} @input=${typed}>`;
  }
  return html`<input id=${id} type="text" autocomplete="off" spellcheck="false" inputmode=${kind === 'number' ? 'numeric' : kind === 'address' ? 'url' : nothing} .value=${live(value)} placeholder=${fallback ?? nothing}
    aria-describedby=${described} aria-invalid=${wrong} @input=${typed}>`;
}

/** One that need not be there can be taken away. @param {FormField} field @param {Form} form @param {string} path */
function secretOf(field, form, path) {
  const goes = form.away.has(path);
  return html`<p><label class="choice"><input type="checkbox" .checked=${live(goes)} @change=${() => { goes ? form.away.delete(path) : form.away.add(path); form.changed(); }}> ${t('setup.take-away', {name: labelOf(field)})}</label></p>`;
}

/** @param {FormField} field */
function labelOf({label}) {
  return inWords(label, currentLanguage());
}

/** @param {FormField} field */
function helpOf({help}) {
  return inWords(help, currentLanguage());
}

/** A plugin without words for an agent's language speaks the other one. @param {FormField} field */
function helpLanguage({help}) {
  return currentLanguage() === 'fr' && !help.fr && help.en ? 'en' : nothing;
}

/** In the agent's language where what is wrong is common or the plugin has words for it; else as the server says it, which is English. @param {Pick<FormField, 'kind'>} field @param {FieldError} error */
export function errorWords({kind}, {term = '', detail, words}) {
  if (term === 'nothing') return t('setup.missing');
  if (term.startsWith('a secret that was typed for another')) return t('setup.secret-again');
  if (words) return inWords(words, currentLanguage());
  const start = kind in OF_KIND ? OF_KIND[/** @type {keyof typeof OF_KIND} */ (kind)] : undefined;
  if (start && detail.startsWith(start)) return t(keyOr(`setup.kind.${kind}`, 'setup.missing'));
  return html`<span lang="en">${detail}</span>`;
}
