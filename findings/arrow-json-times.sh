#!/usr/bin/env bash
# pyarrow.json makes times of texts, unless they have milliseconds, and drops the time zone.
#
# Guess:   JSON has no times: "2026-03-04T10:00:00Z" stays a string, or becomes a timestamp in UTC.
# Reality: It becomes timestamp[s] without a time zone, and 10:00+01:00 becomes 09:00. With milliseconds the column is
#          string; one such value among others makes all of them strings. A message whose text is a date, 2026-03-04, is
#          a timestamp too.
# Matters: A column's type hangs on which messages a file holds: two files of one export do not fit together. And times
#          without a zone are taken for local ones by what comes next.
# Read:    The guide says that YYYY-MM-DD and YYYY-MM-DD hh:mm:ss become timestamp[s]; the forms with T, Z and an offset
#          are not named, nor what becomes of the offset.
# Seen in: pyarrow 26.0.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'pyarrow==26.0.1'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import io
import json

import pyarrow.json

print("pyarrow", version("pyarrow"))


def read(*values):
    column = pyarrow.json.read_json(io.BytesIO("\n".join(json.dumps({"x": value}) for value in values).encode()))["x"]
    return str(column.type), [str(value) for value in column.to_pylist()]


whole, exact = "2026-03-04T10:00:00Z", "2026-03-04T10:00:00.123Z"
same("whole seconds", read(whole), ("timestamp[s]", ["2026-03-04 10:00:00"]))
same("with an offset", read("2026-03-04T10:00:00+01:00"), ("timestamp[s]", ["2026-03-04 09:00:00"]))
same("milliseconds", read(exact), ("string", [exact]))
same("both", read(whole, exact), ("string", [whole, exact]))
same("a reply", read("2026-03-04"), ("timestamp[s]", ["2026-03-04 00:00:00"]))
same("two replies", read("2026-03-04", "yes"), ("string", ["2026-03-04", "yes"]))
PY
