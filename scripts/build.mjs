// `npm run build`: leaves the npm package in pkg/, and that of the command line in pkg-cli/.

import './lib/machine.mjs';
import { buildCli } from './build/cli.mjs';
import { buildPackage } from './build/package.mjs';
import { buildParquet } from './build/parquet.mjs';
import { main } from './lib/failure.mjs';
import { BUILD_NEEDS, setUp } from './lib/setup.mjs';

await main(async () => {
  await setUp(BUILD_NEEDS);
  await buildPackage();
  await buildParquet();
  await buildCli();
  return 0;
});
