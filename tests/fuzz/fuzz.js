/**
 * Case after case, until one fails.
 *
 * @module
 */
import { bodiesOf } from './generate/cases.js';
import { mix } from './random.js';
import { tryBodies } from './trial.js';

/** @import { Product } from './product.js' */
/** @import { Failure } from './trial.js' */

/**
 * @typedef {object} Run
 * @property {number} cases how many were tried
 * @property {number} accepted of how many every body had to be accepted
 * @property {number} bytes
 * @property {Failure & { number: number } | undefined} failure the first one, with its case's number
 */

/**
 * @param {Product} product
 * @param {object} options
 * @param {number} options.seed
 * @param {number} [options.first] the number of the first case
 * @param {number} [options.cases]
 * @param {(run: Run) => boolean} [options.isEnough] asked now and then
 * @returns {Promise<Run>}
 */
export async function fuzz(product, { seed, first = 0, cases = Infinity, isEnough = () => false }) {
  /** @type {Run} */
  const run = { cases: 0, accepted: 0, bytes: 0, failure: undefined };
  for (let number = first; run.cases < cases; number += 1) {
    if (number % 200 === 0 && isEnough(run)) break;
    const { bodies, seed: own } = trialOf(seed, number);
    const { failure, accepted } = await tryBodies(product, bodies, own);
    run.cases += 1;
    run.accepted += Number(accepted === true);
    run.bytes += bodies.reduce((sum, { length }) => sum + length, 0);
    if (failure) return { ...run, failure: { ...failure, number } };
  }
  return run;
}

/**
 * What a case is tried with.
 *
 * @param {number} seed
 * @param {number} number
 */
export function trialOf(seed, number) {
  return { bodies: bodiesOf(seed, number), seed: mix(seed, number, 3) };
}
