import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import { filesOf, installCli, rowsOf, scratch, serveAccount, TOKEN } from './support.js';

const { cli } = await installCli();
const folder = scratch();
const zoom = await serveAccount({
  account: { sessions: 12, messages: 240, days: 100, liveSessions: 4, liveMessages: 40 },
});
const parquet = join(folder, 'parquet');
const ndjson = join(folder, 'ndjson');

/** @param {string[]} args */
async function run(...args) {
  const result = await cli(args, { env: TOKEN });
  assert.equal(result.code, 0, result.stderr);
  return result;
}

/**
 * The rows of all files, as DuckDB reads them.
 * @param {string} messages
 */
async function rowsOfParquet(messages) {
  const database = await (await DuckDBInstance.create()).connect();
  const found = await database.runAndReadAll(`FROM '${messages}/*/*.parquet'`);
  database.closeSync();
  return found.getRowObjectsJS().map((row) => ({ ...row }));
}

/** A cell as JSON has it. DuckDB's client for Node drops a byte order mark at the start of a text. */
function plain(/** @type {string} */ _, /** @type {unknown} */ cell) {
  if (typeof cell === 'bigint') return Number(cell);
  return typeof cell === 'string' ? cell.replace(/^\ufeff/, '') : cell;
}

/** @param {Record<string, unknown>[]} rows */
const inOrder = (rows) => rows.map((row) => JSON.stringify(row, plain)).sort();

test('an export as Parquet has the rows of one as NDJSON, in files for each month', async () => {
  const query = ['--since', '110d', '--base-url', `${zoom.url}/v2`, '--rate', '1000'];
  await run('export', '-f', 'ndjson', '-o', ndjson, ...query);
  await run('export', '-f', 'parquet', '-o', parquet, ...query);
  const expected = rowsOf(ndjson).map((row) => {
    const date_time = new Date(row.date_time);
    return { ...row, date_time, month: date_time.toISOString().slice(0, 7) };
  });
  const found = await rowsOfParquet(join(parquet, 'messages'));
  assert.equal(found.length, 240);
  assert.deepEqual(inOrder(found), inOrder(expected));
  for (const file of filesOf(parquet))
    assert.match(file, /^month=\d{4}-\d\d\/part-\d{6}\.parquet$/);
  await run('verify', parquet);
});
