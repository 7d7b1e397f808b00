// `npm run bench` compares the cost of decoding with the alternatives; `npm run bench -- instructions` counts its
// instructions. `npm run bench -- harvest` and `npm run bench -- memory` measure histories.

import '../scripts/lib/machine.mjs';
import { buildPackage } from '../scripts/build/package.mjs';
import { main } from '../scripts/lib/failure.mjs';
import { BUILD_NEEDS, setUp } from '../scripts/lib/setup.mjs';

const OTHERS = new Set(['harvest', 'instructions', 'memory']);

const [name = ''] = process.argv.slice(2);
if (OTHERS.has(name)) {
  process.argv.splice(2, 1);
  await import(`./${name}.mjs`);
} else {
  await main(async (args) => {
    await setUp(BUILD_NEEDS);
    await buildPackage();
    // Only now: it imports the built package.
    const { runBench } = await import('./decoding.mjs');
    return runBench(args);
  });
}
