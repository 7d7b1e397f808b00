#!/usr/bin/env bash
# arrow's span_range(exact=True) leaves days out between its spans.
#
# Guess:   The spans of span_range('month', start, end, exact=True) follow each other without a gap: that is what spans
#          are for.
# Reality: From a 29th, 30th or 31st they do not. Starts are counted from the first start and clamped, but each end is
#          one month after its own start: the span from 28 February ends on 27 March, and the next begins on 31 March.
# Matters: Ask for one span after the other, as an API with windows of a month wants it, and the messages of 28 to 30
#          March are never asked for.
# Read:    The documentation of exact speaks of the first and the last span; no word of gaps.
# Seen in: arrow 1.4.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'arrow==1.4.0'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import arrow

print("arrow", version("arrow"))
spans = list(arrow.Arrow.span_range("month", arrow.get("2026-01-31"), arrow.get("2026-05-29"), exact=True))
got = [(first.format("MM-DD"), last.format("MM-DD")) for first, last in spans]
same("spans", got, [("01-31", "02-27"), ("02-28", "03-27"), ("03-31", "04-29"), ("04-30", "05-28")])
missing = [
    day.format("YYYY-MM-DD")
    for day in arrow.Arrow.range("day", arrow.get("2026-01-31"), arrow.get("2026-05-28"))
    if not any(first <= day <= last for first, last in spans)
]
same("days in no span", missing, ["2026-03-28", "2026-03-29", "2026-03-30"])
PY
