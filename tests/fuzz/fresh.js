/**
 * Runs trials with an unused package in a new thread: shows whether a failure depends on earlier
 * trials, and still works after one that broke the wasm.
 *
 * @module
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { product } from './product.js';
import { runTrial } from './trial.js';

/** @import { Trial } from './trial.js' */

/**
 * Runs the trials in order. Resolves with whether the last one fails.
 *
 * @param {Trial[]} trials
 * @returns {Promise<boolean>}
 */
export function failsFresh(trials) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: trials });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

if (!isMainThread) {
  let fails = false;
  for (const trial of /** @type {Trial[]} */ (workerData)) {
    const { failure } = await runTrial(product, trial);
    fails = failure !== undefined;
  }
  parentPort?.postMessage(fails);
}
