#!/usr/bin/env bash
# TZDate of @date-fns/tz jumps back an hour when its minutes or seconds are set in the second 01:xx.
#
# Guess:   startOfMinute() of 06:30:30Z is 06:30:00Z, in any zone; eachHourOfInterval() gives 25 hours on the day when
#          clocks go back.
# Reality: In America/New_York 06:30:30Z is the second 01:30. startOfMinute(), startOfHour() and setMinutes() give the
#          first one, an hour earlier, and so does setSeconds(0) of TZDate itself. eachHourOfInterval() leaves the
#          second 01:00 out: 24 hours. addMinutes() and eachMinuteOfInterval() are right.
# Matters: Messages of that hour are counted in the hour before, and a window cut to the full minute begins an hour
#          early: once a year, at night.
# Read:    The README shows that the missing hour of spring is handled, and does not name the hour that comes twice.
# Seen in: @date-fns/tz 1.5.0, date-fns 4.4.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund @date-fns/tz@1.5.0 date-fns@4.4.0
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

import { TZDate } from '@date-fns/tz';
import { addMinutes, eachHourOfInterval, eachMinuteOfInterval, setMinutes, startOfHour, startOfMinute } from 'date-fns';

console.log(version('@date-fns/tz'), version('date-fns'));
const zone = 'America/New_York';
const time = '2026-11-01T06:30:30Z';
const utc = (date) => new Date(date.getTime()).toISOString();
same('startOfMinute', utc(startOfMinute(new TZDate(time, zone))), '2026-11-01T05:30:00.000Z');
same('startOfHour', utc(startOfHour(new TZDate(time, zone))), '2026-11-01T05:00:00.000Z');
same('setMinutes 45', utc(setMinutes(new TZDate(time, zone), 45)), '2026-11-01T05:45:30.000Z');
const date = new TZDate(time, zone);
date.setSeconds(0);
same('setSeconds(0)', utc(date), '2026-11-01T05:30:00.000Z');
same('addMinutes 1', utc(addMinutes(new TZDate(time, zone), 1)), '2026-11-01T06:31:30.000Z');
const day = { start: new TZDate(2026, 10, 1, 0, 0, 0, zone), end: new TZDate(2026, 10, 1, 23, 0, 0, zone) };
const hours = eachHourOfInterval(day).map(utc);
same('hours of the day', hours.length, 24);
same('the first three', hours.slice(0, 3), ['04', '05', '07'].map((hour) => `2026-11-01T${hour}:00:00.000Z`));
same('each 60th minute of the day', eachMinuteOfInterval(day, { step: 60 }).length, 25);
JS
TZ=UTC node check.mjs
