#!/usr/bin/env bash
# pandas.read_json makes numbers of JSON strings.
#
# Guess:   JSON has strings and numbers; a string stays a string, and at most names like date_time become times.
# Reality: Every column of strings that look like numbers becomes int64 or float64: '05551234567' loses its zero,
#          '+15551234567' its plus, an id of 21 digits its last digits (two ids become equal), and the replies '1' and
#          '2' are integers. dtype=False keeps them.
# Matters: Numbers and ids of one tool's export no longer join with another's, and a long id read so points to another
#          message.
# Read:    dtype: 'If True, infer dtypes', on by default; that it reaches into strings is not said.
# Seen in: pandas 3.1.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'pandas==3.1.1'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import pandas

print("pandas", version("pandas"))
with open("sms.ndjson", "w") as file:
    file.write('{"id":"123456789012345678901","from":"05551234567","to":"+15551234567","message":"1"}\n')
    file.write('{"id":"123456789012345678902","from":"05551234568","to":"+15551234568","message":"2"}\n')
table = pandas.read_json("sms.ndjson", lines=True)
same("types", [str(kind) for kind in table.dtypes], ["float64", "int64", "int64", "int64"])
same("first row", table.iloc[0].tolist(), [1.2345678901234568e20, 5551234567.0, 15551234567.0, 1.0])
same("different ids", table["id"].nunique(), 1)
kept = pandas.read_json("sms.ndjson", lines=True, dtype=False)
same("with dtype=False", kept.iloc[0].tolist(), ["123456789012345678901", "05551234567", "+15551234567", "1"])
PY
