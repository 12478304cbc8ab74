// Dates, durations and sizes as people read them.

import {currentLanguage, t} from './i18n/index.js';
import {waitingSince} from './waiting.js';

const DAY = 86_400_000;

/** @type {Map<string, any>} */
const formats = new Map();

/**
 * Rows are drawn many times a second while a list is scrolled, and making a format takes longer than a row.
 * @template Format
 * @param {new (language: string, options: any) => Format} sort
 * @param {object} options
 * @returns {Format}
 */
function formatOf(sort, options) {
  const language = currentLanguage() === 'en' ? 'en-GB' : 'fr-FR';
  const key = language + sort.name + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new sort(language, options));
  return formats.get(key);
}

/** @param {Intl.DateTimeFormatOptions} options */
const dateFormat = (options) => formatOf(Intl.DateTimeFormat, options);

/** @param {number} a @param {number} b */
const sameDay = (a, b) => new Date(a).toDateString() === new Date(b).toDateString();

/** In a list: the hour today, the day within a week, else the date. @param {string} instant @param {number} now */
export function shortTime(instant, now) {
  const at = Date.parse(instant);
  if (sameDay(at, now)) return time(instant);
  if (now - at < 6 * DAY) return dateFormat({weekday: 'short'}).format(at);
  return dateFormat(new Date(at).getFullYear() === new Date(now).getFullYear() ? {day: 'numeric', month: 'short'} : {day: '2-digit', month: '2-digit', year: '2-digit'}).format(at);
}

/** @param {string} instant */
export function time(instant) {
  return dateFormat({hour: '2-digit', minute: '2-digit'}).format(Date.parse(instant));
}

/** A time to come: the hour today, else the day with it. @param {string} instant @param {number} now */
export function later(instant, now) {
  const at = Date.parse(instant);
  return sameDay(at, now) ? t('later.today', {time: time(instant)}) : dateFormat({weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit'}).format(at);
}

/** A time to come, where there is little room: the hour today, the day with it within a week, else the date. @param {string} instant @param {number} now */
export function shortMoment(instant, now) {
  const at = Date.parse(instant);
  if (sameDay(at, now)) return time(instant);
  return at - now < 6 * DAY ? dateFormat({weekday: 'short', hour: '2-digit', minute: '2-digit'}).format(at) : dateFormat({day: 'numeric', month: 'short'}).format(at);
}

/** @param {string} instant */
export function fullTime(instant) {
  return dateFormat({dateStyle: 'full', timeStyle: 'short'}).format(Date.parse(instant));
}

/** @param {string} instant */
export function date(instant) {
  return dateFormat({dateStyle: 'medium'}).format(Date.parse(instant));
}

/** @param {string} instant */
export function month(instant) {
  return dateFormat({month: 'long', year: 'numeric'}).format(Date.parse(instant));
}

/** The heading over the messages of one day. @param {string} instant @param {number} now */
export function day(instant, now) {
  const at = Date.parse(instant);
  if (sameDay(at, now)) return t('day.today');
  if (sameDay(at, now - DAY)) return t('day.yesterday');
  return dateFormat({weekday: 'long', day: 'numeric', month: 'long', year: new Date(at).getFullYear() === new Date(now).getFullYear() ? undefined : 'numeric'}).format(at);
}

/** As little as tells: `18 min`, `2 h 10`, `3 j`. @param {number} minutes */
export function shortDuration(minutes) {
  if (minutes < 60) return t('duration.minutes', {minutes: Math.max(1, minutes)});
  const hours = Math.floor(minutes / 60);
  if (hours < 10 && minutes % 60) return t('duration.hours-minutes', {hours, minutes: String(minutes % 60).padStart(2, '0')});
  if (hours < 48) return t('duration.hours', {hours});
  return t('duration.days', {days: Math.floor(hours / 24)});
}

/** @param {number} value @param {'minute' | 'hour' | 'day'} of */
function unit(value, of) {
  return formatOf(Intl.NumberFormat, {style: 'unit', unit: of, unitDisplay: 'long'}).format(value);
}

/** To be spoken: `2 heures et 10 minutes`. @param {number} minutes */
export function spokenDuration(minutes) {
  if (minutes < 60) return unit(Math.max(1, minutes), 'minute');
  if (minutes < 48 * 60) {
    const rest = minutes % 60;
    const parts = [unit(Math.floor(minutes / 60), 'hour'), ...(rest && minutes < 600 ? [unit(rest, 'minute')] : [])];
    return formatOf(Intl.ListFormat, {type: 'conjunction'}).format(parts);
  }
  return unit(Math.floor(minutes / 1440), 'day');
}

/** @param {string} since @param {number} now */
export function spokenWait(since, now) {
  return t('wait.spoken', {duration: spokenDuration(waitingSince(since, now).minutes)});
}

/** @param {number} bytes */
export function size(bytes) {
  const units = /** @type {const} */ (['byte', 'kilobyte', 'megabyte', 'gigabyte']);
  const power = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  const format = formatOf(Intl.NumberFormat, {style: 'unit', unit: units[power], unitDisplay: 'short', maximumFractionDigits: value < 10 && power ? 1 : 0});
  return format.format(value);
}

/** A telephone number as it is read out; French numbers in pairs. @param {string} value in E.164 */
export function phone(value) {
  const french = /^\+33(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(value);
  return french ? `+33\u00a0${french.slice(1).join('\u00a0')}` : value;
}
