/**
 * Damaged bodies: cut off, a byte changed, broken UTF-8, parts swapped. Some are still valid, with
 * another meaning.
 *
 * @module
 */

/** @import { Random } from '../random.js' */

const MARKS = [...'"\\{}[],: \n\t0123456789-+.eEtfnu/'].map((mark) => mark.charCodeAt(0));
const ODD_BYTES = [0, 1, 8, 0x1f, 0x7f, 0x80, 0xbf, 0xc0, 0xc3, 0xe2, 0xed, 0xf0, 0xf5, 0xfe, 0xff];
const BROKEN_UTF8 = [
  ...[
    [0xc0, 0x80],
    [0xe0, 0x80, 0x80],
    [0xed, 0xa0, 0x80],
    [0xed, 0xbf, 0xbf],
    [0xf0, 0x80, 0x80, 0x80],
  ],
  ...[
    [0xf4, 0x90, 0x80, 0x80],
    [0xe2, 0x82],
    [0xf0, 0x9f, 0x98],
    [0x80],
    [0xc3],
    [0xff],
    [0xc1, 0xbf],
  ],
];
const BOM = [0xef, 0xbb, 0xbf];
/** White space and comments that JSON does not allow. */
const NO_SPACES = ['\u00a0', '\v', '\f', '\u2028', '\ufeff', '\0', '\u0085', '/**/', '//\n', '#'];
const TOKENS = [
  ...[
    'null',
    'true',
    'false',
    '""',
    '0',
    '{}',
    '[]',
    '-',
    '01',
    '1.',
    '.5',
    '+1',
    '1e',
    '1e+',
    '--1',
  ],
  ...[
    '0x10',
    'NaN',
    'Infinity',
    '-Infinity',
    'undefined',
    'nul',
    'truee',
    'True',
    "'a'",
    '""""',
    'a',
  ],
  ...[
    '"\\x41"',
    '"\\u12"',
    '"\\u12g4"',
    '"\\',
    '"\\u',
    '"\\ud83d',
    '"\t"',
    '"\n"',
    '"\0"',
    '-0',
    '1E400',
  ],
  ...[
    ',',
    ',,',
    ':',
    '::',
    '}',
    ']',
    '{',
    '[',
    '}}',
    ']]',
    '"',
    '\\',
    '\\"',
    '1 2',
    '"a" "b"',
    '1_000',
  ],
];
const NUMBER_PARTS = [
  '0',
  '0',
  '0',
  '-',
  '+',
  '.',
  '.0',
  '.5',
  'e',
  'e0',
  'E+2',
  'e-2',
  '00',
  '0000000000',
];
const REPLACEMENTS = [
  '',
  ' ',
  '\n',
  'null',
  '<html><body>502 Bad Gateway</body></html>',
  '[',
  '{',
  '"',
];

const encoder = new TextEncoder();

/** @typedef {(random: Random, body: Uint8Array) => Uint8Array} Mutation */

/** @type {(body: Uint8Array, start: number, end: number, ...put: ArrayLike<number>[]) => Uint8Array} */
function splice(body, start, end, ...put) {
  const length = put.reduce((sum, { length }) => sum + length, 0);
  const spliced = new Uint8Array(start + length + body.length - end);
  spliced.set(body.subarray(0, start));
  let at = start;
  for (const part of put) {
    spliced.set(part, at);
    at += part.length;
  }
  spliced.set(body.subarray(end), at);
  return spliced;
}

function byte(/** @type {Random} */ random) {
  return random.weighted([
    [5, () => random.pick(MARKS)],
    [2, () => random.pick(ODD_BYTES)],
    [2, () => random.below(256)],
  ])();
}

/**
 * Where a token starts and ends.
 *
 * @param {Random} random
 * @param {Uint8Array} body
 * @returns {[start: number, end: number]}
 */
function token(random, body) {
  const isMark = (/** @type {number} */ at) =>
    /[{}[\],:\s]/.test(String.fromCharCode(body[at] ?? 0));
  let start = random.below(body.length);
  while (start > 0 && isMark(start)) start -= 1;
  let end = start;
  while (start > 0 && !isMark(start - 1)) start -= 1;
  while (end < body.length && !isMark(end)) end += 1;
  return [start, Math.max(end, Math.min(start + 1, body.length))];
}

/**
 * @param {Random} random
 * @param {Uint8Array} body
 * @returns {[start: number, end: number]}
 */
function range(random, body) {
  const start = random.below(body.length + 1);
  const length = random.chance(0.7) ? random.below(16) : random.below(body.length);
  return [start, Math.min(start + length, body.length)];
}

/** @type {readonly (readonly [number, Mutation])[]} */
const MUTATIONS = [
  [6, (random, body) => body.slice(0, random.below(body.length + 1))],
  [2, (random, body) => body.slice(0, token(random, body)[random.below(2)])],
  [1, (random, body) => body.slice(random.below(body.length + 1))],
  [10, (random, body) => at(random, body, 1, [byte(random)])],
  [8, (random, body) => at(random, body, 0, [byte(random)])],
  [8, (random, body) => at(random, body, 1)],
  [3, (random, body) => flip(random, body)],
  [3, (random, body) => at(random, body, 0, [random.pick([0, 0x1f, random.below(0x20)])])],
  [10, (random, body) => respell(random, body)],
  [4, (random, body) => splice(body, ...range(random, body))],
  [4, (random, body) => at(random, body, 0, body.slice(...range(random, body)))],
  [5, (random, body) => at(random, body, random.below(2), random.pick(BROKEN_UTF8))],
  [2, (random, body) => at(random, body, 0, BOM)],
  [2, (_, body) => splice(body, 0, 0, BOM)],
  [1, (_, body) => splice(body, 0, 0, BOM, BOM)],
  [8, (random, body) => splice(body, ...token(random, body), encoder.encode(random.pick(TOKENS)))],
  [5, (random, body) => splice(body, ...token(random, body), body.slice(...token(random, body)))],
  [4, swap],
  [3, (random, body) => atToken(random, body, encoder.encode(random.pick(NO_SPACES)))],
  [3, (random, body) => atToken(random, body, encoder.encode(random.pick(TOKENS)))],
  [3, (random, body) => splice(body, body.length, body.length, [byte(random)])],
  [
    1,
    (random, body) =>
      splice(body, body.length, body.length, encoder.encode(random.pick(NO_SPACES))),
  ],
  [1, (_, body) => splice(body, body.length, body.length, body)],
  [1, (_, body) => new Uint8Array(Buffer.from(Buffer.from(body).toString('utf8'), 'utf16le'))],
  [1, (random) => encoder.encode(random.pick(REPLACEMENTS))],
  [1, (random, body) => splice(body, 0, 0, encoder.encode(random.pick(NO_SPACES)))],
];

/** @type {(random: Random, body: Uint8Array, removed: number, put?: ArrayLike<number>) => Uint8Array} */
function at(random, body, removed, put = []) {
  const start = random.below(body.length + 1);
  return splice(body, start, Math.min(start + removed, body.length), put);
}

/** @type {(random: Random, body: Uint8Array, put: ArrayLike<number>) => Uint8Array} */
function atToken(random, body, put) {
  const edge = token(random, body)[random.below(2)] ?? 0;
  return splice(body, edge, edge, put);
}

/** @type {Mutation} */
function flip(random, body) {
  const flipped = body.slice();
  const at = random.below(body.length);
  if (body.length > 0) flipped[at] = (flipped[at] ?? 0) ^ (1 << random.below(8));
  return flipped;
}

/**
 * Spells a number in another way, not always a valid one.
 *
 * @type {Mutation}
 */
function respell(random, body) {
  const json = Buffer.from(body).toString('latin1');
  const numbers = [...json.matchAll(/(?<=[:,[]\s*)-?\d+(?=[\s,\]}.eE])/g)];
  if (numbers.length === 0) return body;
  const { index, 0: number } = random.pick(numbers);
  const edge = index + (random.chance(0.5) ? 0 : number.length);
  return splice(body, edge, edge, encoder.encode(random.pick(NUMBER_PARTS)));
}

/** @type {Mutation} */
function swap(random, body) {
  const [first, second] = [token(random, body), token(random, body)].sort(([a], [b]) => a - b);
  if (!first || !second || first[1] > second[0]) return body;
  const [one, between, other] = [
    body.slice(...first),
    body.slice(first[1], second[0]),
    body.slice(...second),
  ];
  return splice(body, first[0], second[1], other, between, one);
}

/** The body with one to three faults. */
export function mutate(/** @type {Random} */ random, /** @type {Uint8Array} */ body) {
  let mutated = body;
  for (let left = random.pick([1, 1, 1, 2, 3]); left > 0; left -= 1) {
    mutated = random.weighted(MUTATIONS)(random, mutated);
  }
  return mutated;
}
