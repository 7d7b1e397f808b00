#!/usr/bin/env bash
# The errors of Zoom's Rivet have no status and no headers: a 429 does not say when to try again.
#
# Guess:   An ApiResponseError has the status, Zoom's code and the headers, or the response they came with.
# Reality: It has a sentence, [429/429]: "…", and errorCode, which is the same for every answer of Zoom's
#          (zoom_rivet_api_response_error). Retry-After and X-RateLimit-* are gone, and nothing is retried. Successful
#          answers have data, statusCode and trackingId, and no headers either.
# Matters: A program cannot tell the limit of the second from that of the day but by reading the sentence, and has to
#          guess the wait.
# Read:    The README says nothing of errors; the types export the class alone.
# Seen in: @zoom/rivet 0.4.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund @zoom/rivet@0.4.0
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
import { PhoneEndpoints } from '@zoom/rivet/phone';

console.log(version('@zoom/rivet'));
let requests = 0;
const server = createServer((_, response) => {
  requests += 1;
  const headers = {
    'content-type': 'application/json',
    'retry-after': '2026-12-01T00:00:00Z',
    'x-ratelimit-type': 'Daily-limit',
  };
  const message = 'You have reached the maximum daily rate limit for this API.';
  response.writeHead(429, headers).end(JSON.stringify({ code: 429, message }));
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const baseUrl = `http://127.0.0.1:${server.address().port}/v2`;
const { sMS } = new PhoneEndpoints({ auth: { getToken: () => 'token' }, baseUrl });
const error = await sMS.getSMSSessionDetails({ path: { sessionId: 'a' } }).catch((thrown) => thrown);
same('message', error.message, '[429/429]: "You have reached the maximum daily rate limit for this API."');
same('own properties', Object.getOwnPropertyNames(error).sort(), ['errorCode', 'message', 'name', 'stack']);
same('errorCode', error.errorCode, 'zoom_rivet_api_response_error');
same('cause', error.cause ?? null, null);
same('requests', requests, 1);
server.close();
server.closeAllConnections();
JS
node check.mjs
