#!/usr/bin/env bash
# csvkit turns people's replies into booleans, numbers and dates of the year 1.
#
# Guess:   csvjson infers numbers and ISO dates; a column of free text stays text.
# Reality: A column of yes/no becomes true/false, 'Friday' and 'tomorrow' become dates of the week that begins on 1
#          January of the year 1, '5 min' a duration, '$20' and '15%' plain numbers, 'n/a' and 'none' null. A phone
#          number loses its plus and becomes a float.
# Matters: One conversation holds just such texts: answers to an appointment reminder. Every csvkit tool that infers
#          types (csvjson, csvsql, csvsort, csvjoin, in2csv) changes them.
# Read:    csvkit documents --no-inference and says little of what is inferred; agate's documentation lists the types,
#          not relative days.
# Seen in: csvkit 2.2.0, agate 1.14.2, parsedatetime 2.6
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'csvkit==2.2.0' 'agate==1.14.2' 'parsedatetime==2.6'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import json
import pathlib
import subprocess

print("csvkit", version("csvkit"), "agate", version("agate"), "parsedatetime", version("parsedatetime"))


def csvjson(*messages, options=()):
    lines = [f"+1555123456{n},{message}" for n, message in enumerate(messages)]
    pathlib.Path("session.csv").write_text("\n".join(["sender,message", *lines, ""]))
    command = ["venv/bin/csvjson", *options, "session.csv"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def messages(*texts):
    return [row["message"] for row in csvjson(*texts)]


same("yes, no", messages("yes", "no"), [True, False])
same("today, tomorrow, Friday", messages("today", "tomorrow", "Friday"), ["0001-01-01", "0001-01-02", "0001-01-05"])
same("5 min, 10 min", messages("5 min", "10 min"), ["0:05:00", "0:10:00"])
same("$20, 15%", messages("$20", "15%"), [20.0, 15.0])
same("none, n/a, ok", messages("none", "n/a", "ok"), [None, None, "ok"])
same("a sender", csvjson("hello")[0]["sender"], 15551234560.0)
same("with --no-inference", csvjson("yes", options=["-I"])[0], {"sender": "+15551234560", "message": "yes"})
PY
