#!/usr/bin/env bash
# npm's zoomapi asks for a new token before every request.
#
# Guess:   The token of a server-to-server app is kept until it expires, an hour later.
# Reality: Every call asks /oauth/token first, and throws the token away. It is kept only by a program that passes both
#          onSetAccessToken and onGetAccessToken. Then it is never renewed: what onGetAccessToken gives is sent, and
#          when it has expired each call fails with 401.
# Matters: A list of 5,000 pages costs 10,000 requests, half of them at Zoom's login. With the two functions a
#          nightly export stops after an hour.
# Read:    The README calls both functions optional, the second 'instead of fetching a new one'; not how often that is.
# Seen in: zoomapi 2.3.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund zoomapi@2.3.1
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

import http from 'node:http';
import https from 'node:https';
import zoom from 'zoomapi';

const zoomapi = zoom.default; // The package is CommonJS, so import zoomapi is not the function.
console.log(version('zoomapi'));
const asked = [];
let expired = false;
const server = http.createServer((request, response) => {
  const path = request.url.split('?')[0];
  asked.push(path);
  response.statusCode = expired && path !== '/oauth/token' ? 401 : 200;
  response.end(path === '/oauth/token' ? '{"access_token":"t","expires_in":3600}' : '{"users":[]}');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
// The hosts are fixed in the package: its requests to Zoom are sent to the server above.
const { port } = server.address();
https.request = (options, callback) => http.request({ ...options, hostname: '127.0.0.1', port }, callback);

const account = { accountId: 'account', oauthClientId: 'id', oauthClientSecret: 'secret' };
const plain = zoomapi(account);
await plain.users.ListUsers({});
await plain.users.ListUsers({});
same('two calls', asked.splice(0), ['/oauth/token', '/v2/users', '/oauth/token', '/v2/users']);

let kept;
const keeping = zoomapi({
  ...account,
  onSetAccessToken: (token) => {
    kept = token;
  },
  onGetAccessToken: () => kept ?? { access_token: 'expired' },
});
expired = true;
const error = await keeping.users.ListUsers({}).catch((thrown) => thrown);
same('a kept token that has expired', [asked.splice(0), error.httpStatusCode], [['/v2/users'], 401]);
server.closeAllConnections();
server.close();
JS
node check.mjs
