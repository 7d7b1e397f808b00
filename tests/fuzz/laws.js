/**
 * The laws: what must hold for every body.
 *
 * @module
 */
import { bodyForm, historyForms } from './forms.js';
import { cellsOf } from './oracle/columns.js';
import { csvOf, parseCsv, unguarded } from './oracle/csv.js';
import { COLUMNS, GRAINS, INTEGERS, rowsOf } from './oracle/rows.js';
import { difference, shown } from './oracle/same.js';
import { faultOf } from './refusal.js';

/** @import { Reading, Verdict } from './oracle/reading.js' */
/** @import { Grain, Row, RowOptions } from './oracle/rows.js' */
/** @import { Product } from './product.js' */
/** @import { Random } from './random.js' */

/**
 * @typedef {object} Subject
 * @property {Reading[]} readings of the bodies of one case
 * @property {Random} random
 */

/**
 * Returns the fault, if there is one.
 *
 * @typedef {(product: Product, subject: Subject) => Promise<string | undefined> | string | undefined} Law
 */

/**
 * Calls the product and compares what it gives, or what it throws.
 *
 * @template T
 * @param {() => T} call
 * @param {Verdict} verdict
 * @param {Reading[]} readings
 * @param {(result: T) => string | undefined} compare
 */
function attempt(call, verdict, readings, compare) {
  let result;
  try {
    result = call();
  } catch (error) {
    if (verdict.accept) return `refuses what is right: ${String(error)}`;
    return faultOf(error, verdict, bodiesOf(readings));
  }
  return verdict.accept === false ? `accepts what is wrong${at(verdict)}` : compare(result);
}

function at(/** @type {Verdict} */ { paths }) {
  return paths ? ` at ${paths.slice(0, 5).join(', ')}` : '';
}

function bodiesOf(/** @type {Reading[]} */ readings) {
  return readings.map(({ body }) => body);
}

/** @type {Law} */
function pages({ decodeSmsSession: decode }, { readings, random }) {
  for (const reading of readings) {
    const form = bodyForm(reading, random);
    const fault = attempt(
      () => decode(form),
      reading.page,
      [reading],
      (page) => {
        /** @type {Set<object>} */
        const seen = new Set();
        const first = difference(page, reading.value, seen);
        if (first) return first;
        if (!random.chance(0.2)) return undefined;
        // Changing one page must not change the next.
        spoil(seen);
        return difference(decode(form), reading.value, seen);
      },
    );
    if (fault) return fault;
  }
  return undefined;
}

/** Changes every object. */
function spoil(/** @type {Set<object>} */ objects) {
  for (const object of objects) {
    if (Array.isArray(object)) object.push('spoiled');
    else for (const key of Object.keys(object)) Reflect.set(object, key, 'spoiled');
  }
}

/** @type {Law} */
async function fetched({ getSmsSession: get }, { readings, random }) {
  // The decoder is the same; only the path to it differs, and it is slow.
  if (!get || random.chance(0.8)) return undefined;
  for (const reading of readings) {
    /** @type {unknown[]} */
    const results = await Promise.allSettled([get(reading.body)]);
    const [{ status, value, reason }] = /** @type {[Record<string, unknown>]} */ (results);
    const call = () => {
      if (status === 'rejected') throw reason;
      return value;
    };
    const fault = attempt(call, reading.page, [reading], (page) => difference(page, reading.value));
    if (fault) return fault;
  }
  return undefined;
}

/**
 * The input for a function of histories: one body as it is, several as a list.
 *
 * @param {Subject} subject
 * @returns {{ input: unknown, verdict: Verdict, messages: object[] }}
 */
function histories({ readings, random }) {
  const [first] = readings;
  const messages = readings.flatMap((reading) => reading.messages);
  if (readings.length === 1 && first) {
    return { input: bodyForm(first, random), verdict: first.histories, messages };
  }
  const input = readings.map((reading) => bodyForm(reading, random));
  const verdicts = readings.map((reading) => reading.histories);
  const bad = verdicts.findIndex(({ accept }) => accept !== true);
  const verdict = verdicts[bad] ?? { accept: true };
  const isCertain = verdict.accept === false || verdicts.every(({ accept }) => accept !== false);
  return {
    input,
    verdict: {
      accept: isCertain ? verdict.accept : false,
      paths: isCertain ? verdict.paths?.map((path) => `[${bad}]${separated(path)}`) : undefined,
    },
    messages,
  };
}

function separated(/** @type {string} */ path) {
  if (path === 'body') return '';
  return path.startsWith('[') ? path : `.${path}`;
}

/** Session ids: Zoom's form, and some that need care in JSON or CSV. */
const SESSIONS = ['35ccd84704253f5f793d0a721c7fe655', 'a "b"\\', '=1+1, x', 'é🙂', '1', ' '];

const CODES = ['1', '7', '44', '49', '353'];

/**
 * @param {Random} random
 * @param {Grain} grain
 * @returns {RowOptions}
 */
function rowOptions(random, grain = random.pick(GRAINS)) {
  return {
    grain,
    ...(random.chance(0.5) && { sessionId: random.pick(SESSIONS) }),
    ...(random.chance(0.5) && { callingCode: random.pick(CODES) }),
  };
}

/** @type {Law} */
function rows({ flattenSmsHistories: flatten }, subject) {
  for (const grain of GRAINS) {
    const options = rowOptions(subject.random, grain);
    const { input, verdict, messages } = histories(subject);
    const fault = attempt(
      () => flatten(input, options),
      verdict,
      subject.readings,
      (rows) => difference(rows, rowsOf(messages, options)),
    );
    if (fault) return `${shown(Object.entries(options))}: ${fault}`;
  }
  return undefined;
}

/** @type {Law} */
function forms({ flattenSmsHistories: flatten }, { readings, random }) {
  for (const reading of readings) {
    if (!reading.histories.accept) continue;
    const grain = random.pick(GRAINS);
    for (const [name, input, messages] of historyForms(reading, random)) {
      const verdict = { accept: messages !== undefined };
      const fault = attempt(
        () => flatten(input, { grain }),
        verdict,
        [reading],
        (rows) => difference(rows, rowsOf(messages ?? [], { grain })),
      );
      if (fault) return `${grain}, ${name}: ${fault}`;
    }
  }
  return undefined;
}

/** @type {Law} */
function columns({ toColumns }, subject) {
  const options = rowOptions(subject.random);
  const { grain } = options;
  const { input, verdict, messages } = histories(subject);
  const fault = attempt(
    () => toColumns(input, options),
    verdict,
    subject.readings,
    (given) => {
      // This would change data that is only borrowed from the wasm's memory.
      toColumns('{"sms_histories":[]}', { grain });
      const expected = rowsOf(messages, options);
      if (given.length !== expected.length) {
        return `has ${given.length} rows, and should have ${expected.length}`;
      }
      const cells = cellsOf(given);
      for (const { name, type } of given.columns) {
        if ((type === 'int64') !== INTEGERS.has(name)) return `${name} is of the type ${type}`;
      }
      return difference(
        cells,
        COLUMNS[grain].map((name) => [name, expected.map(asCell(name))]),
      );
    },
  );
  return fault && `${shown(Object.entries(options))}: ${fault}`;
}

/** A row's cell as columns hold it: UTF-8 text, or a 64-bit integer. */
function asCell(/** @type {string} */ name) {
  return (/** @type {Row} */ row) => {
    const cell = row[name] ?? null;
    if (typeof cell === 'number') return BigInt(cell);
    return typeof cell === 'string' ? wellFormed(cell) : cell;
  };
}

/** The text with U+FFFD in place of each half of a surrogate pair. */
function wellFormed(/** @type {string} */ text) {
  return Buffer.from(text).toString('utf8');
}

function wellFormedRow(/** @type {Row} */ row) {
  const cells = Object.entries(row).map(([name, cell]) => [
    name,
    typeof cell === 'string' ? wellFormed(cell) : cell,
  ]);
  return Object.fromEntries(cells);
}

/** @type {Law} */
function csv({ toCsv }, subject) {
  const { random } = subject;
  const ofRows = rowOptions(random);
  const { grain } = ofRows;
  const [header, guard, bom] = [random.chance(0.7), random.chance(0.7), random.chance(0.3)];
  const options = {
    ...ofRows,
    ...{ ...(!header && { header }), ...(!guard && { guard }), ...(bom && { bom }) },
  };
  const { input, verdict, messages } = histories(subject);
  const fault = attempt(
    () => toCsv(input, options),
    verdict,
    subject.readings,
    (given) => {
      toCsv('{"sms_histories":[]}', { grain });
      const rows = rowsOf(messages, ofRows);
      return (
        differentCsv(given, csvOf(rows, grain, { header, guard, bom })) ??
        unread(given, rows, grain, options)
      );
    },
  );
  return fault && `${shown(Object.entries(options))}: ${fault}`;
}

/**
 * @param {Uint8Array} given
 * @param {Uint8Array} expected
 */
function differentCsv(given, expected) {
  if (!(given instanceof Uint8Array)) return 'is no Uint8Array';
  if (Buffer.compare(given, expected) === 0) return undefined;
  const at = expected.findIndex((byte, index) => given[index] !== byte);
  const start = Math.max(0, (at < 0 ? expected.length : at) - 20);
  const near = (/** @type {Uint8Array} */ bytes) => {
    return shown(Buffer.from(bytes.subarray(start, start + 60)).toString('utf8'));
  };
  return `has ${near(given)} at byte ${start}, and should have ${near(expected)}`;
}

/**
 * Reads the CSV back: every text must be unchanged.
 *
 * @param {Uint8Array} given
 * @param {Row[]} rows
 * @param {Grain} grain
 * @param {{ header?: boolean, guard?: boolean, bom?: boolean }} options
 */
function unread(given, rows, grain, { header = true, guard = true, bom = false }) {
  const records = parseCsv(new TextDecoder('utf-8', { ignoreBOM: !bom }).decode(given));
  const names = COLUMNS[grain];
  const expected = rows.map((row) => {
    return names.map((name) => (row[name] === null ? null : wellFormed(String(row[name]))));
  });
  const isText = names.map((name) => !INTEGERS.has(name));
  const found = records.slice(header ? 1 : 0).map((record) => {
    return record.map((cell, index) => (guard && cell && isText[index] ? unguarded(cell) : cell));
  });
  return difference(found, expected);
}

/** @type {Law} */
function ndjson({ toNdjson }, subject) {
  const options = rowOptions(subject.random);
  const { grain } = options;
  const { input, verdict, messages } = histories(subject);
  const fault = attempt(
    () => toNdjson(input, options),
    verdict,
    subject.readings,
    (given) => {
      toNdjson('{"sms_histories":[]}', { grain });
      const lines = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
        .decode(given)
        .split('\n');
      if (lines.pop() !== '') return 'does not end with a line break';
      if (/[\x85\u2028\u2029]/.test(lines.join(''))) return 'has a line break of Unicode';
      return difference(
        lines.map((line) => JSON.parse(line)),
        rowsOf(messages, options).map(wellFormedRow),
      );
    },
  );
  return fault && `${shown(Object.entries(options))}: ${fault}`;
}

/** @type {Record<string, Law>} */
export const LAWS = { pages, fetched, rows, forms, columns, csv, ndjson };
