#!/usr/bin/env bash
# Some counters of SMS segments cut a euro sign in two.
#
# Guess:   A euro sign takes two of the 160 or 153 places in every counter, and is never split between two segments.
# Reality: 152 letters, a euro sign and 152 letters are 306 places, 2 x 153: sms-length says 2 segments, but the euro
#          sign does not fit behind 152 letters, so it is 3. sms-counter also counts the euro sign as one place: 159
#          letters and a euro sign are one segment of 160 to it. An emoji at the 67th place of a UCS-2 text is the
#          same. split-sms, smsutil and sms-segments-calculator are right.
# Matters: Bills and daily budgets count segments; each text near a border is one short.
# Read:    3GPP TS 23.038 and 23.040; the packages say 'how many SMS will be required'.
# Seen in: sms-length 0.2.2, sms-counter 1.0.0; right in split-sms 0.1.7, sms-segments-calculator 1.3.0, smsutil 1.1.3
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'smsutil==1.1.3'
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund sms-length@0.2.2 sms-counter@1.0.0 split-sms@0.1.7 sms-segments-calculator@1.3.0
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import smsutil

print("smsutil", version("smsutil"))
same("smsutil, euro sign at the border", len(smsutil.split("a" * 152 + "€" + "a" * 152).parts), 3)
PY
cat > check.mjs <<'JS'
import { readFileSync } from 'node:fs';

const version = (name) => `${name} ${JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version}`;
function same(what, got, expected) {
  console.log(`${what}: ${JSON.stringify(got)}`);
  if (JSON.stringify(got) !== JSON.stringify(expected)) {
    console.error(`CHANGED: ${what}: expected ${JSON.stringify(expected)}`);
    process.exit(1);
  }
}

import calculator from 'sms-segments-calculator';
import counter from 'sms-counter';
import length from 'sms-length';
import split from 'split-sms';

for (const name of ['sms-length', 'sms-counter', 'split-sms', 'sms-segments-calculator']) console.log(version(name));
const texts = {
  'euro sign at the border': 'a'.repeat(152) + '€' + 'a'.repeat(152),
  'emoji at the border': 'б'.repeat(66) + '😀' + 'б'.repeat(66),
  '159 letters and a euro sign': 'a'.repeat(159) + '€',
};
const expected = { 'euro sign at the border': [2, 2, 3, 3], 'emoji at the border': [2, 2, 3, 3], '159 letters and a euro sign': [2, 1, 2, 2] };
for (const [name, text] of Object.entries(texts)) {
  const count = counter.default ?? counter;
  same(name, [
    length.count(text).messages,
    (count.count ?? count)(text).messages,
    split.split(text).parts.length,
    new calculator.SegmentedMessage(text).segmentsCount,
  ], expected[name]);
}
JS
node check.mjs
