import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { byMonth } from '../../examples/parquet/with-duckdb.mjs';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { READERS_PYTHON } from '../../scripts/lib/python.mjs';
import { expectedGroups, expectedRows, typesOf, writeFolder } from './parquet-folder.js';

const GRAINS = /** @type {const} */ (['message', 'recipient', 'attachment']);

const folder = mkdtempSync(join(tmpdir(), 'parquet-'));
after(() => rmSync(folder, { recursive: true }));

/**
 * Runs Python with a task, and returns its answer.
 * @param {string[]} args
 * @param {unknown} [task]
 */
function python(args, task) {
  const { stdout, stderr, status } = spawnSync(READERS_PYTHON, args, {
    input: JSON.stringify(task ?? null),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

for (const grain of GRAINS) {
  test(`every reader finds names, types, times, nulls and months without an option, at the grain ${grain}`, async () => {
    const messages = await writeFolder(join(folder, grain), grain);
    const schema = typesOf(grain);
    const rows = expectedRows(grain);
    assert.ok(rows.length > 400 && new Set(rows.map(({ month }) => month)).size > 2);
    const script = join(ROOT, 'tests', 'readers', 'typed.py');
    const found = python([script], { folder: messages, schema, rows });
    assert.deepEqual(found, { pyarrow: null, pandas: null, polars: null, DuckDB: null });
  });
}

test('the queries of the examples find the same, in all engines', async () => {
  const messages = await writeFolder(join(folder, 'examples'), 'message');
  const wanted = expectedGroups().sort();
  const code = `
import json, runpy, sys
import pandas as pd
found = runpy.run_path(sys.argv[1])['by_month'](sys.argv[2])
table = found if isinstance(found, pd.DataFrame) else found.df() if hasattr(found, 'df') else found.to_pandas()
for name in ('first', 'last'):
    table[name] = table[name].dt.as_unit('ms').astype('int64')
rows = table.astype(object).where(table.notna(), None)
print(json.dumps([[str(row[0]), *row[1:]] for row in rows.values.tolist()]))`;
  for (const name of ['duckdb', 'pandas', 'polars', 'pyarrow']) {
    const example = join(ROOT, 'examples', 'parquet', `with_${name}.py`);
    const found = python(['-c', code, example, messages]);
    assert.deepEqual(found.sort(), wanted, name);
  }
  const found = (await byMonth(messages)).map(({ month, direction, messages, first, last }) => [
    ...[month, direction, Number(messages), Number(first), Number(last)],
  ]);
  assert.deepEqual(found.sort(), wanted);
});
