/**
 * Checks an error about a body: its kind, its path, and that it shows none of the content.
 *
 * @module
 */

import { SHAPES } from './oracle/schema.js';

/** @import { Verdict } from './oracle/reading.js' */

/** This many equal characters in a row are a leak, not a coincidence. */
const WINDOW = 6;
/** Only every third place is checked: that finds any leak of 8 characters. */
const STEP = 3;
/** Text of the error messages themselves. */
const OWN_WORDS = /2022-03-23T02:58:01Z|at byte \d+/g;
const KNOWN_NAMES = Object.values(SHAPES).flatMap((shape) => Object.keys(shape));
/** "number" is also a word of the messages, and part of `phone_number`. */
const KNOWN_WORDS = KNOWN_NAMES.join(' ');
const STRINGS = /"((?:[^"\\]|\\.)*)("?)(\s*:)?/gs;

/**
 * @param {unknown} error
 * @param {Verdict} verdict
 * @param {Uint8Array[]} bodies
 * @returns {string | undefined} what is wrong with it
 */
export function faultOf(error, verdict, bodies) {
  if (!(error instanceof Error)) return `throws ${String(error)}, which is no Error`;
  const { name, message } = error;
  const kind = Reflect.get(error, 'kind');
  const path = Reflect.get(error, 'path');
  if (name !== 'DecodeError' || kind !== 'decode') return `throws ${name}: ${message}`;
  if (typeof path !== 'string' || path === '') return `throws an error without a path: ${message}`;
  if (verdict.paths && !verdict.paths.includes(path)) {
    return `names the path ${path}, and should name one of ${verdict.paths.slice(0, 5).join(', ')}`;
  }
  const leak = leakOf(error, path, bodies);
  return leak && `quotes ${JSON.stringify(leak)} of the body: ${message}`;
}

/**
 * The part of the bodies' strings that an error shows, if any.
 *
 * @param {Error} error
 * @param {string} path
 * @param {Uint8Array[]} bodies
 */
function leakOf(error, path, bodies) {
  const strings = bodies.map(stringsOf);
  const content = strings.map(({ values }) => values).join('\n');
  const isName = (/** @type {string} */ step) => {
    return KNOWN_NAMES.includes(step) || strings.some(({ names }) => names.has(step));
  };
  const shown = [...words(error)].join('\n').replaceAll(OWN_WORDS, '');
  const steps = path.split(/[.[\]]+/).filter(isName);
  const rest = steps.reduce((text, step) => text.replaceAll(step, ''), shown);
  for (let at = 0; at + WINDOW <= rest.length; at += STEP) {
    const window = rest.slice(at, at + WINDOW);
    if (!KNOWN_WORDS.includes(window) && content.includes(window)) return window;
  }
  return undefined;
}

/** @type {WeakMap<Uint8Array, { names: Set<string>, values: string }>} */
const known = new WeakMap();

/** The strings of a body: the names, and all others as one text. */
function stringsOf(/** @type {Uint8Array} */ body) {
  const found = known.get(body);
  if (found) return found;
  /** @type {string[]} */
  const values = [];
  /** @type {Set<string>} */
  const names = new Set();
  for (const [, written = '', , colon] of Buffer.from(body).toString('utf8').matchAll(STRINGS)) {
    // A path may contain names.
    if (colon) names.add(decoded(written));
    else if (written.length >= WINDOW) values.push(decoded(written));
  }
  const strings = { names, values: values.join('\n') };
  known.set(body, strings);
  return strings;
}

function decoded(/** @type {string} */ written) {
  if (!written.includes('\\')) return written;
  try {
    return /** @type {string} */ (JSON.parse(`"${written}"`));
  } catch {
    return written;
  }
}

/**
 * All texts of an error that a log might show.
 *
 * @param {object} error
 * @returns {Generator<string>}
 */
function* words(error) {
  for (const key of Object.getOwnPropertyNames(error)) {
    const value = Reflect.get(error, key);
    if (typeof value === 'string' && key !== 'stack') yield value;
    if (typeof value === 'object' && value !== null) yield* words(value);
  }
}
