#!/usr/bin/env bash
# fflate's gunzipSync gives a piece of the first member, as long as the last one.
#
# Guess:   A gzip file of several members (a log or export that was appended to) gives their contents one after the
#          other, or at least the first in full.
# Reality: gunzipSync takes the size from the end of the file, so the output is as long as the last member and holds
#          the beginning of the first: 1,001 bytes followed by 2 give 2 bytes. No error. The streaming Gunzip of the
#          same package, pako, Node and DecompressionStream read everything.
# Matters: An export whose compressor flushed members, or that grew by a night, opens as a few bytes of text, or as its
#          first night when the nights are equally long.
# Read:    RFC 1952: 'members simply appear one after another in the file'. fflate's README does not name it.
# Seen in: fflate 0.8.3; whole in pako 3.0.3, Node 20 and 24
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund fflate@0.8.3 pako@3.0.3
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

import { gunzipSync as nodeGunzipSync, gzipSync } from 'node:zlib';
import { Gunzip, decompressSync, gunzipSync } from 'fflate';
import * as pako from 'pako';

console.log(version('fflate'), version('pako'), 'node', process.version);
const members = Buffer.concat([gzipSync(`${'a'.repeat(1000)}\n`), gzipSync('b\n')]);
let streamed = 0;
const gunzip = new Gunzip((chunk) => {
  streamed += chunk.length;
});
gunzip.push(members, true);

same('gunzipSync', Buffer.from(gunzipSync(members)).toString(), 'aa');
same('decompressSync', Buffer.from(decompressSync(members)).toString(), 'aa');
same('Gunzip, bytes', streamed, 1003);
same('pako, bytes', pako.ungzip(members).length, 1003);
same('node:zlib, bytes', nodeGunzipSync(members).length, 1003);
JS
node check.mjs
