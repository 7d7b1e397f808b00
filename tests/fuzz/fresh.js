/**
 * The package in a thread of its own, where it has never been used: to see whether a failure needs
 * what came before it, and to go on after one that broke the wasm.
 *
 * @module
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { product } from './product.js';
import { tryBodies } from './trial.js';

/**
 * @typedef {object} Trial
 * @property {Uint8Array[]} bodies
 * @property {number} seed
 * @property {string[]} [laws]
 */

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
  for (const { bodies, seed, laws } of /** @type {Trial[]} */ (workerData)) {
    const { failure } = await tryBodies(product, bodies, seed, laws);
    fails = failure !== undefined;
  }
  parentPort?.postMessage(fails);
}
