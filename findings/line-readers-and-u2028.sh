#!/usr/bin/env bash
# httpx iter_lines() and npm byline cut an NDJSON record in two at U+2028.
#
# Guess:   A line ends at a line feed (or CR LF), as NDJSON says; U+2028 inside a JSON string is an ordinary character.
# Reality: httpx iter_lines() breaks where str.splitlines() does, byline at every Unicode line boundary: U+2028 and
#          U+0085 too. One valid record becomes two lines, and neither is JSON. requests iter_lines() and Node's
#          readline keep it whole.
# Matters: An NDJSON export served over HTTP fails on the one customer who pasted a text, months after it was tested.
# Read:    byline names 'Unicode line boundaries' in its README; httpx documents iter_lines() as text lines and does
#          not name the characters.
# Seen in: httpx 0.28.1, byline 5.0.0; whole in requests 2.34.2 and Node 20 to 24
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'httpx==0.28.1' 'requests==2.34.2'
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund byline@5.0.0
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import io

import httpx
import requests

print("httpx", version("httpx"), "requests", version("requests"))
body = '{"message":"one\u2028two"}\n{"message":"three"}\n'.encode()
transport = httpx.MockTransport(lambda request: httpx.Response(200, content=body))
with httpx.Client(transport=transport) as client, client.stream("GET", "https://sms.example/") as response:
    same("httpx", list(response.iter_lines()), ['{"message":"one', 'two"}', '{"message":"three"}'])
response = requests.Response()
response.raw, response.status_code = io.BytesIO(body), 200
same("requests", len(list(response.iter_lines())), 2)
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

import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import byline from 'byline';

console.log(version('byline'), 'node', process.version);
const body = () => Readable.from([Buffer.from('{"message":"one\u2028two"}\n{"message":"a\u0085b"}\n')]);
const lines = [];
for await (const line of byline.createStream(body(), { encoding: 'utf8' })) lines.push(line);
same('byline', lines, ['{"message":"one', 'two"}', '{"message":"a', 'b"}']);
let count = 0;
for await (const _ of createInterface({ input: body() })) count++;
same('readline', count, 2);
JS
node check.mjs
