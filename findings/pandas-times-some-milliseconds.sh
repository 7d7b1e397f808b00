#!/usr/bin/env bash
# pandas leaves a column of times as text when some have milliseconds and some do not.
#
# Guess:   read_csv(parse_dates=["t"]) reads 10:00:00Z and 10:00:00.5Z, both ISO 8601; what cannot be read is an error
#          or a NaT of its own.
# Reality: The form of the first row is taken for all. One row of another precision, and the whole column stays text,
#          without an error or a warning. to_datetime(errors="coerce") makes NaT of just those rows.
#          format="ISO8601" and date_format="ISO8601" read all.
# Matters: Writers that leave out zeros write one time in a thousand without milliseconds: the column turns into text
#          for some files only, or messages lose their time.
# Read:    to_datetime's page names format="ISO8601" for it; read_csv's says that such a column is returned unaltered.
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


import io
import warnings

import pandas

warnings.simplefilter("error")
print("pandas", version("pandas"))
some, all_alike = ["2026-03-04T10:00:00.500Z", "2026-03-04T10:00:01Z"], ["2026-03-04T10:00:00Z", "2026-03-04T10:00:01Z"]


def column(times, **options):
    return str(pandas.read_csv(io.StringIO("\n".join(["t", *times])), parse_dates=["t"], **options)["t"].dtype)


same("all alike", column(all_alike), "datetime64[us, UTC]")
same("some with milliseconds", column(some), "str")
same("with date_format", column(some, date_format="ISO8601"), "datetime64[us, UTC]")
coerced = pandas.to_datetime(pandas.Series(some), errors="coerce")
same("coerced", [str(time) for time in coerced], ["2026-03-04 10:00:00.500000+00:00", "NaT"])
iso = pandas.to_datetime(pandas.Series(some), format="ISO8601")
same("with format", [str(time) for time in iso], ["2026-03-04 10:00:00.500000+00:00", "2026-03-04 10:00:01+00:00"])
PY
