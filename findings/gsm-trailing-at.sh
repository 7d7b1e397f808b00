#!/usr/bin/env bash
# Decoders of SMS lose an @ at the end of eight letters, or add one behind seven.
#
# Guess:   'call me@' (8 letters) and 'call me' (7) come out of a GSM PDU as they went in: the PDU says how many letters
#          there are.
# Reality: @ is code 0, and 7 letters in 7-bit codes leave 7 bits unused, which are 0 too. python-gsmmodem-new and
#          pdusms do not look at the length for the last one: of a text of 8, 16, 24 … letters a final @ is lost. gsm7
#          (npm) takes bytes without a length and gives 'call me@' for 'call me', when it was not packed by gsm7 itself.
# Matters: A handle, a price (5@) or half an address is cut in one message of eight that end so, and in no test.
# Read:    3GPP TS 23.040 counts the user data in septets for this case; none of the packages names it.
# Seen in: python-gsmmodem-new 0.13.0, pdusms 1.0, gsm7 1.3.1; right in node-pdu 2.1.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'python-gsmmodem-new==0.13.0' 'pdusms==1.0'
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund gsm7@1.3.1 node-pdu@2.1.1
venv/bin/python -W ignore - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


from gsmmodem.pdu import decodeSmsPdu
from smspdu import SMS_DELIVER

CENTRE, HEAD = "07911326040000F0", "040B915155550501F0000062115090000000"
# Length in letters, then seven bits a letter, lowest bits first.
PDUS = {"call me": "07 E3309B0D6A9701", "call me@": "08 E3309B0D6A9701", "call men": "08 E3309B0D6A97DD"}


def gsmmodem(data):
    return decodeSmsPdu(CENTRE + HEAD + data.replace(" ", ""))["text"]


def pdusms(data):
    return SMS_DELIVER.fromPDU(HEAD + data.replace(" ", ""), "").user_data


for package, decode in (("python-gsmmodem-new", gsmmodem), ("pdusms", pdusms)):
    print(package, version(package))
    same("decoded", [decode(data) for data in PDUS.values()], ["call me", "call me", "call men"])
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

import gsm7 from 'gsm7';
import { parse } from 'node-pdu';

console.log(version('gsm7'), version('node-pdu'));
const head = '07911326040000F0040B915155550501F0000062115090000000';
const decoded = ['07', '08'].map((length) => parse(`${head}${length}E3309B0D6A9701`).data.getText());
same('node-pdu', decoded, ['call me', 'call me@']);
same('gsm7', gsm7.decode(Buffer.from('E3309B0D6A9701', 'hex')), 'call me@');
JS
node check.mjs
