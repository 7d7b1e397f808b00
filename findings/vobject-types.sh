#!/usr/bin/env bash
# vobject writes an Android contact back without mobile, work or preferred.
#
# Guess:   A vCard that is read and written again keeps the types of its numbers.
# Reality: vCard 2.1, which Android exports, writes TEL;CELL:… and TEL;WORK;PREF:…. vobject keeps such bare words in
#          singletonparams; params, type_param and serialize() know nothing of them. The version stays 2.1, each number
#          comes out as plain TEL:. TEL;TYPE=CELL is kept.
# Matters: A merge of contacts loses which number is a mobile, and so which one can receive a message. No error, and all
#          the numbers are there.
# Read:    The attribute is named in a docstring; neither that nor the README says that it is not written.
# Seen in: vobject 0.9.9
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'vobject==0.9.9'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import vobject

print("vobject", version("vobject"))


def written(vcard_version, *numbers):
    lines = ["BEGIN:VCARD", f"VERSION:{vcard_version}", "N:Doe;Jane;;;", "FN:Jane Doe", *numbers, "END:VCARD", ""]
    card = vobject.readOne("\r\n".join(lines))
    return card, [line for line in card.serialize().splitlines() if line.startswith(("VERSION", "TEL"))]


card, lines = written("2.1", "TEL;CELL:+15555550100", "TEL;WORK;PREF:+15555550101")
same("read, params", [number.params for number in card.tel_list], [{}, {}])
same("read, singletonparams", [number.singletonparams for number in card.tel_list], [["CELL"], ["WORK", "PREF"]])
same("written", lines, ["VERSION:2.1", "TEL:+15555550100", "TEL:+15555550101"])
same("written, TYPE=", written("3.0", "TEL;TYPE=CELL:+15555550100")[1], ["VERSION:3.0", "TEL;TYPE=CELL:+15555550100"])
PY
