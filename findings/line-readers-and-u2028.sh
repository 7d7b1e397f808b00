#!/usr/bin/env bash
# httpx, requests with decode_unicode, codecs.open and npm byline cut an NDJSON record in two at U+2028.
#
# Guess:   A line ends at a line feed (or CR LF), as NDJSON says; U+2028 inside a JSON string is an ordinary character.
# Reality: iter_lines() of httpx, and of requests with decode_unicode=True, break where str.splitlines() does; so does
#          a file of codecs.open(), and byline at every Unicode line boundary: U+2028 and U+0085 too. One valid record
#          becomes two lines, and neither is JSON. requests without decode_unicode and open() keep it whole.
# Matters: An NDJSON export served over HTTP fails on the one customer who pasted a text, months after it was tested.
# Read:    byline names 'Unicode line boundaries' in its README; none of the others names the characters.
# Seen in: httpx 0.28.1, requests 2.34.2, Python 3.11, byline 5.0.0
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


import codecs
import io

import httpx
import requests

print("httpx", version("httpx"), "requests", version("requests"))
body = '{"message":"one\u2028two"}\n{"message":"three"}\n'.encode()
transport = httpx.MockTransport(lambda request: httpx.Response(200, content=body))
with httpx.Client(transport=transport) as client, client.stream("GET", "https://sms.example/") as response:
    same("httpx", list(response.iter_lines()), ['{"message":"one', 'two"}', '{"message":"three"}'])


def lines(**options):
    response = requests.Response()
    response.raw, response.encoding = io.BytesIO(body), "utf-8"
    return len(list(response.iter_lines(**options)))


same("requests", lines(), 2)
same("requests, decode_unicode=True", lines(decode_unicode=True), 3)
with open("sms.ndjson", "wb") as file:
    file.write(body)
same("open", len(list(open("sms.ndjson", encoding="utf-8"))), 2)
same("codecs.open", len(list(codecs.open("sms.ndjson", encoding="utf-8"))), 3)
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

import { Readable } from 'node:stream';
import byline from 'byline';

console.log(version('byline'));
const body = () => Readable.from([Buffer.from('{"message":"one\u2028two"}\n{"message":"a\u0085b"}\n')]);
const lines = [];
for await (const line of byline.createStream(body(), { encoding: 'utf8' })) lines.push(line);
same('byline', lines, ['{"message":"one', 'two"}', '{"message":"a', 'b"}']);
JS
node check.mjs
