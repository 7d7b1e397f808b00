#!/usr/bin/env bash
# csv-parse with cast turns a hexadecimal id into 0.
#
# Guess:   cast: true makes numbers of texts that are decimal numbers; 0x1A2B stays text, or becomes 6699.
# Reality: Whether a text is a number is asked of JavaScript's conversion, which knows 0x; the value is then made by
#          parseFloat, which does not: every 0x… is 0, and 0b101 and 0o17 are too. +15555550100 loses its plus, an id of
#          22 digits its last ones. Papa Parse's dynamicTyping leaves all of these as text.
# Matters: SMPP gateways give message ids in hexadecimal. All of them are the same id, 0, and joins find every row.
# Read:    'If true, the parser will attempt to convert input string to native types.'
# Seen in: csv-parse 7.0.3; text in papaparse 5.7.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund csv-parse@7.0.3 papaparse@5.7.1
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

import { parse } from 'csv-parse/sync';
import Papa from 'papaparse';

console.log(version('csv-parse'), version('papaparse'));
const ids = ['0x1A2B', '0xFF', '0b101', '0o17', '+15555550100', '1234567890123456789012'];
const file = ids.join('\n');
const cast = parse(file, { cast: true }).map(([id]) => id);
same('cast: true', cast, [0, 0, 0, 0, 15555550100, 1.2345678901234568e21]);
same('without', parse(file).map(([id]) => id), ids);
same('Papa Parse', Papa.parse(file, { dynamicTyping: true }).data.map(([id]) => id), ids);
JS
node check.mjs
