#!/usr/bin/env bash
# DuckDB does not find rows that parquetjs wrote.
#
# Guess:   A file whose every row can be read also answers where text = '...' rightly.
# Reality: @dsnp/parquetjs compares texts as JavaScript does, by UTF-16 units, when it writes a column's minimum and
#          maximum; Parquet orders by bytes. An emoji sorts before a full-width letter in UTF-16 and after it in UTF-8,
#          so the maximum is too small, and DuckDB, DataFusion and ClickHouse skip the rows: no row, no error. Polars
#          and pyarrow find it.
# Matters: A count by text or sender gives another number in each tool, from a file that looks sound.
# Read:    Parquet's format: 'UTF8: unsigned byte-wise comparison'. parquetjs says nothing. hyparquet-writer 0.17
#          orders rightly.
# Seen in: @dsnp/parquetjs 1.8.8, duckdb 2.0.1, polars 2.1.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'duckdb==2.0.1' 'polars==2.1.0'
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund @dsnp/parquetjs@1.8.8
cat > check.mjs <<'JS'
import { readFileSync } from 'node:fs';

const version = (name) => `${name} ${JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version}`;
function same(what, got, expected) {
  console.log(`${what}: ${JSON.stringify(got)}`);
  if (JSON.stringify(got) !== JSON.stringify(expected)) {
    console.error(`CHANGED: ${what}: expected ${JSON.stringify(expected)}`);
    process.exit(1);
  }
}

import parquet from '@dsnp/parquetjs';

console.log(version('@dsnp/parquetjs'));
const writer = await parquet.ParquetWriter.openFile(new parquet.ParquetSchema({ message: { type: 'UTF8' } }), 'sms.parquet');
for (const message of ['ok', 'ＯＫ', '👍']) await writer.appendRow({ message });
await writer.close();
JS
node check.mjs
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import duckdb
import polars

print("duckdb", version("duckdb"), "polars", version("polars"))
bounds = "select stats_min_value, stats_max_value from parquet_metadata('sms.parquet')"
same("minimum and maximum", duckdb.sql(bounds).fetchall(), [("ok", "ＯＫ")])
same("all rows", duckdb.sql("from 'sms.parquet'").fetchall(), [("ok",), ("ＯＫ",), ("👍",)])
same("duckdb, where message = '👍'", duckdb.sql("from 'sms.parquet' where message = '👍'").fetchall(), [])
same("polars", polars.scan_parquet("sms.parquet").filter(polars.col("message") == "👍").collect().height, 1)
PY
