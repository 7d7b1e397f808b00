/**
 * The package in a thread of its own, where it has never been used: to see whether a failure needs
 * what came before it, and to go on after one that broke the wasm.
 *
 * @module
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { product } from './product.js';
import { runTrial } from './trial.js';

/** @import { Trial } from './trial.js' */

/**
 * Tries one after the other, and tells whether the last one fails.
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
