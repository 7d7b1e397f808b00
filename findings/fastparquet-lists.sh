#!/usr/bin/env bash
# fastparquet reads lists as None when they were written without a dictionary.
#
# Guess:   fastparquet reads a column of lists of strings, or says that it cannot.
# Reality: It does where the values are in a dictionary, as pyarrow writes them by default. Written plainly
#          (use_dictionary=False, and as DuckDB and Polars choose to for values that hardly repeat) every list comes
#          back as None, and lists of one value each as bare strings, without an error. Times in UTC from other writers
#          lose their time zone besides.
# Matters: All recipients and attachments of an export are gone, and the table looks as if there had been none.
# Read:    Not documented; the Parquet format leaves the encoding to the writer.
# Seen in: fastparquet 2026.9.0, pyarrow 26.0.1, duckdb 2.0.1, polars 2.1.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'fastparquet==2026.9.0' 'pyarrow==26.0.1' 'duckdb==2.0.1' 'polars==2.1.0'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import datetime

import duckdb
import fastparquet
import polars
import pyarrow
import pyarrow.parquet

print(*(f"{name} {version(name)}" for name in ["fastparquet", "pyarrow", "duckdb", "polars"]))
recipients = [["+15551234567", "+15551234568"], ["+15551234569"]]
lists = pyarrow.list_(pyarrow.string())
table = pyarrow.table({"to": pyarrow.array(recipients, lists)})


def read(expected=recipients):
    assert pyarrow.parquet.read_table("sms.parquet")["to"].to_pylist() == expected
    return list(fastparquet.ParquetFile("sms.parquet").to_pandas()["to"])


pyarrow.parquet.write_table(table, "sms.parquet")
same("from pyarrow", [list(to) for to in read()], recipients)
pyarrow.parquet.write_table(table, "sms.parquet", use_dictionary=False)
same("from pyarrow, plain", read(), [None, None])
duckdb.register("messages", table)
duckdb.sql("copy (from messages) to 'sms.parquet'")
same("from duckdb", read(), [None, None])
polars.from_arrow(table).write_parquet("sms.parquet")
same("from polars", read(), [None, None])
single = [["+15551234567"], ["+15551234568"]]
pyarrow.parquet.write_table(pyarrow.table({"to": pyarrow.array(single, lists)}), "sms.parquet", use_dictionary=False)
same("one recipient each, plain", read(single), ["+15551234567", "+15551234568"])

time = datetime.datetime(2026, 1, 31, 10, tzinfo=datetime.timezone.utc)
polars.DataFrame({"sent": [time]}).write_parquet("sms.parquet")
same("a time in UTC", fastparquet.ParquetFile("sms.parquet").to_pandas()["sent"].dt.tz, None)
PY
