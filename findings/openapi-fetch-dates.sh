#!/usr/bin/env bash
# openapi-fetch leaves a Date out of the query without a word.
#
# Guess:   query: { from: new Date(0) } is sent as from=1970-01-01T00:00:00.000Z, as qs writes it and as JSON does; or
#          it is refused.
# Reality: A Date is taken for an object with fields, of which it has none: the request goes out without 'from', and
#          nothing is thrown. Within a list the same date is an error, 'Deeply-nested arrays/objects'.
# Matters: The range is gone and the API answers with its default range, or with everything. TypeScript is content
#          where the types were generated with Date for date-time, as openapi-typescript can do.
# Read:    The page on querySerializer names arrays and objects; it does not name dates.
# Seen in: openapi-fetch 0.17.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund openapi-fetch@0.17.0
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

import createClient from 'openapi-fetch';

console.log(version('openapi-fetch'));
async function sent(query) {
  let url;
  const fetch = async (request) => {
    url = request.url;
    return new Response('{}');
  };
  await createClient({ baseUrl: 'https://api.example.com', fetch }).GET('/sms', { params: { query } });
  return url.slice('https://api.example.com'.length);
}
same('text', await sent({ from: '1970-01-01', size: 5 }), '/sms?from=1970-01-01&size=5');
same('date', await sent({ from: new Date(0), size: 5 }), '/sms?&size=5');
const list = await sent({ days: [new Date(0)] }).catch((error) => error.message.slice(0, 28));
same('list of dates', list, 'Deeply-nested arrays/objects');
JS
node check.mjs
