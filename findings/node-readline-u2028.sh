#!/usr/bin/env bash
# Since Node 24, readline cuts an NDJSON record in two at U+2028.
#
# Guess:   readline breaks at line feeds, with or without a carriage return, as its documentation says; what read an
#          NDJSON file on Node 20 reads it on Node 24.
# Reality: Node 24, 25 and 26 also break at U+2028 and U+2029, inside JSON strings too; Node 20, 22 and 23 do not.
#          filehandle.readLines() is the same. U+0085 is no break in either.
# Matters: JSON allows both characters unescaped in a string, and pasted texts may hold them. After an update of Node,
#          JSON.parse fails on one line of an old export, or a tolerant reader skips the message.
# Read:    Node's documentation of the 'line' event names \n, \r and \r\n.
# Seen in: node 24.21.0; whole in node 22.23.3
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '%s\n' '{"message":"one@two"}' '{"message":"three"}' | sed "s/@/$(printf '\342\200\250')/" > sms.ndjson
cat > count.cjs <<'JS'
const { createReadStream } = require('node:fs');
const { open } = require('node:fs/promises');
const { createInterface } = require('node:readline');

(async () => {
  const counts = { readline: 0, readLines: 0 };
  for await (const _ of createInterface({ input: createReadStream('sms.ndjson') })) counts.readline++;
  for await (const _ of (await open('sms.ndjson')).readLines()) counts.readLines++;
  console.log(`readline ${counts.readline}, readLines ${counts.readLines}`);
})();
JS
platform=$(node -p 'process.platform + "-" + process.arch')
lines() { # version of Node, expected
  mkdir "node-$1"
  echo '{"private":true}' > "node-$1/package.json"
  npm install --silent --no-audit --no-fund --prefix "node-$1" "node-$platform@$1"
  local got
  got=$("node-$1/node_modules/.bin/node" count.cjs)
  echo "node $1, two records: $got"
  [ "$got" = "$2" ] || { echo "CHANGED: node $1: expected $2" >&2; exit 1; }
}
lines 22.23.3 'readline 2, readLines 2'
lines 24.21.0 'readline 3, readLines 3'
