#!/usr/bin/env bash
# DuckDB's CSV reader drops messages that look like comments or headers.
#
# Guess:   read_csv guesses types; it either keeps every row of a valid CSV file or stops with an error.
# Reality: In a column of replies 1, 2, 1 and '#help' the row with # is taken for a comment and left out, since the
#          rest are then integers. A file of one column whose messages hold a ; or | each is cut in two columns there,
#          the header is skipped as rubbish and the first message becomes the header. Both without a warning.
# Matters: An opt-out or a call for help is the row that is lost. Naming delim, header and comment keeps them.
# Read:    DuckDB documents that delimiter and comment are detected; not that rows can vanish.
# Seen in: duckdb 2.0.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'duckdb==2.0.1'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import pathlib

import duckdb

print("duckdb", version("duckdb"))


def read(*lines, options=""):
    pathlib.Path("sms.csv").write_text("\n".join([*lines, ""]))
    table = duckdb.sql(f"from read_csv('sms.csv'{options})")
    return table.columns, table.fetchall()


replies = ["message,sender", "1,+15551234567", "2,+15551234568", "#help,+15551234569"]
same("replies", read(*replies), (["message", "sender"], [(1, "+15551234567"), (2, "+15551234568")]))
same("replies, comment=''", len(read(*replies, options=", comment=''")[1]), 3)

texts = ["message", "YES; call me", "NO; thanks", "OK; later"]
same("one column", read(*texts), (["YES", "call me"], [("NO", " thanks"), ("OK", " later")]))
same("one column, delim=','", len(read(*texts, options=", delim=',', header=true")[1]), 3)
PY
