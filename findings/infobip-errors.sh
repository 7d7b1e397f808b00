#!/usr/bin/env bash
# Infobip's SDK for Node returns errors instead of throwing them.
#
# Guess:   A 401 or 429 rejects the promise of send(): await throws.
# Reality: Every method catches what axios throws and returns it: the promise is fulfilled with an AxiosError, and the
#          answer's data is undefined. So is a failed connection, and a refused token.
# Matters: try/catch and .catch() never see a failure. A program that counts a fulfilled promise as sent loses each
#          message of an hour over the limit, without a line of log.
# Read:    The README shows await send() and its response, and does not name errors; the types say Promise<any>.
# Seen in: @infobip-api/sdk 0.3.2
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund @infobip-api/sdk@0.3.2
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
import { AuthType, Infobip } from '@infobip-api/sdk';

console.log(version('@infobip-api/sdk'));
let status = 429;
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address();
const client = new Infobip({ baseUrl: `http://127.0.0.1:${port}`, apiKey: 'key', authType: AuthType.ApiKey });
const messages = [{ destinations: [{ to: '15555550100' }], text: 'Hello' }];
const outcome = () =>
  client.channels.sms.send({ messages }).then(
    (answer) => ['fulfilled', answer.name, answer.response?.status, typeof answer.data],
    (error) => ['rejected', error.name],
  );

same('429', await outcome(), ['fulfilled', 'AxiosError', 429, 'undefined']);
status = 401;
same('401', await outcome(), ['fulfilled', 'AxiosError', 401, 'undefined']);
const reports = await client.channels.sms.reports.get({});
same('delivery reports, 401', reports.name, 'AxiosError');
server.closeAllConnections();
await new Promise((resolve) => server.close(resolve));
same('no server', (await outcome())[0], 'fulfilled');
JS
node check.mjs
