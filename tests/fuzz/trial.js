/**
 * One case, tried against all laws.
 *
 * @module
 */
import { LAWS } from './laws.js';
import { read } from './oracle/reading.js';
import { mix, Random } from './random.js';

/** @import { Product } from './product.js' */

const NAMES = Object.keys(LAWS);

/**
 * @typedef {object} Failure
 * @property {string} law
 * @property {string} fault
 */

/**
 * @param {Product} product
 * @param {Uint8Array[]} bodies
 * @param {number} seed of what is tried of them: forms, grains, options
 * @param {string[]} [laws]
 * @returns {Promise<{ failure: Failure | undefined, accepted: boolean | undefined }>}
 */
export async function tryBodies(product, bodies, seed, laws = NAMES) {
  const readings = bodies.map(read);
  const accepted = readings.every(({ histories }) => histories.accept);
  for (const law of laws) {
    // Of each law's own, so that it is tried in the same way without those before it.
    const subject = { readings, random: new Random(mix(seed, NAMES.indexOf(law))) };
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
    // The comparison itself could not read what it was given.
    return `gives what cannot be read: ${String(error)}`;
  }
}
