#!/usr/bin/env bash
# DuckDB writes an empty text as "" and reads it back as NULL.
#
# Guess:   A writer that puts "" for an empty text and nothing for NULL does so to tell them apart when it reads.
# Reality: DuckDB's read_csv makes NULL of both, in the file that it has just written itself. Only
#          allow_quoted_nulls=false keeps the empty text. Polars reads its own file and DuckDB's as they were. pyarrow
#          writes them apart and makes an empty text of both.
# Matters: A picture without a text has body '', and a deleted message has none: after a round trip through CSV they
#          are one, and each library says the other thing of both.
# Read:    The option's description says that quoted values may be NULL; that the writer relies on the contrary is not
#          said.
# Seen in: duckdb 2.0.1, pyarrow 26.0.1; right in polars 2.1.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'duckdb==2.0.1' 'pyarrow==26.0.1' 'polars==2.1.0'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import duckdb
import polars
import pyarrow
import pyarrow.csv

print(*(f"{name} {version(name)}" for name in ["duckdb", "pyarrow", "polars"]))
bodies = ["", None, "x"]
table = pyarrow.table({"id": ["a", "b", "c"], "body": bodies})
file = 'id,body\na,""\nb,\nc,x\n'


def written(name):
    with open(name) as opened:
        return opened.read()


duckdb.from_arrow(table).write_csv("duckdb.csv")
polars.from_arrow(table).write_csv("polars.csv")
pyarrow.csv.write_csv(table, "pyarrow.csv", pyarrow.csv.WriteOptions(quoting_style="needed"))
same("DuckDB writes", written("duckdb.csv"), file)
same("Polars writes", written("polars.csv"), file)
same("DuckDB reads", [body for _, body in duckdb.read_csv("duckdb.csv").fetchall()], [None, None, "x"])
kept = duckdb.sql("from read_csv('duckdb.csv', allow_quoted_nulls = false)").fetchall()
same("DuckDB reads with allow_quoted_nulls = false", [body for _, body in kept], bodies)
same("Polars reads", polars.read_csv("polars.csv")["body"].to_list(), bodies)
same("Polars reads DuckDB's", polars.read_csv("duckdb.csv")["body"].to_list(), bodies)
pyarrow.csv.write_csv(table, "pyarrow.csv")
same("pyarrow writes", written("pyarrow.csv"), '"id","body"\n"a",""\n"b",\n"c","x"\n')
same("pyarrow reads", pyarrow.csv.read_csv("pyarrow.csv")["body"].to_pylist(), ["", "", "x"])
PY
