#!/usr/bin/env bash
# CSV readers do not agree on +15551234567: text, integer, or a float.
#
# Guess:   A leading plus is no part of a CSV number, so a column of +1555... is text in every reader that looks at
#          types; those that see a number make it an integer.
# Reality: DuckDB and Polars keep the text. sqlite-utils (types are detected by default since 4.0) stores the integer
#          15551234567. pyarrow.csv refuses it as an integer and then takes it as a double: 15551234567.0.
# Matters: Numbers in E.164 lose the plus, joins with the untouched table find nothing, and a double prints as
#          1.5551234567e10.
# Read:    sqlite-utils documents the detection; neither sqlite-utils nor Arrow documents the plus.
# Seen in: sqlite-utils 4.2.1, pyarrow 26.0.1; text in duckdb 2.0.1, polars 2.1.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'sqlite-utils==4.2.1' 'pyarrow==26.0.1' 'duckdb==2.0.1' 'polars==2.1.0'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import pathlib
import sqlite3
import subprocess

import duckdb
import polars
import pyarrow.csv

print(*(f"{name} {version(name)}" for name in ["sqlite-utils", "pyarrow", "duckdb", "polars"]))
pathlib.Path("sms.csv").write_text("sender,message\n+15551234567,hi\n+15551234568,ok\n")
same("duckdb", duckdb.sql("select sender from read_csv('sms.csv')").fetchall()[0], ("+15551234567",))
same("polars", polars.read_csv("sms.csv")["sender"][0], "+15551234567")
same("pyarrow.csv", pyarrow.csv.read_csv("sms.csv")["sender"].to_pylist(), [15551234567.0, 15551234568.0])
same("pyarrow.csv, type", str(pyarrow.csv.read_csv("sms.csv")["sender"].type), "double")
subprocess.run(["venv/bin/sqlite-utils", "insert", "sms.db", "sms", "sms.csv", "--csv"], check=True, capture_output=True)
same("sqlite-utils", sqlite3.connect("sms.db").execute("select sender, typeof(sender) from sms").fetchone(), (15551234567, "integer"))
PY
