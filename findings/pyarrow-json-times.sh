#!/usr/bin/env bash
# pyarrow.json reads a column of times as times only if no time has a fraction of a second.
#
# Guess:   ISO 8601 times with a Z are all read alike: as timestamps with a time zone, or all as strings.
# Reality: Whole seconds become timestamp[s] without a time zone; 10:00:00.123Z stays a string, and one such time makes
#          the whole column strings. A column of messages that are days ('2026-01-31') becomes timestamps too.
# Matters: Two months of one export have different types and do not concatenate, and the times of the one count as
#          local in whatever reads them next.
# Read:    Arrow's page on reading JSON says that some strings become timestamps; the fraction and the zone are not
#          named.
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

import pyarrow
import pyarrow.json

print("pyarrow", version("pyarrow"))


def read(*values):
    lines = "".join(json.dumps({"value": value}) + "\n" for value in values)
    return pyarrow.json.read_json(io.BytesIO(lines.encode()))


whole, split = "2026-01-31T10:00:00Z", "2026-01-31T10:00:00.123Z"
same("whole seconds", str(read(whole, whole).schema.field("value").type), "timestamp[s]")
same("a fraction", str(read(split, split).schema.field("value").type), "string")
same("both", str(read(whole, split).schema.field("value").type), "string")
same("a message that is a day", str(read("2026-01-31").schema.field("value").type), "timestamp[s]")
try:
    pyarrow.concat_tables([read(whole), read(split)])
    outcome = "concatenated"
except pyarrow.ArrowInvalid:
    outcome = "schemas differ"
same("two months", outcome, "schemas differ")
PY
