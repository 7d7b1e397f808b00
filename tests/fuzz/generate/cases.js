/**
 * A case: the bodies that are given to the package. It depends on the seed and the case's number
 * alone, so that any case can be had again without those before it.
 *
 * @module
 */
import { mix, Random } from '../random.js';
import { print } from '../tree.js';
import { messagesOf, page } from './messages.js';
import { mutate } from './mutations.js';
import { people } from './parties.js';
import { margin, spacing } from './spacing.js';

/** @import { Habits } from './messages.js' */
/** @import { Node } from '../tree.js' */
/** @import { People } from './parties.js' */

/** How many cases in a row know the same people, and order their members alike. */
const STREAM = 25;

const encoder = new TextEncoder();

/** @type {{ seed: number, people: People, habits: Omit<Habits, 'people'> } | undefined} */
let last;

/** @returns {Habits} */
function habitsOf(/** @type {number} */ streamSeed) {
  if (last?.seed !== streamSeed) {
    const random = new Random(streamSeed);
    last = { seed: streamSeed, people: people(random), habits: habits(random) };
  }
  return { ...last.habits, people: last.people };
}

/** @returns {Omit<Habits, 'people'>} */
function habits(/** @type {Random} */ random) {
  const salt = random.next();
  const rank = (/** @type {string} */ key) =>
    mix(salt, ...key.split('').map((c) => c.charCodeAt(0)));
  return {
    order: random.weighted([
      [5, /** @type {Habits['order']} */ ((_, members) => members)],
      [3, (_, members) => [...members].sort(([a], [b]) => rank(a) - rank(b))],
      [2, (random, members) => random.shuffled(members)],
      [1, (random, members) => (random.chance(0.5) ? members : [...members].reverse())],
    ]),
    alike: random.pick([0, 0.3, 0.9]),
    missing: random.pick([0, 0.02, 0.1, 0.5]),
    unknown: random.pick([0, 0, 0.05, 0.3, 1]),
    twice: random.chance(0.15) ? random.pick([0.03, 0.3]) : 0,
    wrong: random.chance(0.2) ? random.pick([0.005, 0.03]) : 0,
    escaped: random.chance(0.1) ? 0.05 : 0,
  };
}

/**
 * @param {number} seed
 * @param {number} number
 * @returns {Uint8Array[]} one body, or a few
 */
export function bodiesOf(seed, number) {
  const random = new Random(mix(seed, number, 2));
  const habits = habitsOf(mix(seed, Math.floor(number / STREAM), 1));
  const count = random.weighted([
    [12, 1],
    [1, 2],
    [1, 3],
  ]);
  return Array.from({ length: count }, () => body(random, habits));
}

/**
 * @param {Random} random
 * @param {Habits} habits
 */
function body(random, habits) {
  const messages = () => messagesOf(random, habits, lengthOf(random));
  const pages = () => Array.from({ length: random.below(4) }, () => page(random, habits, 2));
  /** @type {[number, () => Node][]} */
  const kinds = [
    [14, () => page(random, habits, lengthOf(random))],
    [1, () => ({ items: messages() })],
    [1, () => ({ items: pages() })],
  ];
  const tree = random.weighted(kinds)();
  const json = margin(random) + print(tree, spacing(random)) + margin(random);
  const valid = encoder.encode(json);
  return random.chance(0.3) ? mutate(random, valid) : valid;
}

function lengthOf(/** @type {Random} */ random) {
  return random.weighted([
    [8, 0],
    [40, 1],
    [50, random.between(2, 4)],
    [10, random.between(5, 20)],
    [1, random.between(90, 110)],
  ]);
}
