#!/usr/bin/env bash
# frictionless gives None for a reply in words among replies in numbers.
#
# Guess:   A column in which one value is 'yes' is text; and a phone number with a plus is text too.
# Reality: A type that fits 90 percent of the first 100 rows is the column's. Of nine '1' and a 'yes', extract() gives
#          nine integers and a None, without a word; so it does of words that come after 100 numbers. With 'yes' first
#          the column is text. +15555550100 is the integer 15555550100, and 007 is 7. A schema of strings keeps all.
# Matters: Answers to 'reply 1 to confirm' are just such columns, and the answer in words is the one to be read.
# Read:    validate() reports the cell. The docstring of field_confidence says that 0.9 is its default and that only 1
#          fits all data; that extract() goes on with None is not said.
# Seen in: frictionless 5.21.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'frictionless==5.21.0'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version
from pathlib import Path


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import frictionless

print("frictionless", version("frictionless"))


def rows(name, *replies):
    lines = [f"+15555550100,{reply}\n" for reply in replies]
    Path(f"{name}.csv").write_text("from,reply\n" + "".join(lines), encoding="utf-8")
    return frictionless.extract(f"{name}.csv")[name]


few = rows("few", *["1"] * 9, "yes")
same("the last two", few[-2:], [{"from": 15555550100, "reply": 1}, {"from": 15555550100, "reply": None}])
same("validate() complains", frictionless.validate("few.csv").valid, False)
many = rows("many", *["1"] * 100, "yes please", "no, sorry")
same("yes in front", rows("front", "yes", *["1"] * 9)[0]["reply"], "yes")
same("after 100 numbers", [row["reply"] for row in many[99:]], [1, None, None])
same("007", rows("codes", "007", "008")[0]["reply"], 7)

fields = [{"name": name, "type": "string"} for name in ("from", "reply")]
schema = frictionless.Schema.from_descriptor({"fields": fields})
kept = frictionless.Resource("few.csv", schema=schema).read_rows()[-1]
same("with a schema", kept.to_dict(), {"from": "+15555550100", "reply": "yes"})
PY
