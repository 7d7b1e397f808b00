#!/usr/bin/env bash
# Writers of CSV for Node write one Date in four ways, and false as nothing.
#
# Guess:   A Date in a CSV file is written as JSON writes it, 2026-03-04T10:00:00.000Z, and false as false.
# Reality: csv-stringify writes the milliseconds since 1970, 1 for true and nothing for false. fast-csv writes Date's
#          own text, 'Wed Mar 04 2026 10:00:00 GMT+0000 (Coordinated Universal Time)', in local time, without
#          milliseconds, and [object Object] for an object. d3-dsv leaves zeros out: 2026-03-04T10:00Z, and 2026-03-04
#          at midnight. Only @json2csv/plainjs writes what JSON does.
# Matters: A column of flags reads as 'no value', and times of messages come back from some writers without their
#          milliseconds, so that their order is lost.
# Read:    None of the READMEs that are installed with the first three names dates; csv-stringify's site has an option
#          cast.
# Seen in: csv-stringify 6.9.0, fast-csv 5.0.8, d3-dsv 3.0.2; as JSON in @json2csv/plainjs 7.0.8
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund csv-stringify@6.9.0 fast-csv@5.0.8 d3-dsv@3.0.2 @json2csv/plainjs@7.0.8
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

import { Parser } from '@json2csv/plainjs';
import { stringify } from 'csv-stringify/sync';
import { csvFormat } from 'd3-dsv';
import fastCsv from 'fast-csv';

console.log(...['csv-stringify', 'fast-csv', 'd3-dsv', '@json2csv/plainjs'].map(version));
const rows = [{ t: new Date('2026-03-04T10:00:00Z'), u: new Date('2026-03-04T00:00:00Z'), yes: true, no: false, o: { a: 1 } }];
same('csv-stringify', stringify(rows), '1772618400000,1772582400000,1,,"{""a"":1}"\n');
same(
  'fast-csv',
  await fastCsv.writeToString(rows),
  'Wed Mar 04 2026 10:00:00 GMT+0000 (Coordinated Universal Time),Wed Mar 04 2026 00:00:00 GMT+0000 (Coordinated Universal Time),true,false,[object Object]',
);
same('d3-dsv', csvFormat(rows), 't,u,yes,no,o\n2026-03-04T10:00Z,2026-03-04,true,false,[object Object]');
same(
  '@json2csv/plainjs',
  new Parser({ header: false }).parse(rows),
  '"2026-03-04T10:00:00.000Z","2026-03-04T00:00:00.000Z",true,false,"{""a"":1}"',
);
JS
TZ=UTC node check.mjs
