/**
 * The cases: bodies for the package to read.
 *
 * @module
 */
import { Random } from '../random.js';
import { print } from '../tree.js';
import { messagesOf, page } from './messages.js';
import { mutate } from './mutations.js';
import { people } from './parties.js';
import { margin, spacing } from './spacing.js';

/** @import { Habits } from './messages.js' */
/** @import { Node } from '../tree.js' */
/** @import { Trial } from '../trial.js' */

/** How many cases in a row have the same people, and members in the same order. */
export const STREAM = 25;

const encoder = new TextEncoder();

/**
 * Cases as one process might get them. The same seed gives the same cases.
 *
 * @param {number} seed
 * @returns {Trial[]}
 */
export function stream(seed) {
  const random = new Random(seed);
  const common = { people: people(random), ...habits(random) };
  return Array.from({ length: STREAM }, () => ({
    bodies: bodies(random, common),
    seed: random.next(),
  }));
}

/** @returns {Omit<Habits, 'people'>} */
function habits(/** @type {Random} */ random) {
  const ranks = new Map();
  const draws = new Random(random.next());
  const rank = (/** @type {string} */ key) => {
    if (!ranks.has(key)) ranks.set(key, draws.next());
    return ranks.get(key);
  };
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
 * One body, or a few.
 *
 * @param {Random} random
 * @param {Habits} habits
 */
function bodies(random, habits) {
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
