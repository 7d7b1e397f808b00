#!/usr/bin/env bash
# @breejs/later reads '0 0 13 * 5' as Friday the 13th.
#
# Guess:   A cron line with both a day of the month and a day of the week runs on either: the 13th and every Friday.
# Reality: later (Bree's scheduler) wants both: from November 2026 it runs on 13 November 2026, then on 13 August 2027.
#          Cron libraries for Node that follow cron (croner, cron, cron-parser) run on each Friday.
# Matters: A schedule moved over from crontab runs once or twice a year instead of each week, without an error.
# Read:    later's documentation of its cron parser does not name the rule; POSIX crontab does.
# Seen in: @breejs/later 4.2.0; either in croner 11.0.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund @breejs/later@4.2.0 croner@11.0.1
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

import later from '@breejs/later';
import { Cron } from 'croner';

console.log(version('@breejs/later'), version('croner'));
const start = new Date('2026-11-01T00:00:00Z');
const days = (times) => times.map((time) => time.toISOString().slice(0, 10));
same('later', days(later.schedule(later.parse.cron('0 0 13 * 5')).next(3, start)), ['2026-11-13', '2027-08-13', '2028-10-13']);
same('croner', days(new Cron('0 0 13 * 5', { timezone: 'UTC' }).nextRuns(3, start)), ['2026-11-06', '2026-11-13', '2026-11-20']);
JS
node check.mjs
