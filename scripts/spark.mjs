// `npm run test:spark`: Spark reads Parquet files of an export. It needs Java 17 or newer, and installs Spark (about 500 MB), so it is not
// part of `npm test`.

import './lib/machine.mjs';
import { buildPackage } from './build/package.mjs';
import { buildParquet } from './build/parquet.mjs';
import { main } from './lib/failure.mjs';
import { installSpark } from './lib/python.mjs';
import { run } from './lib/run.mjs';
import { BUILD_NEEDS, setUp } from './lib/setup.mjs';

await main(async () => {
  await setUp([...BUILD_NEEDS, 'python3']);
  await installSpark();
  await buildPackage();
  await buildParquet();
  const files = ['tests/spark/spark.test.js'];
  const options = ['--test', '--test-reporter=spec', '--test-timeout=900000'];
  console.log(await run(process.execPath, [...options, ...files]));
  return 0;
});
