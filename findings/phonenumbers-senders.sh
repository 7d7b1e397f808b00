#!/usr/bin/env bash
# libphonenumber reads the sender "TAXI2000" as the number 2000.
#
# Guess:   A name as a sender is no number, so parse() raises; or its letters become digits, as in 1-800-FLOWERS.
# Reality: Everything before the first digit is dropped: TAXI2000 is +12000, INFO555 +1555. A name behind a digit is
#          spelled on the keypad instead (1-800-FLOWERS). Short codes get a country code too: 227898 is +1227898.
# Matters: Alphanumeric senders and short codes are usual in a history; grouped by parsed number, two firms become one,
#          and +1555 joins with nothing.
# Read:    The rule is in comments of the source (what a number may start with); parse() documents that letters are
#          accepted.
# Seen in: phonenumbers 9.0.43
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'phonenumbers==9.0.43'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import phonenumbers

print("phonenumbers", version("phonenumbers"))


def read(sender):
    try:
        number = phonenumbers.parse(sender, "US")
    except phonenumbers.NumberParseException as error:
        return f"refused: {error}"
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


same("TAXI2000", read("TAXI2000"), "+12000")
same("INFO555", read("INFO555"), "+1555")
same("1-800-FLOWERS", read("1-800-FLOWERS"), "+18003569377")
same("227898, a short code", read("227898"), "+1227898")
same("possible", phonenumbers.is_possible_number(phonenumbers.parse("TAXI2000", "US")), False)
PY
