#!/usr/bin/env bash
# Telnyx's Python client ignores a Retry-After of more than a minute; its JavaScript client waits.
#
# Guess:   Both are generated from one description, so both wait the 90 seconds that a 429 names, or give up.
# Reality: Python takes 1 to 60 seconds as they are. Told 61 or 90, it asks again within half a second and then a
#          second, and raises: all its retries are spent before the limit ends. JavaScript waits 90 seconds each time.
# Matters: A job moved from one language to the other meets the same limit and fails in two seconds, having made three
#          requests where the server asked for silence.
# Read:    Both READMEs say that such answers are retried twice; neither names Retry-After.
# Seen in: telnyx (PyPI) 4.189.0, telnyx (npm) 7.24.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'telnyx==4.189.0'
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund telnyx@7.24.0
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import time

import httpx
import telnyx

print("telnyx (PyPI)", version("telnyx"))
waits = []
time.sleep = waits.append


def waits_for(retry_after):
    def answer(_):
        return httpx.Response(429, headers={"retry-after": retry_after}, json={"errors": []})

    waits.clear()
    http_client = httpx.Client(transport=httpx.MockTransport(answer))
    client = telnyx.Telnyx(api_key="key", base_url="http://127.0.0.1", http_client=http_client)
    try:
        client.balance.retrieve()
    except telnyx.RateLimitError:
        return list(waits)


same("in Python, 60", waits_for("60"), [60.0, 60.0])
same("in Python, 61: a second at most", [wait <= 1 for wait in waits_for("61")], [True, True])
same("in Python, 90: a second at most", [wait <= 1 for wait in waits_for("90")], [True, True])
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

import Telnyx from 'telnyx';

console.log(version('telnyx'));
const waits = [];
const realTimeout = globalThis.setTimeout;
globalThis.setTimeout = (callback, ms, ...rest) => {
  if (ms < 59_000) {
    return realTimeout(callback, ms, ...rest);
  }
  waits.push(ms);
  return realTimeout(callback, 0, ...rest);
};
const headers = { 'retry-after': '90', 'content-type': 'application/json' };
const fetch = async () => new Response('{"errors":[]}', { status: 429, headers });
// The client's own limit on a request is set to ten seconds, so that longer timers are waits.
const client = new Telnyx({ apiKey: 'key', baseURL: 'http://127.0.0.1', fetch, timeout: 10_000 });
const error = await client.balance.retrieve().catch((thrown) => thrown);
same('in JavaScript, status', error.status, 429);
same('in JavaScript, 90', waits, [90_000, 90_000]);
JS
node check.mjs
