/**
 * A disk that stops at a chosen operation, as if the process had been killed there: a write is done by half, nothing
 * after it happens. Within one process, so that hundreds of such moments take seconds.
 *
 * @module
 */
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What an operation fails with once the process counts as killed. */
export class Killed extends Error {}

const CALLS = /** @type {const} */ (['open', 'rename', 'rm', 'mkdir']);
const METHODS = /** @type {const} */ (['write', 'writeFile', 'truncate', 'datasync', 'sync']);

let left = Number.POSITIVE_INFINITY;
let count = 0;
let isDead = false;

/** @returns {boolean} whether this operation is the last one */
function begins() {
  if (isDead) throw new Killed();
  count += 1;
  left -= 1;
  isDead = left < 0;
  return isDead;
}

const disk = /** @type {Record<string, (...args: unknown[]) => Promise<unknown>>} */ (
  /** @type {unknown} */ (fs)
);
for (const name of CALLS) {
  const original = disk[name];
  disk[name] = async (...args) => {
    if (begins()) throw new Killed();
    return original?.(...args);
  };
}
const probe = join(tmpdir(), `probe-${process.pid}`);
const handle = await fs.open(probe, 'w');
const prototype = Object.getPrototypeOf(handle);
await handle.close();
await fs.rm(probe);
for (const name of METHODS) {
  const original = prototype[name];
  prototype[name] = async function (/** @type {unknown[]} */ ...args) {
    if (!begins()) return original.apply(this, args);
    const [data] = args;
    if (name === 'writeFile')
      await original.call(this, Buffer.from(/** @type {string} */ (data)).subarray(0, 7));
    if (name === 'write') {
      const [bytes, offset, length, position] = /** @type {[Buffer, number, number, number]} */ (
        args
      );
      await original.call(this, bytes, offset, Math.floor(length / 2), position);
    }
    throw new Killed();
  };
}
syncBuiltinESMExports();

/**
 * Runs something that is killed at its n-th operation on the disk.
 *
 * @param {number} n infinity: not at all
 * @param {() => Promise<unknown>} work
 * @returns {Promise<{ killed: boolean, operations: number }>}
 */
export async function killedAt(n, work) {
  left = n;
  count = 0;
  isDead = false;
  try {
    await work().catch((error) => {
      if (!isDead) throw error;
    });
    return { killed: isDead, operations: count };
  } finally {
    left = Number.POSITIVE_INFINITY;
    isDead = false;
  }
}
