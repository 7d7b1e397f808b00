#!/usr/bin/env bash
# smpplib cuts a euro sign or an emoji in two when it splits a long message.
#
# Guess:   make_parts() splits between characters, so each part can be read by itself and all parts together are the
#          message.
# Reality: The encoded bytes are cut every 153 (GSM) or 134 (UCS-2) bytes. A euro sign behind 152 letters leaves its
#          escape at the end of the first part and an "e" at the start of the second; an emoji behind 66 letters leaves
#          half of a surrogate pair in each.
# Matters: A phone or an archive that decodes part by part shows "e" for the euro sign and two replacement characters
#          for the emoji; the length and the number of parts look right.
# Read:    A comment in the source says so; the README does not.
# Seen in: smpplib 2.2.4
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'smpplib==2.2.4'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


from smpplib.gsm import make_parts

HEADER = 6  # bytes of the user data header that number the part

print("smpplib", version("smpplib"))
parts, _, _ = make_parts("x" * 152 + "€" + "x" * 10)
same("parts with a euro sign", len(parts), 2)
same("end of the first", parts[0][-2:], b"x\x1b")
same("start of the second", parts[1][HEADER : HEADER + 2], b"ex")

parts, _, _ = make_parts("x" * 66 + "\U0001f600" + "x" * 10)
same("parts with an emoji", len(parts), 2)
texts = [part[HEADER:].decode("utf-16-be", "replace") for part in parts]
same("end of the first", texts[0][-2:], "x\ufffd")
same("emoji in either part", any("\U0001f600" in text for text in texts), False)
same("emoji when joined first", "\U0001f600" in b"".join(p[HEADER:] for p in parts).decode("utf-16-be"), True)
PY
