#!/usr/bin/env bash
# libphonenumber-js reads a list of two numbers as one number with an extension.
#
# Guess:   findPhoneNumbersInText finds both numbers of '8108001001, 8108001002', as the Java original and its port to
#          Python do.
# Reality: A comma or a semicolon starts an extension, so the second number is gone: the result is one number with the
#          extension 810800100 (nine of its ten digits). With a plus, a slash, a blank or a line break between them
#          both are found.
# Matters: Customers send lists of numbers. A contact is missing, and the other one is dialled with the wrong digits
#          behind it.
# Read:    The README speaks of two-in-one numbers with extensions; that a comma starts an extension is not said.
# Seen in: libphonenumber-js 1.13.16; right in phonenumbers 9.0.43
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'phonenumbers==9.0.43'
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund libphonenumber-js@1.13.16
cat > check.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { findPhoneNumbersInText } from 'libphonenumber-js/max';

const version = (name) => `${name} ${JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version}`;
function same(what, got, expected) {
  console.log(`${what}: ${JSON.stringify(got)}`);
  if (JSON.stringify(got) !== JSON.stringify(expected)) {
    console.error(`CHANGED: ${what}: expected ${JSON.stringify(expected)}`);
    process.exit(1);
  }
}

console.log(version('libphonenumber-js'));
const found = (text) => findPhoneNumbersInText(text, 'US').map(({ number }) => number.getURI());
same('with a comma', found('8108001001, 8108001002'), ['tel:+18108001001;ext=810800100']);
same('with a semicolon', found('8108001001;8108001002'), ['tel:+18108001001;ext=8108001002']);
same('with hyphens', found('810-800-1001,810-800-1002'), ['tel:+18108001001;ext=810']);
same('with a slash', found('8108001001/8108001002'), ['tel:+18108001001', 'tel:+18108001002']);
same('with a plus', found('+18108001001,+18108001002'), ['tel:+18108001001', 'tel:+18108001002']);
JS
node check.mjs
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import phonenumbers

print("phonenumbers", version("phonenumbers"))
for text in ["8108001001, 8108001002", "8108001001;8108001002", "810-800-1001,810-800-1002"]:
    numbers = phonenumbers.PhoneNumberMatcher(text, "US")
    e164 = [phonenumbers.format_number(n.number, phonenumbers.PhoneNumberFormat.E164) for n in numbers]
    same(f"in Python, {text!r}", e164, ["+18108001001", "+18108001002"])
PY
