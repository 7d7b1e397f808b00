#!/usr/bin/env bash
# ECharts forgets the minutes of a time zone, and reads a day as local.
#
# Guess:   A time axis understands ISO 8601 as Date does: 10:00+05:30 is 04:30 UTC, and '2026-01-31' is midnight in
#          UTC.
# Reality: Only the hours of the offset are taken: 10:00+05:30 becomes 05:00 UTC, half an hour late; Nepal's +05:45 is
#          45 minutes late, Newfoundland's -03:30 half an hour early. A date without a time is midnight where the page
#          is looked at.
# Matters: Messages per hour shift into the next hour for some users only, and days from an API come out a day apart
#          from days that Date parsed.
# Read:    A comment in the source tells of local days; nothing tells of the offset.
# Seen in: echarts 6.1.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund echarts@6.1.0
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

import { time } from 'echarts';

console.log(version('echarts'), process.env.TZ);
same('+05:30, Date', new Date('2026-01-31T10:00:00+05:30').toISOString(), '2026-01-31T04:30:00.000Z');
same('+05:30, ECharts', time.parse('2026-01-31T10:00:00+05:30').toISOString(), '2026-01-31T05:00:00.000Z');
same('-03:30, Date', new Date('2026-01-31T10:00:00-03:30').toISOString(), '2026-01-31T13:30:00.000Z');
same('-03:30, ECharts', time.parse('2026-01-31T10:00:00-03:30').toISOString(), '2026-01-31T13:00:00.000Z');
same('a day, Date', new Date('2026-01-31').toISOString(), '2026-01-31T00:00:00.000Z');
same('a day, ECharts', time.parse('2026-01-31').toISOString(), '2026-01-31T05:00:00.000Z');
JS
TZ=America/New_York node check.mjs
