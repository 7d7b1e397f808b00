// What another process saves between the start of a run and its lock. This run's disk is this process's own.

import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { Failure } from '../../cli/lib/failure.js';
import { keysOf, rowsOf, scratch, serveAccount, TOKEN } from './support.js';

const folder = scratch();
const zoom = await serveAccount({});
zoom.catchUp();

/** Called when a lock is taken. @type {() => void} */
let meanwhile = () => {};
const { open } = fs;
fs.open = async (path, flags, mode) => {
  if (/[/\\]lock-[^/\\]*$/.test(String(path)) && flags === 'wx') meanwhile();
  return open(path, flags, mode);
};
syncBuiltinESMExports();
const { exportToFiles } = await import('../../cli/lib/export/to-files.js');

/** @param {string} name @param {string[]} ids @param {object} [more] */
async function exported(name, ids, more = {}) {
  const progress = { begin() {}, end() {}, say() {}, note() {} };
  const { signal } = new AbortController();
  const context = { environment: TOKEN, progress, output: undefined, signal };
  const options = { baseUrl: `${zoom.url}/v2`, rate: { perSecond: 1000 }, ...more };
  const out = join(folder, name);
  await exportToFiles(/** @type {never} */ (context), /** @type {never} */ (options), ids, out);
  return keysOf(rowsOf(out));
}

/** Another process's files appear when the run has begun. @param {string} from @param {string} to */
function appears(from, to) {
  meanwhile = () => {
    meanwhile = () => {};
    cpSync(join(folder, from), join(folder, to), { recursive: true });
  };
}

test('a run goes on from what another process has saved until the lock was taken', async () => {
  const since = { since: '60d' };
  await exported('ahead', ['history-100'], since);
  cpSync(join(folder, 'ahead'), join(folder, 'out'), { recursive: true });
  const ahead = await exported('ahead', ['edge-50'], since);
  appears('ahead', 'out');
  const requests = zoom.simulator.requests.length;
  assert.deepEqual(await exported('out', []), ahead);
  const asked = zoom.simulator.requests.slice(requests).map(({ path }) => path);
  assert.ok(asked.some((path) => path.endsWith('/edge-50')));
});

test('a query is compared with what another process has begun until the lock was taken', async () => {
  await exported('begun', ['history-100'], { since: '60d' });
  appears('begun', 'new');
  await assert.rejects(
    exported('new', ['history-100'], { since: '30d' }),
    (error) =>
      error instanceof Failure && /with --since 60d, not with --since 30d/.test(error.message),
  );
  assert.deepEqual(await exported('new', []), await exported('begun', []));
});
