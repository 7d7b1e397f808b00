/**
 * Tries one case against all laws.
 *
 * @module
 */
import { LAWS } from './laws.js';
import { read } from './oracle/reading.js';
import { Random } from './random.js';

/** @import { Product } from './product.js' */

const NAMES = Object.keys(LAWS);

/**
 * @typedef {object} Failure
 * @property {string} law
 * @property {string} fault
 */

/**
 * @typedef {object} Trial
 * @property {Uint8Array[]} bodies
 * @property {number} seed for what is done with them: forms, grains, options
 * @property {string[]} [laws] all, if not given
 */

/**
 * @param {Product} product
 * @param {Trial} trial
 * @returns {Promise<{ failure: Failure | undefined, accepted: boolean | undefined }>}
 */
export async function runTrial(product, { bodies, seed, laws = NAMES }) {
  const readings = bodies.map(read);
  const accepted = readings.every(({ histories }) => histories.accept);
  // Each law has its own seed, so that it is tried in the same way without those before it.
  const random = new Random(seed);
  const seeds = new Map(NAMES.map((law) => [law, random.next()]));
  for (const law of laws) {
    const subject = { readings, random: new Random(seeds.get(law) ?? 0) };
    const fault = await attempt(law, product, subject);
    if (fault) return { failure: { law, fault }, accepted };
  }
  return { failure: undefined, accepted };
}

/**
 * @param {string} law
 * @param {Product} product
 * @param {import('./laws.js').Subject} subject
 */
async function attempt(law, product, subject) {
  try {
    return await LAWS[law]?.(product, subject);
  } catch (error) {
    // The comparison could not read the result.
    return `gives what cannot be read: ${String(error)}`;
  }
}
