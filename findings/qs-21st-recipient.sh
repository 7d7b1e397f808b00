#!/usr/bin/env bash
# qs makes an object of a list that is repeated more than 20 times.
#
# Guess:   to=a&to=b… is an array of all values, however many there are; the limit of 20 is about indices, as in to[21].
# Reality: Twenty are an array; of twenty-one it makes {0: …, 20: …}, with to[]= and with comma: true as well. Nothing
#          is lost and nothing is thrown, but length is undefined and map() and for…of fail.
# Matters: A message to a large group is the first request with 21 recipients. Until then every test passed.
# Read:    The README gives the limit for [] and [0]; that names repeated plainly fall under it is not said there.
# Seen in: qs 6.17.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund qs@6.17.1
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

import qs from 'qs';

console.log(version('qs'));
const names = (count) => Array.from({ length: count }, (_, index) => `to=${index}`).join('&');
const shape = (query, options) => {
  const { to } = qs.parse(query, options);
  return [Array.isArray(to) ? 'array' : 'object', Object.keys(to).length, to.length ?? 'no length'];
};
same('20 x to=', shape(names(20)), ['array', 20, 20]);
same('21 x to=', shape(names(21)), ['object', 21, 'no length']);
same('21 x to[]=', shape(names(21).replaceAll('=', '[]=')), ['object', 21, 'no length']);
const list = `to=${Array.from({ length: 21 }, (_, index) => index).join(',')}`;
same('21 values with comma: true', shape(list, { comma: true }), ['object', 21, 'no length']);
JS
node check.mjs
