import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { TOOLS } from '../../scripts/lib/paths.mjs';
import { temporaryFolder } from '../../scripts/lib/temporary.mjs';

/** The number of no process: the largest that any system gives is smaller. */
const NO_PROCESS = 2 ** 31 - 1;

test('a temporary folder is empty, whatever an earlier process left there', () => {
  const left = [process.pid, NO_PROCESS].map((pid) => join(TOOLS, `test-${pid}`));
  for (const folder of left) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'left'), '');
  }
  const folder = temporaryFolder('test');
  assert.deepEqual(readdirSync(folder), []);
  assert.deepEqual(left.map(existsSync), [true, false]);
});
