#!/usr/bin/env bash
# npm's mime and mime-types name an iPhone's video .qt and lose a voice message's type.
#
# Guess:   A type and its usual file extension lead to each other: video/quicktime is .mov, audio/aac .aac, audio/3gpp
#          comes back as audio/3gpp.
# Reality: The extension of video/quicktime is qt, of audio/aac adts, of text/vcard vcard. audio/3gpp becomes 3gpp, and
#          3gpp is video/3gpp. application/smil, which every MMS holds, has none at all.
# Matters: Attachments saved by type and served by name change their kind, and many programs do not know .adts.
# Read:    mime-db merges the lists of IANA, Apache and nginx and takes the first extension; the order is not
#          documented.
# Seen in: mime 4.1.2, mime-types 3.0.2
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund mime@4.1.2 mime-types@3.0.2
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

import mime from 'mime';
import types from 'mime-types';

console.log(version('mime'), version('mime-types'));
const expected = { 'video/quicktime': 'qt', 'audio/aac': 'adts', 'text/vcard': 'vcard', 'audio/3gpp': '3gpp', 'application/smil': null };
for (const [type, extension] of Object.entries(expected)) {
  same(`mime, ${type}`, mime.getExtension(type), extension);
  same(`mime-types, ${type}`, types.extension(type) || null, extension);
}
same('mime, there and back', mime.getType(mime.getExtension('audio/3gpp')), 'video/3gpp');
same('mime-types, there and back', types.lookup(types.extension('audio/3gpp')), 'video/3gpp');
JS
node check.mjs
