#!/usr/bin/env bash
# PyPI ndjson turns a line separator inside a message into a comma.
#
# Guess:   loads() reads one JSON value a line; U+2028, U+2029 and U+0085 may stand unescaped in a JSON string, so the
#          text comes back as it was, or at worst there is an error.
# Reality: loads() splits with str.splitlines(), which also breaks at those characters, and joins the pieces with
#          commas before it parses. The text changes and nothing complains. ndjson.reader() on a file is right.
# Matters: A pasted text may hold U+2028. An export read with loads() then has another wording than the message that
#          was sent.
# Read:    The package's page shows loads() without a word on this; Python documents what str.splitlines() breaks at.
# Seen in: ndjson 0.3.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'ndjson==0.3.1'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import io
import json

import ndjson

print("ndjson", version("ndjson"))
for name, mark in {"U+2028": "\u2028", "U+2029": "\u2029", "U+0085": "\u0085"}.items():
    line = json.dumps({"message": f"one{mark}two"}, ensure_ascii=False) + "\n"
    assert json.loads(line)["message"] == f"one{mark}two"
    same(f"loads, {name}", ndjson.loads(line), [{"message": "one,two"}])
    same(f"reader, {name}", list(ndjson.reader(io.StringIO(line))), [{"message": f"one{mark}two"}])
PY
