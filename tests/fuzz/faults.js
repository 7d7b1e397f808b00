/**
 * Faults of fast decoders. Each is planted into the reference.
 *
 * @module
 */
import { csvOf } from './oracle/csv.js';
import { read } from './oracle/reading.js';
import { rowsOf } from './oracle/rows.js';
import { PARTS } from './reference.js';
import { parse, print } from './tree.js';

/** @import { Reading } from './oracle/reading.js' */
/** @import { Parts } from './reference.js' */
/** @import { Node } from './tree.js' */

/** Changes the text of the body before reading it, unless it is not UTF-8. */
function rereads(/** @type {(text: string) => string} */ change) {
  return (/** @type {Uint8Array} */ body) => {
    const text = Buffer.from(body).toString('utf8');
    if (!Buffer.from(text).equals(body)) return read(body);
    return { ...read(Buffer.from(change(text))), body };
  };
}

/** @type {(find: (reading: Reading) => boolean) => Partial<Parts>} */
function accepts(find) {
  return {
    read(body) {
      const reading = read(body);
      const verdict = { accept: true };
      return find(reading) ? { ...reading, page: verdict, histories: verdict } : reading;
    },
  };
}

function isJson(/** @type {string} */ text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** @returns {Node} */
function firstOnly(/** @type {Node} */ node) {
  if (typeof node === 'string') return node;
  if ('items' in node) return { items: node.items.map(firstOnly) };
  const { members } = node;
  const isFirst = (/** @type {[string, Node]} */ member) => {
    return members.find(([key]) => key === member[0]) === member;
  };
  return { members: members.filter(isFirst).map(([key, value]) => [key, firstOnly(value)]) };
}

/** Changes the scalars of a page in place. */
function values(/** @type {(value: unknown) => unknown} */ change) {
  return (/** @type {unknown} */ page) => {
    const open = [page];
    for (let next = open.pop(); next; next = open.pop()) {
      for (const [key, value] of Object.entries(next)) {
        if (isObject(value)) open.push(value);
        else Reflect.set(next, key, change(value));
      }
    }
    return page;
  };
}

/** Changes the texts of a page. */
function texts(/** @type {(text: string) => string} */ change) {
  return values((value) => (typeof value === 'string' ? change(value) : value));
}

/** Uses one object for equal parties. */
function aliased() {
  /** @type {Map<string, object>} */
  const known = new Map();
  return (/** @type {unknown} */ page) => {
    for (const message of Object(page).sms_histories) {
      const json = JSON.stringify(message.sender);
      if (!message.sender) continue;
      message.sender = known.get(json) ?? message.sender;
      known.set(json, message.sender);
    }
    return page;
  };
}

/** Confuses parties whose text has the same start and length. */
function confused(/** @type {number} */ start) {
  /** @type {Map<string, object>} */
  const known = new Map();
  return (/** @type {unknown} */ page) => {
    for (const message of Object(page).sms_histories) {
      const json = message.sender ? JSON.stringify(message.sender) : '';
      if (json.length < start) continue;
      const key = `${json.length} ${json.slice(0, start)}`;
      message.sender = structuredClone(known.get(key) ?? message.sender);
      known.set(key, message.sender);
    }
    return page;
  };
}

/** @type {Record<string, () => Partial<Parts>>} */
export const FAULTS = {
  'a page without its list is taken as an empty one': () =>
    accepts(({ value, histories, messages }) => {
      return (
        histories.accept === false &&
        messages.length === 0 &&
        isObject(value) &&
        !('sms_histories' in value)
      );
    }),
  'a message without an id is let through': () =>
    accepts(({ page }) => page.paths?.every((path) => path.endsWith('message_id')) === true),
  'what comes after the end is not seen': () => ({
    read: rereads((text) =>
      text.slice(0, 1 + Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'))),
    ),
  }),
  'a control character in a string is let through': () => ({
    read: rereads((text) => text.replace(/(?![\t\n\r\x7f-\x9f])\p{Cc}/gu, 'x')),
  }),
  'broken UTF-8 is replaced': () => ({
    read: (body) => read(Buffer.from(Buffer.from(body).toString('utf8'))),
  }),
  'white space that JSON does not have is skipped': () => ({
    read: rereads((text) => text.trim()),
  }),
  'a number with a leading zero is let through': () => ({
    read: rereads((text) => text.replace(/(?<=":-?)0+(?=\d)/g, '')),
  }),
  'a fraction that is lost in a double is let through': () =>
    accepts(({ value, histories, page }) => {
      return (
        page.accept === false &&
        histories.accept === false &&
        page.paths?.length === 1 &&
        isLost(value, page.paths[0])
      );
    }),
  'an escaped slash stays escaped': () => ({ page: texts((text) => text.replaceAll('/', '\\/')) }),
  'an escape at the end of a text is dropped': () => ({
    page: texts((text) => text.replace(/[\n\t"\\]$/, '')),
  }),
  'half a surrogate pair is lost': () => ({
    page: texts((text) => text.replace(/\p{Surrogate}/gu, '\ufffd')),
  }),
  'texts are cut at their bytes after an emoji': () => ({
    page: texts((text) => (/[😀]./u.test(text) ? text.slice(0, -1) : text)),
  }),
  'a text of 64 characters loses the last': () => ({
    page: texts((text) => (text.length === 64 ? text.slice(0, -1) : text)),
  }),
  'minus zero becomes zero': () => ({ page: values((value) => (value === 0 ? 0 : value)) }),
  '__proto__ sets the prototype': () => ({
    page(page) {
      for (const message of Object(page).sms_histories)
        Reflect.deleteProperty(message, '__proto__');
      return page;
    },
  }),
  'keys come in the order of the documentation': () => ({
    page(page) {
      const { sms_histories, ...rest } = Object(page);
      return { ...rest, sms_histories };
    },
  }),
  'of members that come twice the first one stays': () => ({
    read: rereads((text) => (isJson(text) ? print(firstOnly(parse(text))) : text)),
  }),
  'equal parties are one object': () => ({ page: aliased() }),
  'a party is known again by its first 64 bytes': () => ({ page: confused(64) }),
  'a party is known again by its length and its first letters': () => ({ page: confused(24) }),
  'a recipient is lost after the ninth': () => ({
    rowsOf: (messages, options) => {
      return rowsOf(messages, options).filter(({ recipient_index: index }) => !(Number(index) > 8));
    },
  }),
  'a message without attachments has no row': () => ({
    rowsOf: (messages, options) => {
      const rows = rowsOf(messages, options);
      return options.grain === 'attachment'
        ? rows.filter(({ attachment_index: index }) => index !== null)
        : rows;
    },
  }),
  'a session id is written into JSON as it is': () => ({
    rowsOf: (messages, options) => {
      const id = options.sessionId;
      return rowsOf(messages, { ...options, sessionId: id?.replaceAll('\\', '\\\\') });
    },
  }),
  'a number in place of a text is null in rows': () => ({
    rowsOf: (messages, options) =>
      messages.flatMap((message) =>
        rowsOf([message], options).map((row) => {
          const isNumber = typeof Reflect.get(message, 'operator_ext_number') === 'number';
          return isNumber && 'to_count' in row ? { ...row, operator_ext_number: null } : row;
        }),
      ),
  }),
  'the direction is compared by its case': () => ({
    rowsOf: (messages, options) =>
      rowsOf(messages, options).map((row) => {
        const { counterparty_name: name, direction } = row;
        const isOdd = name !== undefined && direction !== 'In' && direction !== 'Out';
        return isOdd ? { ...row, counterparty_name: null } : row;
      }),
  }),
  'a sum of sizes that no double holds is given nearly': () => ({
    rowsOf: (messages, options) =>
      messages.flatMap((message) =>
        rowsOf([message], options).map((row) => {
          const { attachment_bytes: bytes } = row;
          if (options.grain !== 'message' || bytes !== null) return row;
          const sizes = /** @type {{ size?: number | null }[]} */ (message.attachments);
          const sum = sizes.reduce((sum, { size }) => sum + (size ?? Number.NaN), 0);
          return Number.isNaN(sum) ? row : { ...row, attachment_bytes: sum };
        }),
      ),
  }),
  'ten digits are taken for a number with its country code': () => ({
    rowsOf: (messages, options) =>
      rowsOf(messages, options).map((row) => {
        const { sender_phone_number: number } = row;
        const digits = /^[2-9]\d{9}$/.exec(String(number));
        return digits && !options.callingCode ? { ...row, sender_e164: `+${digits[0]}` } : row;
      }),
  }),
  'a calling code is put before numbers that have it': () => ({
    rowsOf: (messages, options) =>
      rowsOf(messages, options).map((row) => {
        const { recipient_e164: e164, recipient_phone_number: number } = row;
        const has = options.callingCode === '44' && e164 === `+${number}`;
        return has ? { ...row, recipient_e164: `+44${number}` } : row;
      }),
  }),
  'a fraction of a second is rounded': () => ({
    rowsOf: (messages, options) =>
      rowsOf(messages, options).map((row) => {
        const { date_time: time, epoch_ms: ms } = row;
        return /\.\d{3}[5-9]/.test(String(time)) ? { ...row, epoch_ms: Number(ms) + 1 } : row;
      }),
  }),
  'columns have no null beyond the eighth row': () => ({
    columnOf(name, rows) {
      const column = PARTS.columnOf(name, rows);
      column.validity?.fill(255, 1);
      return column;
    },
  }),
  'offsets count UTF-16 units': () => ({
    columnOf(name, rows) {
      const column = PARTS.columnOf(name, rows);
      if (!column.offsets) return column;
      const units = rows.map((row) => String(row[name] ?? '').length);
      for (const [index, length] of units.entries()) {
        column.offsets[index + 1] = (column.offsets[index] ?? 0) + length;
      }
      return column;
    },
  }),
  'an empty text is null in CSV': () => ({
    csvOf: (...args) =>
      Buffer.from(
        Buffer.from(csvOf(...args))
          .toString()
          .replace(/(?<=,)""(?=,)/g, ''),
      ),
  }),
  'a formula after a wide space is let through': () => ({
    csvOf: (...args) =>
      Buffer.from(
        Buffer.from(csvOf(...args))
          .toString()
          .replace(/'(?=\u3000)/g, ''),
      ),
  }),
  'a cell that ends with a space is not quoted': () => ({
    csvOf: (...args) =>
      Buffer.from(
        Buffer.from(csvOf(...args))
          .toString()
          .replace(/"([^",\r\n]+ )"/g, '$1'),
      ),
  }),
  'NDJSON has half a surrogate pair': () => ({ line: (row) => JSON.stringify(row) }),
  'a dictionary has a text twice': () => ({
    columnOf(name, rows) {
      const column = PARTS.columnOf(name, rows);
      const { dictionary } = column;
      if (!dictionary || rows.length < 2) return column;
      const end = dictionary.offsets.at(1) ?? 0;
      const offsets = [...dictionary.offsets, dictionary.values.length + end];
      const values = Buffer.concat([dictionary.values, dictionary.values.subarray(0, end)]);
      const indices = column.indices?.map((word, row) =>
        word === 0 && row > 0 ? offsets.length - 2 : word,
      );
      return {
        ...{ ...column, ...(indices && { indices }) },
        dictionary: { offsets: Int32Array.from(offsets), values },
      };
    },
  }),
  'a byte order mark is left out': () => ({
    csvOf: (rows, grain, options) => csvOf(rows, grain, { ...options, bom: false }),
  }),
  'NDJSON breaks lines at U+2028': () => ({
    line: (row) => JSON.stringify(row).replaceAll('\u2028', '\n'),
  }),
  'an error quotes what it found': () => ({
    error(path, body) {
      const text = Buffer.from(body).toString('utf8');
      const error = PARTS.error(path, body);
      error.message += ` Near ${text.slice(-40)}`;
      return error;
    },
  }),
  'an error has no path': () => ({ error: (_, body) => PARTS.error('', body) }),
};

/** @returns {value is object} */
function isObject(/** @type {unknown} */ value) {
  return typeof value === 'object' && value !== null;
}

/**
 * @param {unknown} value
 * @param {string | undefined} path
 */
function isLost(value, path = '') {
  const found = path
    .split(/[.[\]]+/)
    .reduce((part, step) => (step ? Object(part)[step] : part), value);
  return Number.isSafeInteger(found);
}
