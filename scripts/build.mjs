// `npm run build`: leaves the npm package in pkg/.

import './lib/machine.mjs';
import { buildPackage } from './build/package.mjs';
import { main } from './lib/failure.mjs';
import { BUILD_NEEDS, setUp } from './lib/setup.mjs';

await main(async () => {
  await setUp(BUILD_NEEDS);
  await buildPackage();
  return 0;
});
