#!/usr/bin/env bash
# pydantic reads the compact date 20260304 as a day in August 1970.
#
# Guess:   "20260304" for a datetime is 4 March 2026, as datetime.fromisoformat() reads it, or a ValidationError; strict
#          mode takes ISO 8601 only.
# Reality: A string of digits is a Unix time: 1970-08-23T11:51:44Z. "20260304100000" is one in milliseconds, 2612, and
#          "2026" half an hour past midnight in 1970. Strict mode does the same with JSON. With a T and a Z it is an
#          error.
# Matters: Gateways and exports of SMS often write times without separators. Every record validates; none is found in
#          its range.
# Read:    The table of conversions names ISO formats for str; an older page adds numbers as strings, without a warning
#          about compact dates.
# Seen in: pydantic 2.14.4
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'pydantic==2.14.4'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import datetime

import pydantic

print("pydantic", version("pydantic"))
times = pydantic.TypeAdapter(datetime.datetime)
same("20260304", times.validate_python("20260304").isoformat(), "1970-08-23T11:51:44+00:00")
same("20260304 in JSON, strict", times.validate_json('"20260304"', strict=True).isoformat(), "1970-08-23T11:51:44+00:00")
same("20260304100000", times.validate_python("20260304100000").isoformat(), "2612-01-10T06:15:00+00:00")
same("2026", times.validate_python("2026").isoformat(), "1970-01-01T00:33:46+00:00")
same("2026-03-04", times.validate_python("2026-03-04").isoformat(), "2026-03-04T00:00:00")
try:
    times.validate_python("20260304T100000Z")
    sys.exit("CHANGED: 20260304T100000Z is accepted")
except pydantic.ValidationError as error:
    same("20260304T100000Z", error.errors()[0]["type"], "datetime_from_date_parsing")
same("Python itself", datetime.datetime.fromisoformat("20260304").isoformat(), "2026-03-04T00:00:00")
PY
