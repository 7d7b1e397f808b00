#!/usr/bin/env bash
# axios-retry retries a 429 by default, without a pause.
#
# Guess:   By default only failed connections and 5xx answers are retried, so a 429 is an error at once; and Retry-After
#          counts only where a retryDelay reads it.
# Reality: A GET with a 429 is retried. Without a Retry-After three more requests follow within milliseconds. With one
#          the default delay, 'noDelay', waits for all of it, be it two hours.
# Matters: A client that was told to slow down sends four times as many requests, at once; or hangs for hours where the
#          error was expected.
# Read:    The README: 'a network error or a 5xx error on an idempotent request', and 'no delay between retries'.
# Seen in: axios-retry 4.5.0, axios 1.21.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund axios-retry@4.5.0 axios@1.21.1
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

import { createServer } from 'node:http';
import axios from 'axios';
import axiosRetry from 'axios-retry';

console.log(version('axios-retry'), version('axios'));
let headers = {};
let requests = 0;
const server = createServer((_, response) => {
  requests += 1;
  response.writeHead(429, headers).end();
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}/`;

// Long waits are noted and not waited for.
const waits = [];
const realTimeout = globalThis.setTimeout;
globalThis.setTimeout = (callback, ms, ...rest) => {
  if (ms > 60_000) {
    waits.push(ms);
  }
  return realTimeout(callback, ms > 60_000 ? 0 : ms, ...rest);
};

const client = axios.create();
axiosRetry(client);
const began = performance.now();
const error = await client.get(url).catch((thrown) => thrown);
same('429 without Retry-After: status, requests', [error.response.status, requests], [429, 4]);
same('all within a second', performance.now() - began < 1000, true);

headers = { 'retry-after': '7200' };
requests = 0;
await client.get(url).catch((thrown) => thrown);
same('Retry-After of two hours: requests', requests, 4);
same('waits in ms', waits, [7_200_000, 7_200_000, 7_200_000]);
server.closeAllConnections();
server.close();
JS
node check.mjs
