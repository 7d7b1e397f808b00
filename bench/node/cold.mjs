/**
 * From the import to the first page of 30 messages, in new processes that take turns.
 *
 * @module
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../scripts/lib/temporary.mjs';
import { writePage } from '../data/pages.mjs';
import { runChild } from './child.mjs';

/** Zoom's default page size. */
export const COLD_MESSAGES = 30;

const PROCESSES = 15;

/** Ours, the baseline, and one without any import. */
export const COLD_WAYS = /** @type {const} */ ([
  ['ours', 'zoom-phone-sms'],
  ['zod', 'JSON.parse + zod'],
  ['plain', 'JSON.parse'],
]);

/** @returns {Promise<import('../measure/interleaved.mjs').Timed[]>} milliseconds */
export async function measureColdStart() {
  const file = join(temporaryFolder('bench'), 'page.json');
  writeFileSync(file, writePage('docs', 0, COLD_MESSAGES));
  const timed = COLD_WAYS.map(([way, name]) => ({
    way,
    name,
    times: /** @type {number[]} */ ([]),
  }));
  // The first run of each fills the file system's caches.
  for (let turn = -1; turn < PROCESSES; turn += 1) {
    for (const { way, times } of timed) {
      const ms = await runChild('cold-start.mjs', [way, file]);
      if (turn >= 0) times.push(ms);
    }
  }
  return timed.map(({ name, times }) => ({ name, times }));
}
