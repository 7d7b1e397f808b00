/**
 * Runs streams of cases until one fails.
 *
 * @module
 */
import fc from 'fast-check';
import { STREAM, stream } from './generate/cases.js';
import { runTrial } from './trial.js';

/** @import { Product } from './product.js' */
/** @import { Failure, Trial } from './trial.js' */

/**
 * @typedef {object} Run
 * @property {number} cases how many were tried
 * @property {number} accepted how many had only bodies that must be accepted
 * @property {number} bytes
 * @property {Found | undefined} failure the first one
 */

/**
 * @typedef {Failure & { path: string, trials: Trial[] }} Found with fast-check's path to the stream, and
 *   its trials up to the one that failed
 */

/** Every seed is equally likely. `report.js` shrinks a failure later. */
const STREAMS = fc.noShrink(fc.noBias(fc.integer())).map(stream);

/**
 * @param {Product} product
 * @param {object} options
 * @param {number} options.seed
 * @param {number} [options.cases]
 * @param {number} [options.mostMs]
 * @param {string} [options.path] to one stream, instead of all
 * @param {(run: Run) => void} [options.onStream]
 * @returns {Promise<Run>}
 */
export async function fuzz(product, { seed, cases, mostMs, path, onStream }) {
  /** @type {Run} */
  const run = { cases: 0, accepted: 0, bytes: 0, failure: undefined };
  const property = fc.asyncProperty(STREAMS, async (trials) => {
    for (const [index, trial] of trials.entries()) {
      const { failure, accepted } = await runTrial(product, trial);
      run.cases += 1;
      run.accepted += Number(accepted === true);
      run.bytes += trial.bodies.reduce((sum, { length }) => sum + length, 0);
      if (!failure) continue;
      run.failure = { ...failure, path: '', trials: trials.slice(0, index + 1) };
      return false;
    }
    onStream?.(run);
    return true;
  });
  const { counterexamplePath, errorInstance } = await fc.check(property, {
    seed,
    endOnFailure: true,
    numRuns: cases === undefined ? Number.MAX_SAFE_INTEGER : Math.ceil(cases / STREAM),
    ...(mostMs !== undefined && { interruptAfterTimeLimit: mostMs }),
    ...(path !== undefined && { path }),
  });
  if (errorInstance && !run.failure) throw errorInstance;
  if (run.failure) run.failure.path = counterexamplePath ?? '';
  return run;
}
