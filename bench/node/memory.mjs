/**
 * Whether memory is flat: the rows of a million messages against those of a hundred thousand, also with new
 * people in each message. `npm run bench -- memory` does it over HTTP.
 *
 * @module
 */
import { MEMORY_FLAGS } from '../memory-peak.mjs';
import { runChild } from './child.mjs';

/** @typedef {{ stream: string, less: import('../memory-peak.mjs').Peak, more: import('../memory-peak.mjs').Peak }} MemoryReading */

export const FEW = 100_000;
export const MANY = 1_000_000;

/** @returns {Promise<MemoryReading[]>} */
export async function measureMemory() {
  const readings = [];
  for (const stream of ['docs', 'unique']) {
    const read = (/** @type {number} */ n) =>
      runChild('memory-rows.mjs', [stream, n], MEMORY_FLAGS);
    readings.push({ stream, less: await read(FEW), more: await read(MANY) });
  }
  return readings;
}
