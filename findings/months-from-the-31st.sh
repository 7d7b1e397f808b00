#!/usr/bin/env bash
# A series of months from the 31st slides to the 28th for good.
#
# Guess:   31 January, 28 February, 31 March, 30 April: each month is counted from the start and clamped.
# Reality: generate_series of PostgreSQL and DuckDB, and pandas' date_range with DateOffset(months=1) add the month to
#          the date before: after February every date is a 28th. pendulum and arrow count from the start.
# Matters: Windows of a month made in SQL or pandas do not fall where the same windows made in another tool do, and the
#          last three days of the range are missing.
# Read:    Not documented for generate_series with months; pandas' page on DateOffset shows single additions alone.
# Seen in: PostgreSQL 18.7 (PGlite 0.5.17), duckdb 2.0.1, pandas 3.1.1; pendulum 3.3.0 and arrow 1.4.0 differ
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'duckdb==2.0.1' 'pandas==3.1.1' 'pendulum==3.3.0' 'arrow==1.4.0'
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund @electric-sql/pglite@0.5.17
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import datetime

import arrow
import duckdb
import pandas
import pendulum

print(*(f"{name} {version(name)}" for name in ["duckdb", "pandas", "pendulum", "arrow"]))
slides = ["2026-01-31", "2026-02-28", "2026-03-28", "2026-04-28", "2026-05-28"]
clamped = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]
start, end = datetime.date(2026, 1, 31), datetime.date(2026, 5, 31)
series = "from generate_series(timestamp '2026-01-31', timestamp '2026-05-31', interval 1 month)"


def days(values):
    return [str(value)[:10] for value in values]


same("duckdb", days(row[0] for row in duckdb.sql(series).fetchall()), slides)
same("pandas", days(pandas.date_range(start, end, freq=pandas.DateOffset(months=1))), slides)
same("pendulum", days(pendulum.interval(pendulum.date(2026, 1, 31), pendulum.date(2026, 5, 31)).range("months")), clamped)
same("arrow", days(arrow.Arrow.range("month", arrow.get(start), arrow.get(end))), clamped)
PY
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

import { PGlite } from '@electric-sql/pglite';

const postgres = new PGlite();
const { rows } = await postgres.query(
  "select version(), d::date::text as day from generate_series(timestamp '2026-01-31', timestamp '2026-05-31', interval '1 month') d",
);
console.log(version('@electric-sql/pglite'), rows[0].version.split(' on ')[0]);
same('postgresql', rows.map((row) => row.day), ['2026-01-31', '2026-02-28', '2026-03-28', '2026-04-28', '2026-05-28']);
await postgres.close();
JS
node check.mjs
