#!/usr/bin/env bash
# npm's SheetJS writes times that are seconds off, in some countries.
#
# Guess:   A Date in a cell is the local time, to the millisecond, wherever the script runs.
# Reality: The base of Excel's days is made as a local Date of 1899, whose offset in Asia/Shanghai is 8:05:43 and not
#          8:00; only its whole minutes are taken back. Written there, each time is 43 seconds late, in Asia/Kolkata
#          10. In Berlin, New York and UTC it is right.
# Matters: Times of messages in a spreadsheet do not match the system's, for one office only, and sorting against
#          another export goes wrong.
# Read:    0.18.5 is the newest version on npm; later ones are published elsewhere.
# Seen in: xlsx 0.18.5, Node 20 and 24
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund xlsx@0.18.5
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

import xlsx from 'xlsx';

if (process.env.TZ === 'UTC') console.log(version('xlsx'), 'node', process.version);
const time = new Date('2026-01-31T10:00:00Z');
const cell = xlsx.utils.aoa_to_sheet([[time]]).A1;
const written = xlsx.SSF.format('yyyy-mm-dd hh:mm:ss', cell.v);
same(`${process.env.TZ}, local time ${time.toLocaleString('sv-SE')}`, written, process.env.EXPECTED);
JS
TZ=UTC EXPECTED='2026-01-31 10:00:00' node check.mjs
TZ=Europe/Berlin EXPECTED='2026-01-31 11:00:00' node check.mjs
TZ=Asia/Shanghai EXPECTED='2026-01-31 18:00:43' node check.mjs
TZ=Asia/Kolkata EXPECTED='2026-01-31 15:30:10' node check.mjs
