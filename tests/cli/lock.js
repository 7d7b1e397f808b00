/**
 * A process that takes the lock of a folder.
 *
 *     node tests/cli/lock.js hold FOLDER      keeps it until it is killed
 *     node tests/cli/lock.js again FOLDER N   takes it N times, and fails if another process has it then
 *
 * @module
 */
import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { takeLock } from '../../cli/lib/export/lock.js';

export const TIMES = { renewMs: 50, abandonedMs: 2_000 };

const [, , what, folder = '', times = '1'] = process.argv;
const waiting = { signal: new AbortController().signal, note() {} };

if (what === 'hold') {
  const lock = await takeLock(folder, folder, waiting, TIMES);
  console.log('held');
  for (;;) {
    await wait(50);
    await lock.check();
  }
}
if (what === 'again') {
  const mark = join(folder, 'held');
  for (let taken = 0; taken < Number(times); ) {
    const lock = await takeLock(folder, folder, waiting, TIMES).catch((error) => {
      if (error.exitCode === 6) return undefined;
      throw error;
    });
    if (!lock) continue;
    // Fails if another process is here, too.
    closeSync(openSync(mark, 'wx'));
    await wait(2);
    await lock.check();
    rmSync(mark);
    await lock.release();
    taken += 1;
  }
}
