#!/usr/bin/env bash
# ical-generator with a timezone writes the server's clock and labels it with that zone.
#
# Guess:   { start: new Date('2027-03-04T14:00:00Z'), timezone: 'America/New_York' } is 09:00 in New York: a Date is an
#          instant, and the zone says how to write it.
# Reality: The Date's local time is written, and the zone beside it: on a server in UTC 14:00 New York, five hours late;
#          in Berlin 15:00. Without a timezone it is 14:00Z, which is right. A Luxon DateTime is converted.
# Matters: Appointments are right on a developer's computer in New York and late on the server.
# Read:    The README: 'assumes that the given time matches the time zone'. That a Date gets its time from the computer,
#          and that Luxon's DateTime is converted all the same, has to be tried.
# Seen in: ical-generator 11.1.2; right with luxon 3.7.2
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund ical-generator@11.1.2 luxon@3.7.2
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

import ical from 'ical-generator';
import { DateTime } from 'luxon';

console.log(version('ical-generator'), version('luxon'));
const instant = new Date('2027-03-04T14:00:00Z');
function written(start, timezone) {
  const calendar = ical({ events: [{ start, timezone, summary: 'Call' }] }).toString();
  return calendar.split('\r\n').find((line) => line.startsWith('DTSTART'));
}
function everywhere(start, timezone) {
  return ['UTC', 'Europe/Berlin', 'America/New_York'].map((place) => {
    process.env.TZ = place;
    return written(start, timezone);
  });
}
const times = (hours) => hours.map((hour) => `DTSTART;TZID=America/New_York:20270304T${hour}0000`);

same('without a timezone', new Set(everywhere(instant)).size === 1 && written(instant), 'DTSTART:20270304T140000Z');
same('a Date, on three computers', everywhere(instant, 'America/New_York'), times(['14', '15', '09']));
const luxon = DateTime.fromJSDate(instant, { zone: 'utc' });
same('a DateTime of Luxon', everywhere(luxon, 'America/New_York'), times(['09', '09', '09']));
JS
node check.mjs
