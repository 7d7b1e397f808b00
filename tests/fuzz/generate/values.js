/**
 * Undocumented values: numbers in odd spellings, and unknown members, nested, large and deep.
 *
 * @module
 */
import { literal, string, text } from './strings.js';

/** @import { Random } from '../random.js' */
/** @import { Node } from '../tree.js' */

const WHOLE = [
  ...[
    '0',
    '-0',
    '1',
    '2',
    '6',
    '7',
    '-1',
    '225740',
    '2.0',
    '2e0',
    '2E+0',
    '20e-1',
    '2.50e1',
    '0e5',
  ],
  ...['0.0', '-0.0', '0e-7', '1e3', '1.0E3', '100e-2', '9007199254740991', '-9007199254740991'],
  ...['9007199254740991.0', '9.007199254740991e15', '999999999999999', '1000000000000000000e-3'],
];
const NOT_WHOLE = [
  ...[
    '1.5',
    '0.1',
    '-0.5',
    '1e-3',
    '25e-1',
    '9007199254740992',
    '-9007199254740992',
    '1e16',
    '1e400',
  ],
  ...['9007199254740991.5', '9007199254740990.5', '1.0000000000000000001', '9007199254740993'],
  ...[
    '123456789012345678901234567890',
    '4503599627370496.5',
    '1e-400',
    '-1e400',
    '0.30000000000000004',
  ],
];
/** Names that are special in JavaScript, or close to Zoom's. */
const NAMES = [
  ...[
    '__proto__',
    '__proto__',
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'valueOf',
    'toJSON',
  ],
  ...['then', 'length', '', '0', '1', '10', '007', '-1', '4294967294', '4294967295', '1e3', '1.5'],
  ...['message_i', 'message_idd', 'messages', 'Message_ID', 'sende', 'senders', 'sms_historie'],
  ...['sms_historiess', 'date_tim', 'date_times', 'typ', 'types', 'i', 'ids', 'name', 'size', 'id'],
  ...[
    'type',
    'owner',
    'sender',
    'phone_numbe',
    'phone_numbers',
    'epoch_ms',
    'é',
    '😀',
    'a b',
    'a"b',
  ],
  ...['reactions', 'read_at', 'thread', 'x'.repeat(300)],
];

/** A whole number in any spelling. */
export function whole(/** @type {Random} */ random) {
  return random.chance(0.7) ? String(random.below(1_000_000)) : random.pick(WHOLE);
}

/** A number that is not a valid integer, or almost is. */
export function notWhole(/** @type {Random} */ random) {
  return random.pick(NOT_WHOLE);
}

function number(/** @type {Random} */ random) {
  return random.weighted([
    [3, () => whole(random)],
    [2, () => notWhole(random)],
    [2, () => String((random.next() - 2 ** 31) / 2 ** random.below(40))],
    [1, () => ((random.next() / 2 ** 32) * 10 ** random.between(-300, 300)).toExponential()],
  ])();
}

export function scalar(/** @type {Random} */ random) {
  return random.weighted([
    [4, () => string(random)],
    [3, () => number(random)],
    [1, () => 'null'],
    [1, () => random.pick(['true', 'false'])],
  ])();
}

/**
 * Any value, its depth limited by `depth`.
 *
 * @param {Random} random
 * @param {number} [depth]
 * @returns {Node}
 */
export function anything(random, depth = 3) {
  if (depth === 0 || random.chance(0.5)) return scalar(random);
  if (random.chance(0.01)) return deep(random);
  if (random.chance(0.003)) return large(random);
  const length = random.below(5);
  if (random.chance(0.5)) {
    return { items: Array.from({ length }, () => anything(random, depth - 1)) };
  }
  return { members: Array.from({ length }, () => member(random, depth - 1)) };
}

/**
 * An unknown member.
 *
 * @param {Random} random
 * @param {number} [depth]
 * @returns {[key: string, value: Node]}
 */
export function member(random, depth = 3) {
  return [key(random), anything(random, depth)];
}

/** The name of an unknown member, as JSON writes it. */
export function key(/** @type {Random} */ random) {
  const name = random.chance(0.6) ? random.pick(NAMES) : text(random).slice(0, 80);
  return literal(random, name, random.chance(0.1) ? 0.3 : 0);
}

/** Nested brackets, as one piece of text, so that no printer has to recurse. */
function deep(/** @type {Random} */ random) {
  const depth = random.chance(0.1) ? random.between(200, 5_000) : random.between(5, 70);
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"b":', '}]'],
    ['[0,', ']'],
  ]);
  return `${open.repeat(depth)}${scalar(random)}${close.repeat(depth)}`;
}

/** @returns {Node} */
function large(/** @type {Random} */ random) {
  const length = random.between(50, 400);
  if (random.chance(0.5)) return { items: Array.from({ length }, () => scalar(random)) };
  return {
    members: Array.from({ length }, (_, index) => [`"k${index}"`, scalar(random)]),
  };
}
