/**
 * The package's functions, made from the oracle: slow, and correct by definition. With a planted
 * fault, it shows whether the fuzzing finds it.
 *
 * @module
 */
import { csvOf } from './oracle/csv.js';
import { read, readValue } from './oracle/reading.js';
import { COLUMNS, INTEGERS, rowsOf } from './oracle/rows.js';

/** @import { Column } from './oracle/columns.js' */
/** @import { Message, Reading, Verdict } from './oracle/reading.js' */
/** @import { Row, RowOptions } from './oracle/rows.js' */
/** @import { Product } from './product.js' */

class DecodeError extends Error {
  kind = 'decode';

  constructor(/** @type {string} */ path) {
    super(`${path}: expected something else.`);
    this.name = 'DecodeError';
    this.path = path;
  }
}

const encoder = new TextEncoder();

/** The parts of the reference; a fault replaces one of them. */
export const PARTS = {
  /** @returns {Reading} */
  read: (/** @type {Uint8Array} */ body) => read(body),
  page: (/** @type {unknown} */ page) => page,
  rowsOf,
  csvOf,
  columnOf,
  /** @returns {string} */
  line: (/** @type {Row} */ row) =>
    JSON.stringify(row, (_, cell) => wellFormed(cell)).replace(
      /[\x85\u2028\u2029]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  error: (/** @type {string} */ path, /** @type {Uint8Array} */ _body) => new DecodeError(path),
};

/** @typedef {typeof PARTS} Parts */

/**
 * @param {Partial<Parts>} [fault]
 * @returns {Product}
 */
export function reference(fault = {}) {
  const parts = { ...PARTS, ...fault };
  /** @type {(body: Uint8Array, verdict: Verdict, prefix?: string) => void} */
  const insist = (body, { accept, paths }, prefix = '') => {
    if (accept) return;
    const [path = 'body'] = paths ?? [];
    const separator = prefix === '' || path.startsWith('[') ? '' : '.';
    const isWhole = prefix !== '' && path === 'body';
    throw parts.error(isWhole ? prefix : prefix + separator + path, body);
  };
  const messagesOf = (/** @type {unknown} */ input, /** @type {string} */ prefix = '') => {
    const body = bytesOf(input);
    const found = body ? parts.read(body) : readValue(JSON.parse(JSON.stringify(input)));
    insist(body ?? new Uint8Array(), found.histories, prefix);
    return found.messages;
  };
  /** @returns {Message[]} */
  const messages = (/** @type {unknown} */ input) => {
    const isList = Array.isArray(input);
    if (!isList || !(bytesOf(input[0]) || Object.hasOwn(Object(input[0]), 'sms_histories'))) {
      return messagesOf(input);
    }
    const prefix = (/** @type {number} */ index) => (input.length > 1 ? `[${index}]` : '');
    return input.flatMap((page, index) => messagesOf(page, prefix(index)));
  };
  const rows = (/** @type {unknown} */ input, /** @type {RowOptions} */ options) => {
    return parts.rowsOf(messages(input), options);
  };
  return {
    decodeSmsSession(given) {
      const body = /** @type {Uint8Array} */ (bytesOf(given));
      const { page, value } = parts.read(body);
      insist(body, page);
      return parts.page(value);
    },
    flattenSmsHistories: (input, options) => rows(input, options),
    toColumns(input, options) {
      const found = rows(input, options);
      const columns = COLUMNS[options.grain].map((name) => parts.columnOf(name, found));
      return { length: found.length, columns };
    },
    toCsv(input, { header = true, guard = true, bom = false, ...options }) {
      return parts.csvOf(rows(input, options), options.grain, { header, guard, bom });
    },
    toNdjson(input, options) {
      const lines = rows(input, options).map((row) => `${parts.line(row)}\n`);
      return encoder.encode(lines.join(''));
    },
  };
}

/** @returns {Uint8Array | undefined} */
function bytesOf(/** @type {unknown} */ input) {
  // Half a surrogate pair cannot be UTF-8, only an escape.
  if (typeof input === 'string') return encoder.encode(escaped(input));
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  if (!ArrayBuffer.isView(input)) return undefined;
  return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
}

function wellFormed(/** @type {unknown} */ cell) {
  return typeof cell === 'string' ? cell.replace(/\p{Surrogate}/gu, '\ufffd') : cell;
}

function escaped(/** @type {string} */ text) {
  return text.replace(/\p{Surrogate}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
}

/**
 * @param {string} name
 * @param {Row[]} rows
 * @returns {Column}
 */
function columnOf(name, rows) {
  const cells = rows.map((row) => row[name] ?? null);
  const nullCount = cells.filter((cell) => cell === null).length;
  const validity = nullCount > 0 ? new Uint8Array(Math.ceil(rows.length / 8)) : null;
  for (const [index, cell] of cells.entries()) {
    if (validity && cell !== null)
      validity[index >> 3] = (validity[index >> 3] ?? 0) | (1 << (index & 7));
  }
  if (INTEGERS.has(name)) {
    const values = BigInt64Array.from(cells, (cell) => BigInt(cell ?? 0));
    return { name, type: 'int64', values, validity, nullCount };
  }
  if (!REPEATED.test(name)) {
    return { name, type: 'utf8', ...textsOf(cells), validity, nullCount };
  }
  const words = cells.filter((cell) => cell !== null).map(wellFormed);
  const dictionary = [...new Set(words)];
  const indices = Int32Array.from(cells, (cell) =>
    Math.max(0, dictionary.indexOf(wellFormed(cell))),
  );
  const type = 'dictionary';
  return { name, type, indices, dictionary: textsOf(dictionary), validity, nullCount };
}

/** The columns with repeated texts. */
const REPEATED =
  /^(session_id|direction|message_type_label|(sender|recipient|to|counterparty)_.*|attachment_(names|type))$/;

function textsOf(/** @type {unknown[]} */ cells) {
  const texts = cells.map((cell) => encoder.encode(String(cell ?? '')));
  const offsets = new Int32Array(texts.length + 1);
  for (const [index, text] of texts.entries()) {
    offsets[index + 1] = (offsets[index] ?? 0) + text.length;
  }
  return { offsets, values: Buffer.concat(texts) };
}
