#!/usr/bin/env bash
# Zoom's Rivet with doubleEncodeUrl encodes the whole path: no call works any more.
#
# Guess:   doubleEncodeUrl encodes the ids in a path twice, as Zoom asks for ids that begin with "/" or contain "//".
# Reality: Everything is encoded twice, with the slashes between the segments: /phone/sms/sessions/a becomes
#          /%252Fphone%252Fsms%252Fsessions%252Fa, which is no endpoint. Without the option ids are not encoded at all.
# Matters: Turned on for one meeting whose UUID has slashes, it breaks every other call of that client.
# Read:    The option is in the types, without a description.
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
const paths = [];
const server = createServer((request, response) => {
  paths.push(request.url);
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const options = { auth: { getToken: () => 'token' }, baseUrl: `http://127.0.0.1:${server.address().port}/v2` };
for (const doubleEncodeUrl of [false, true]) {
  const { sMS } = new PhoneEndpoints({ ...options, doubleEncodeUrl });
  await sMS.getSMSSessionDetails({ path: { sessionId: 'a/b==' } });
}
same('without the option', paths[0], '/v2/phone/sms/sessions/a/b==');
same('with it', paths[1], '/v2/%252Fphone%252Fsms%252Fsessions%252Fa%252Fb%253D%253D');
server.close();
server.closeAllConnections();
JS
node check.mjs
