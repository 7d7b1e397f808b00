#!/usr/bin/env bash
# Bottleneck repeats a failed job without counting it: minTime and the reservoir are passed by.
#
# Guess:   A job that is repeated by the 'failed' event is another call: it waits for minTime and takes one from the
#          reservoir.
# Reality: Both are paid once, for the first try. With minTime: 1000 and a wait of 0 the tries follow within
#          milliseconds; with a reservoir of 3 a job was tried 10 times, and 2 were left.
# Matters: The event is there for APIs that refuse calls. While they do, the limiter sends many times what it is set to,
#          and an allowance for the day is overdrawn without its knowing.
# Read:    The README shows how to return the wait; whether the limits hold for repeats is not said.
# Seen in: bottleneck 2.19.5
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund bottleneck@2.19.5
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

import Bottleneck from 'bottleneck';

console.log(version('bottleneck'));
async function tries(options) {
  const limiter = new Bottleneck(options);
  limiter.on('failed', (_, { retryCount }) => (retryCount < 9 ? 0 : undefined));
  const times = [];
  const job = limiter.schedule(async () => {
    times.push(Date.now());
    throw new Error('refused');
  });
  same('the job', await job.catch(({ message }) => message), 'refused');
  return { limiter, times };
}
const { times } = await tries({ minTime: 1000 });
const took = times.at(-1) - times[0];
console.log(`10 tries took ${took} ms`);
same('tries with minTime: 1000', [times.length, took < 1000], [10, true]);
const { limiter, times: drawn } = await tries({ reservoir: 3 });
same('tries with reservoir: 3, and what is left', [drawn.length, await limiter.currentReservoir()], [10, 2]);
JS
node check.mjs
