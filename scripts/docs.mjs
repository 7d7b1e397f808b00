// `npm run docs`: builds the documentation site in docs/site/, as files for any static server.

import './lib/machine.mjs';
import { buildPackage } from './build/package.mjs';
import { buildSite } from './docs/site.mjs';
import { main } from './lib/failure.mjs';
import { BUILD_NEEDS, setUp } from './lib/setup.mjs';

await main(async () => {
  await setUp(BUILD_NEEDS);
  await buildPackage();
  await buildSite();
  return 0;
});
