#!/usr/bin/env bash
# rate-limiter-flexible's execEvenly is not even.
#
# Guess:   4 points a second with execEvenly: four calls at once start at 0, 250, 500 and 750 ms.
# Reality: They start at 0, 250, 334 and 500 ms, then nothing until the second is over. The delay is what is left of
#          the second divided by the points left and two, and a delay below duration/points is replaced by consumed
#          points times that minimum. What comes late in a second starts in a rush at its end and the next one's start.
# Matters: Chosen to be gentle with a server that allows 4 requests a second, it gives gaps of 84 ms, and 7 starts in a
#          second.
# Read:    The option is documented as executing allowed actions evenly over the duration; the source has the two
#          formulas.
# Seen in: rate-limiter-flexible 11.4.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund rate-limiter-flexible@11.4.0 @sinonjs/fake-timers@15.5.0
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
import flexible from 'rate-limiter-flexible';

console.log(version('rate-limiter-flexible'));
const clock = timers.install({ now: 0, toFake: ['Date', 'setTimeout', 'clearTimeout'] });

async function starts(arrivals) {
  const limiter = new flexible.RateLimiterMemory({ points: 4, duration: 1, execEvenly: true });
  const begin = Date.now();
  const seen = [];
  for (const arrival of arrivals) {
    await clock.tickAsync(begin + arrival - Date.now());
    limiter.consume('account').then(() => seen.push(Date.now() - begin), () => seen.push('refused'));
  }
  await clock.tickAsync(10_000);
  return seen;
}

same('four at once', await starts([0, 0, 0, 0]), [0, 250, 334, 500]);
const late = await starts([0, 900, 910, 920, 1001, 1002, 1003, 1004]);
console.log('late in the second:', late.join(' '));
same('starts within a second', late.filter((at) => at > 1000 && at <= 2000).length, 7);
clock.uninstall();
JS
node check.mjs
