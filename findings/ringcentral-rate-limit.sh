#!/usr/bin/env bash
# RingCentral's rate-limit extension does nothing with the newest core, and doubles each wait with an older one.
#
# Guess:   Installed beside @rc-ex/core, it waits on a 429 for Retry-After or X-Rate-Limit-Window, and asks again.
# Reality: npm gives the extension an older core of its own. It looks for that core's exception class, so it never
#          sees an error of the client's: installExtension() succeeds, and the 429 comes back after one request. Where
#          both share core 0.9.3, it retries; Retry-After is not read, and a window of 60 seconds becomes waits of 60,
#          120 and 240.
# Matters: A program believes itself safe from limits and fails at the first; or it waits seven minutes for a window
#          of one.
# Read:    The README installs it into any RingCentral object; only the manifest of @rc-ex/retry asks for core ^0.9.2.
# Seen in: @rc-ex/rate-limit 0.7.20, @rc-ex/core 1.8.6 and 0.9.3
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund @rc-ex/rate-limit@0.7.20 @rc-ex/core@1.8.6
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
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const requireBesideExtension = createRequire(require.resolve('@rc-ex/rate-limit'));
const RateLimitExtension = require('@rc-ex/rate-limit').default;

console.log(version('@rc-ex/rate-limit'));
console.log(version('@rc-ex/core'));
let requests = 0;
const server = createServer((_, response) => {
  requests += 1;
  const headers = { 'content-type': 'application/json', 'retry-after': '5', 'x-rate-limit-window': '60' };
  response.writeHead(429, headers).end('{"errorCode":"CMN-301","message":"Request rate exceeded"}');
}).listen(0, '127.0.0.1');
await once(server, 'listening');

const waits = [];
const realInterval = globalThis.setInterval;
// The extension waits with an interval that it clears when it first fires.
globalThis.setInterval = (callback, ms, ...rest) => {
  waits.push(ms / 1000);
  return realInterval(callback, 1, ...rest);
};
async function ask(RingCentral) {
  requests = 0;
  waits.length = 0;
  const client = new RingCentral({ server: `http://127.0.0.1:${server.address().port}` });
  client.token = { access_token: 'token' };
  await client.installExtension(new RateLimitExtension());
  const path = '/restapi/v1.0/account/~/extension/~/message-store';
  const error = await client.get(path).catch((thrown) => thrown);
  return { status: error.response?.status, requests, waits: [...waits] };
}
same('newest core', await ask(require('@rc-ex/core').default), { status: 429, requests: 1, waits: [] });
same('core of the extension', requireBesideExtension('@rc-ex/core/package.json').version, '0.9.3');
const old = await ask(requireBesideExtension('@rc-ex/core').default);
same('with that core', old, { status: 429, requests: 4, waits: [60, 120, 240] });
server.close();
server.closeAllConnections();
JS
node check.mjs
