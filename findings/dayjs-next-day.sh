#!/usr/bin/env bash
# Day.js with a time zone keeps the old offset on the next day.
#
# Guess:   dayjs.tz('2027-03-13 12:00', 'America/New_York').add(1, 'day') is noon on the 14th, in summer time: 16:00
#          UTC.
# Reality: It prints 12:00 with the winter offset of the day before. On a server in UTC the instant is 17:00 UTC, an
#          hour late; on a computer in New York it is right, though it prints the same. Luxon gives 16:00 UTC
#          everywhere.
# Matters: Windows made day by day leave an hour out or take it twice, on the server and not on the developer's
#          computer.
# Read:    The plugin's page shows parsing and converting, and does not name arithmetic.
# Seen in: dayjs 1.11.23; right in luxon 3.7.2
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund dayjs@1.11.23 luxon@3.7.2
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

import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import { DateTime } from 'luxon';

console.log(version('dayjs'), version('luxon'));
dayjs.extend(utc);
dayjs.extend(timezone);
const zone = 'America/New_York';
const day = dayjs.tz('2027-03-13 12:00', zone);
same('dayjs, a day later', day.add(1, 'day').format(), '2027-03-14T12:00:00-05:00');
same(`dayjs, in UTC, on a computer in ${process.env.TZ}`, day.add(1, 'day').toISOString(), process.env.EXPECTED);
same('luxon, in UTC', DateTime.fromISO('2027-03-13T12:00', { zone }).plus({ days: 1 }).toUTC().toISO(), '2027-03-14T16:00:00.000Z');
JS
TZ=UTC EXPECTED=2027-03-14T17:00:00.000Z node check.mjs
TZ=America/New_York EXPECTED=2027-03-14T16:00:00.000Z node check.mjs
