/**
 * CSV by hand: RFC 4180, with the guard against formulas.
 *
 * @module
 */
import { COLUMNS } from './rows.js';

/** @import { Grain, Row } from './rows.js' */

/** Text that a spreadsheet reads as a formula, also after white space, or that already looks guarded. */
const RISKY =
  /^'*(?:(?![\t\r\n])\p{Cc}|[ \xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff])*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/u;
const HAS_NUMBERS = /(_phone_numbers?|_e164)$/;
const NUMBERS = /^\+?[0-9]*(; \+?[0-9]*)*$/;

const encoder = new TextEncoder();

/**
 * @param {Row[]} rows
 * @param {Grain} grain
 * @param {{ header: boolean, guard: boolean, bom: boolean }} options
 */
export function csvOf(rows, grain, { header, guard, bom }) {
  const names = COLUMNS[grain];
  const lines = rows.map((row) => names.map((name) => cell(name, row[name] ?? null, guard)));
  if (header) lines.unshift(names);
  // The encoder writes U+FFFD for half a surrogate pair.
  const records = lines.map((line) => `${line.join(',')}\r\n`).join('');
  return encoder.encode(bom ? `\ufeff${records}` : records);
}

/**
 * @param {string} name
 * @param {Row[string]} value
 * @param {boolean} guard
 */
function cell(name, value, guard) {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  if (value === '') return '""';
  const isNumbers = HAS_NUMBERS.test(name) && NUMBERS.test(value);
  const text = guard && !isNumbers && RISKY.test(value) ? `'${value}` : value;
  return /[",\r\n]|^ | $/.test(value) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A guarded cell's original text. */
export function unguarded(/** @type {string} */ text) {
  return text.startsWith("'") && RISKY.test(text) ? text.slice(1) : text;
}

/**
 * Reads CSV, character by character; a cell without quotes and without content is `null`.
 *
 * @param {string} csv
 * @returns {(string | null)[][]}
 */
export function parseCsv(csv) {
  /** @type {(string | null)[][]} */
  const records = [];
  let at = 0;
  while (at < csv.length) {
    /** @type {(string | null)[]} */
    const record = [];
    for (let more = true; more; ) {
      let text = '';
      if (csv[at] === '"') {
        at += 1;
        for (; csv[at] !== '"' || csv[at + 1] === '"'; at += 1) {
          if (at >= csv.length) throw new SyntaxError('A quoted cell does not end.');
          if (csv[at] === '"') at += 1;
          text += csv[at];
        }
        at += 1;
        record.push(text);
      } else {
        while (at < csv.length && csv[at] !== ',' && csv[at] !== '\r') {
          if (csv[at] === '"' || csv[at] === '\n')
            throw new SyntaxError('A cell lacks its quotes.');
          text += csv[at];
          at += 1;
        }
        record.push(text === '' ? null : text);
      }
      more = csv[at] === ',';
      if (more) at += 1;
    }
    if (csv.slice(at, at + 2) !== '\r\n') throw new SyntaxError('A record does not end with CRLF.');
    at += 2;
    records.push(record);
  }
  return records;
}
