#!/usr/bin/env bash
# node-cron skips the night in which clocks go forward.
#
# Guess:   A job for 02:30 runs at 03:00 or 03:30 in the night without a 02:30: cron has done so for decades.
# Reality: node-cron does not run it at all that night. cron and croner run it at 03:00, node-schedule at 03:30.
# Matters: A nightly export is missing once a year, and a job that reads 'the last 24 hours' loses a day of messages.
# Read:    node-cron's page 'Timezones & DST' says that a time in the gap is skipped; the README tells of autumn alone.
# Seen in: node-cron 4.6.0; run by cron 4.4.0, croner 11.0.1, node-schedule 2.1.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund node-cron@4.6.0 cron@4.4.0 croner@11.0.1 node-schedule@2.1.1 @sinonjs/fake-timers@15.5.0
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

import timers from '@sinonjs/fake-timers';

/** The times in New York at which a job runs, from `start` on for some hours, on a clock that jumps. */
async function runs(start, hours, schedule) {
  const clock = timers.install({ now: new Date(start), toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  const seen = [];
  const stop = schedule(() => seen.push(new Date()));
  for (let minute = 0; minute < hours * 60; minute++) await clock.tickAsync(60_000);
  stop();
  clock.uninstall();
  return seen.map((time) => time.toLocaleString('sv-SE', { timeZone: 'America/New_York' }));
}

import { CronJob } from 'cron';
import { Cron } from 'croner';
import nodeCron from 'node-cron';
import nodeSchedule from 'node-schedule';

for (const name of ['node-cron', 'cron', 'croner', 'node-schedule']) console.log(version(name));
const [time, zone, start] = ['30 2 * * *', 'America/New_York', '2027-03-13T23:00:00-05:00'];
const next = '2027-03-15 02:30:00';
same('node-cron', await runs(start, 32, (run) => {
  const task = nodeCron.schedule(time, run, { timezone: zone });
  return () => task.stop();
}), [next]);
same('cron', await runs(start, 32, (run) => {
  const job = CronJob.from({ cronTime: time, onTick: run, start: true, timeZone: zone });
  return () => job.stop();
}), ['2027-03-14 03:00:00', next]);
same('croner', await runs(start, 32, (run) => {
  const job = new Cron(time, { timezone: zone }, run);
  return () => job.stop();
}), ['2027-03-14 03:00:00', next]);
same('node-schedule', await runs(start, 32, (run) => {
  const job = nodeSchedule.scheduleJob({ rule: time, tz: zone }, run);
  return () => job.cancel();
}), ['2027-03-14 03:30:00', next]);
process.exit();
JS
node check.mjs
