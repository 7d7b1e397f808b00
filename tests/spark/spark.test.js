import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { SPARK_PYTHON } from '../../scripts/lib/python.mjs';
import { expectedGroups, expectedRows, typesOf, writeFolder } from '../readers/parquet-folder.js';

const folder = mkdtempSync(join(tmpdir(), 'spark-'));
after(() => rmSync(folder, { recursive: true }));

test('Spark finds names, types, times, nulls and months without an option', async () => {
  const task = {
    folder: await writeFolder(folder, 'message'),
    example: join(ROOT, 'examples', 'parquet', 'with_spark.py'),
    schema: typesOf('message'),
    rows: expectedRows('message'),
  };
  const script = join(ROOT, 'tests', 'spark', 'check.py');
  const { stdout, stderr, status } = spawnSync(SPARK_PYTHON, [script], {
    input: JSON.stringify(task),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  assert.equal(status, 0, stderr);
  const { wrong, groups } = JSON.parse(stdout);
  assert.deepEqual(wrong, []);
  assert.deepEqual(groups.sort(), expectedGroups().sort());
});
