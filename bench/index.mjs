// `npm run bench` compares the cost of decoding with the alternatives; `npm run bench -- instructions` counts its
// instructions. `npm run bench -- harvest` and `npm run bench -- memory` measure histories, `npm run bench -- archive` accounts,
// `npm run bench -- formats` files.

import '../scripts/lib/machine.mjs';
import { buildPackage } from '../scripts/build/package.mjs';
import { buildParquet } from '../scripts/build/parquet.mjs';
import { main } from '../scripts/lib/failure.mjs';
import { BUILD_NEEDS, setUp } from '../scripts/lib/setup.mjs';

const OTHERS = new Set(['archive', 'harvest', 'instructions', 'memory']);

const [name = ''] = process.argv.slice(2);
if (OTHERS.has(name)) {
  process.argv.splice(2, 1);
  await import(`./${name}.mjs`);
} else if (name === 'formats') {
  process.argv.splice(2, 1);
  await main(async (args) => {
    await setUp([...BUILD_NEEDS, 'python3', 'readers']);
    await buildPackage();
    await buildParquet();
    const { runFormats } = await import('./formats.mjs');
    return runFormats(args);
  });
} else {
  await main(async (args) => {
    await setUp(BUILD_NEEDS);
    await buildPackage();
    // Only now: it imports the built package.
    const { runBench } = await import('./decoding.mjs');
    return runBench(args);
  });
}
