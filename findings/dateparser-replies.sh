#!/usr/bin/env bash
# dateparser reads the replies "no" and "ok" as dates.
#
# Guess:   parse() gives None for a text that is no date in English; "no", "ok" and "do" are none.
# Reality: Without languages every language is tried, some two hundred: "no" is this moment, "ok" the last June that
#          was, "do" a day of the week, "in 5" a day of May, and "5 min" five minutes ago. With languages=["en"] the
#          first three are None; "in 5" and "5 min" stay.
# Matters: Replies to an appointment reminder are just such texts. A pipeline that asks "is there a date in it?" finds
#          an appointment in a refusal.
# Read:    The documentation says that the language is detected; not how short a word is enough.
# Seen in: dateparser 1.5.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'dateparser==1.5.0'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


from datetime import datetime

import dateparser

print("dateparser", version("dateparser"))
now = datetime(2026, 11, 30, 12)


def read(text, **options):
    found = dateparser.parse(text, settings={"RELATIVE_BASE": now}, **options)
    return found and found.isoformat(sep=" ")


same("no", read("no"), "2026-11-30 12:00:00")
same("ok", read("ok"), "2026-06-30 00:00:00")
same("do", read("do"), "2026-11-29 00:00:00")
same("in 5", read("in 5"), "2026-05-30 00:00:00")
same("5 min", read("5 min"), "2026-11-30 11:55:00")
for text in ["no", "ok", "do"]:
    same(f"{text}, in English", read(text, languages=["en"]), None)
same("in 5, in English", read("in 5", languages=["en"]), "2026-05-30 00:00:00")
PY
