/**
 * JSON strings, biased towards the cases that byte readers get wrong: lengths around 8, 16, 32 and 64,
 * escapes, characters of 2, 3 and 4 bytes, halves of surrogate pairs, and text that looks like JSON,
 * CSV or a formula.
 *
 * Words are made from syllables that no error message contains, so that a match is a leak and not a
 * coincidence.
 *
 * @module
 */

/** @import { Random } from '../random.js' */

const SYLLABLES = ['qix', 'vuz', 'jowk', 'zeb', 'fyx', 'wuq', 'kaz', 'xob', 'pluv', 'Gryv', 'Ozk'];
const LENGTHS = [7, 8, 9, 15, 16, 17, 23, 24, 31, 32, 33, 47, 63, 64, 65, 127, 128, 129, 255, 256];
const SPECIAL = [
  '"',
  '\\',
  '/',
  '\b',
  '\f',
  '\n',
  '\r',
  '\t',
  '\0',
  '\x1f',
  '\x7f',
  'é',
  '€',
  '😀',
];
const WIDE = [
  'é',
  'ß',
  '߿',
  'ࠀ',
  '€',
  '漢',
  '＝',
  '\u2028',
  '\u2029',
  '\ufeff',
  '\ufffd',
  '\uffff',
];
const ASTRAL = ['😀', '👩‍👩‍👧‍👦', '🏳️‍🌈', '𐀀', '\u{10ffff}', '𝕏', '🇩🇪'];
const HALVES = ['\ud83d', '\ude00', '\ud800', '\udbff', '\udc00', '\udfff', '\ud83d\ud83d\ude00'];
const SPACES = [
  ...[' ', '  ', '\u00a0', '\u3000', '\ufeff', '\u2000', '\u200a', '\u200b', '\u1680'],
  ...['\0', '\x1f', '\x7f', '\x85', '\u200e', '\u202e', '\u202f', '\u205f', '\u2060', '\u2065'],
  // These are visible, or are not spaces.
  ...['\u180d', '\u2010', '\u2027', '\u2030', '\u205e', '\u2070', '\u2800'],
];
const TRIGGERS = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', "'", "''", 'a'];
const CELLS = [
  'a,b',
  'say "hi"',
  'a\r\nb',
  '"',
  '""',
  ',',
  ' a',
  'a ',
  ' ',
  '; ',
  'a; b',
  "'",
  ';',
];
const LOOKALIKES = [
  '],"message_id":"',
  '{"a":[1,2]}',
  '"}]}',
  '\\',
  '\\\\',
  '\\"',
  '\\u0041',
  'null',
  'true',
  '[]',
  '{}',
  ',',
  ':',
];

/** @type {readonly (readonly [number, (random: Random) => string])[]} */
const KINDS = [
  [6, () => ''],
  [14, (random) => word(random)],
  [10, (random) => Array.from({ length: random.between(2, 9) }, () => word(random)).join(' ')],
  [10, (random) => run(random)],
  [14, runWithOne],
  [6, (random) => pieces(random, WIDE)],
  [8, (random) => pieces(random, ASTRAL)],
  [5, (random) => pieces(random, HALVES)],
  [5, (random) => pieces(random, SPECIAL)],
  [4, (random) => pieces(random, LOOKALIKES)],
  [5, (random) => pieces(random, CELLS)],
  [8, formula],
  [3, (random) => String.fromCharCode(random.below(0x20))],
  [3, (random) => String.fromCharCode(random.below(0x1_0000))],
  [1, (random) => run(random, random.pick([500, 1_000, 4_096, random.chance(0.1) ? 70_000 : 64]))],
];

/** Some text, of any kind. */
export function text(/** @type {Random} */ random) {
  return random.weighted(KINDS)(random);
}

export function word(/** @type {Random} */ random) {
  return Array.from({ length: random.between(1, 4) }, () => random.pick(SYLLABLES)).join('');
}

/** Plain letters, often of a length where a reader's step ends. */
export function run(/** @type {Random} */ random, /** @type {number} */ length = lengthOf(random)) {
  let letters = '';
  while (letters.length < length) letters += random.pick(SYLLABLES);
  return letters.slice(0, length);
}

function lengthOf(/** @type {Random} */ random) {
  return random.chance(0.5) ? random.pick(LENGTHS) : random.below(80);
}

/** Plain letters with one other character anywhere among them. */
function runWithOne(/** @type {Random} */ random) {
  const letters = run(random);
  const at = random.chance(0.3) ? random.pick([0, letters.length]) : random.below(letters.length);
  const one = random.pick(random.pick([SPECIAL, WIDE, ASTRAL, HALVES]));
  return letters.slice(0, at) + one + letters.slice(at);
}

function pieces(/** @type {Random} */ random, /** @type {string[]} */ of) {
  const length = random.between(1, 5);
  return Array.from({ length }, () => (random.chance(0.6) ? random.pick(of) : word(random))).join(
    '',
  );
}

/** A formula, or almost one. */
function formula(/** @type {Random} */ random) {
  const some = (/** @type {string[]} */ of) => (random.chance(0.35) ? random.pick(of) : '');
  const quotes = random.chance(0.25) ? "'".repeat(random.between(1, 3)) : '';
  return `${some(SPACES)}${quotes}${some(SPACES)}${random.pick(TRIGGERS)}${some(CELLS)}${some(['1+1', word(random)])}`;
}

const SHORT = new Map([
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['/', '\\/'],
]);

/**
 * A text between quotes. `escaped` is the share of characters with an unnecessary escape.
 *
 * @param {Random} random
 * @param {string} plain
 * @param {number} [escaped]
 */
export function literal(random, plain, escaped = 0) {
  let json = '"';
  for (let i = 0; i < plain.length; i += 1) {
    const unit = plain.charCodeAt(i);
    const pair = /** @type {number} */ (plain.codePointAt(i)) > 0xffff;
    const half = unit >= 0xd800 && unit < 0xe000 && !pair;
    const must = unit < 0x20 || unit === 0x22 || unit === 0x5c || half;
    if (must || (escaped > 0 && random.chance(escaped))) {
      json += unicode(random, plain.charAt(i));
      if (pair) json += unicode(random, plain.charAt(i + 1));
    } else {
      json += pair ? plain.slice(i, i + 2) : plain.charAt(i);
    }
    if (pair) i += 1;
  }
  return `${json}"`;
}

function unicode(/** @type {Random} */ random, /** @type {string} */ unit) {
  const short = SHORT.get(unit);
  if (short && random.chance(0.7)) return short;
  const digits = unit.charCodeAt(0).toString(16).padStart(4, '0');
  return `\\u${random.chance(0.3) ? digits.toUpperCase() : digits}`;
}

/** A JSON string of any kind. */
export function string(/** @type {Random} */ random) {
  return literal(
    random,
    text(random),
    random.weighted([
      [8, 0],
      [1, 0.1],
      [1, 1],
    ]),
  );
}
