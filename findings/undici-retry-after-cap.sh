#!/usr/bin/env bash
# undici's RetryAgent does not wait as long as Retry-After says.
#
# Guess:   With retryAfter on (the default) the agent waits the named time; maxTimeout bounds the exponential back-off.
# Reality: maxTimeout, 30 seconds by default, cuts Retry-After too: told 45 seconds, it asks again after 30.
# Matters: Each early request is refused and counts, and the five retries are used up while the limit still holds.
# Read:    The option is documented as the longest wait before a retry; that it overrules the server is not said.
# Seen in: undici 7.30.2
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund undici@7.30.2
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

import { once } from 'node:events';
import { createServer } from 'node:http';
import { Agent, RetryAgent, request } from 'undici';

console.log(version('undici'));
const times = [];
const server = createServer((_, response) => {
  times.push(Date.now());
  if (times.length === 1) response.writeHead(429, { 'retry-after': '45' });
  response.end();
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const agent = new RetryAgent(new Agent());
const { statusCode } = await request(`http://127.0.0.1:${server.address().port}/`, { dispatcher: agent });
const waited = (times[1] - times[0]) / 1000;
console.log(`told to wait 45 s, waited ${waited.toFixed(1)} s`);
same('status after one retry', statusCode, 200);
same('waited less than told, about 30 s', waited > 25 && waited < 40, true);
await agent.close();
server.close();
JS
node check.mjs
