/**
 * The people of a stream: a few or many, repeated exactly or with one byte changed. A reader that
 * recognizes a party by its bytes must tell them apart.
 *
 * @module
 */
import { literal, run, text, word } from './strings.js';
import { anything, member } from './values.js';

/** @import { Random } from '../random.js' */
/** @import { Members, Node } from '../tree.js' */

const OWNER_TYPES = [
  'user',
  'callQueue',
  'autoReceptionist',
  'sharedLineGroup',
  'USER',
  'robot',
  '',
];
/** How many people a stream has, sometimes more than a dictionary holds. */
const CROWDS = [1, 2, 3, 5, 12, 40, 700];

/** @typedef {{ one: (random: Random) => Node, group: (random: Random) => Node[] }} People */

/**
 * @param {Random} random
 * @returns {People}
 */
export function people(random) {
  const size = random.pick(CROWDS);
  /** @type {Node[]} */
  const known = [];
  while (known.length < size) {
    const original = known.length > 0 && random.chance(0.4) ? random.pick(known) : undefined;
    known.push(original === undefined ? party(random) : like(random, original));
  }
  const groups = Array.from({ length: 6 }, () => {
    return Array.from({ length: random.between(0, 10) }, () => random.pick(known));
  });
  // In some streams no one appears twice.
  const strangers = random.pick([0, 0.05, 0.3, 1]);
  return {
    one: (random) => (random.chance(strangers) ? party(random) : random.pick(known)),
    group: (random) => random.pick(groups),
  };
}

/** A party as Zoom sends it, or almost. */
function party(/** @type {Random} */ random) {
  if (random.chance(0.06)) return short(random);
  /** @type {Members['members']} */
  const members = [];
  if (random.chance(0.93)) members.push(['"phone_number"', phone(random)]);
  if (random.chance(0.9)) members.push(['"display_name"', orNull(random, name)]);
  if (random.chance(0.8)) members.push(['"owner"', owner(random)]);
  if (random.chance(0.06)) members.push(member(random));
  return { members: random.chance(0.15) ? random.shuffled(members) : members };
}

/** A name of any kind, but not of any length, since it is repeated often. */
function name(/** @type {Random} */ random) {
  return literal(random, text(random).slice(0, 300), random.chance(0.1) ? 0.2 : 0);
}

/** @returns {Node} */
function short(/** @type {Random} */ random) {
  return random.pick([
    { members: [] },
    { members: [['"a"', '1']] },
    { members: [['"owner"', { members: [] }]] },
    { members: [['"phone_number"', '""']] },
    { members: [['"phone_number"', '"1"']] },
    { members: [['"phone_number"', 'null']] },
    { members: [['"owner"', 'null']] },
  ]);
}

/** @returns {Node} */
function owner(/** @type {Random} */ random) {
  if (random.chance(0.08)) return 'null';
  /** @type {Members['members']} */
  const members = [];
  if (random.chance(0.95)) members.push(['"id"', orNull(random, (r) => literal(r, word(r)))]);
  if (random.chance(0.95)) {
    members.push(['"type"', orNull(random, (r) => literal(r, r.pick(OWNER_TYPES)))]);
  }
  if (random.chance(0.05)) members.push(member(random, 2));
  return { members: random.chance(0.1) ? random.shuffled(members) : members };
}

/** A party that differs from another in one important detail. */
function like(/** @type {Random} */ random, /** @type {Node} */ original) {
  if (typeof original === 'string' || 'items' in original) return original;
  const members = [...original.members];
  random.weighted([
    [3, () => change(random, members)],
    [2, () => members.reverse()],
    [
      2,
      () => members.push(['"z"', random.pick(['1', '2', '"a"', '"b"', '{}', '{"y":{"x":[1]}}'])]),
    ],
    // The first 64 bytes and more are those of others.
    [2, () => members.unshift(['"phone_number"', `"${'1'.repeat(80)}${random.below(4)}"`])],
    [1, () => members.unshift(['"padding"', literal(random, run(random, 70))])],
    [1, () => members.pop()],
    [1, () => members.push(['"owner"', anything(random, 1)])],
  ])();
  return { members };
}

/** Replaces the last character of one of the strings. */
function change(/** @type {Random} */ random, /** @type {Members['members']} */ members) {
  const at = random.below(members.length);
  const [key, value] = members[at] ?? ['"phone_number"', '""'];
  if (typeof value !== 'string' || !/[a-zA-Z0-9]"$/.test(value)) return;
  members[at] = [key, `${value.slice(0, -2)}${random.pick(['0', '1', 'x', 'é', '\\n'])}"`];
}

function phone(/** @type {Random} */ random) {
  return orNull(random, (random) =>
    random.weighted([
      [12, () => `"1${String(random.next()).padStart(10, '0')}"`],
      [2, () => `"+${digits(random)}"`],
      [2, () => literal(random, spaced(random))],
      [3, () => `"${digits(random)}"`],
      [1, () => literal(random, `+${word(random)}`)],
      [
        1,
        () => literal(random, random.pick(['911; 88022', '+1; 2', '1;2', '; ', '+', '1+1', '＋1'])),
      ],
      [1, () => literal(random, `1${random.below(10 ** 9)}9`, 0.3)],
      [1, () => literal(random, text(random))],
    ])(),
  );
}

/** A phone number as people write it, or almost. */
function spaced(/** @type {Random} */ random) {
  const start = random.pick(['+1 ', '1-', '', '+44 ', '44', '0', '+1 (0) ', ' 1 ']);
  const area = random.pick(['810', '(810)', '110', '20', '(0)20']);
  return `${start}${area}${random.pick([' ', '-', '.', ''])}800${random.pick(['-', ' ', '/', ''])}1001`;
}

function digits(/** @type {Random} */ random) {
  let some = '';
  for (let left = random.between(1, 17); left > 0; left -= 1) some += random.below(10);
  return some;
}

/**
 * @param {Random} random
 * @param {(random: Random) => string} make
 */
export function orNull(random, make) {
  return random.chance(0.04) ? 'null' : make(random);
}
