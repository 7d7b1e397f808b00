#!/usr/bin/env bash
# fast-xml-parser leaves line breaks of an SMS backup as the letters "&#10;".
#
# Guess:   Character references are part of XML itself: body="one&#10;two" is two lines, with any parser's defaults.
# Reality: By default only &lt; and its like are decoded; &#10; and &#128512; stay as they are written. htmlEntities:
#          true decodes them. A number as element text becomes a JavaScript number, without its plus.
# Matters: Android's 'SMS Backup & Restore' writes every line break and emoji of a message as such a reference.
# Read:    The option is documented as being for HTML entities.
# Seen in: fast-xml-parser 5.12.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund fast-xml-parser@5.12.1
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

import { XMLParser } from 'fast-xml-parser';

console.log(version('fast-xml-parser'));
const backup = '<smses><sms address="+15551234567" body="one&#10;two &#128512; &amp;"/><from>+15551234567</from></smses>';
const read = (options) => new XMLParser({ ignoreAttributes: false, ...options }).parse(backup).smses;
same('by default', read().sms['@_body'], 'one&#10;two &#128512; &');
same('with htmlEntities', read({ htmlEntities: true }).sms['@_body'], 'one\ntwo 😀 &');
same('a number as text', read().from, 15551234567);
JS
node check.mjs
