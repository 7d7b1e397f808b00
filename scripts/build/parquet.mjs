import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCrate } from '../lib/crate.mjs';
import { ROOT } from '../lib/paths.mjs';
import { task } from '../lib/progress.mjs';
import { run } from '../lib/run.mjs';
import { temporaryFolder } from '../lib/temporary.mjs';
import { linkedCrates } from './linked-crates.mjs';
import { NOTICES_FILE, noticesOf } from './notices.mjs';
import { hashInputs, isUpToDate, rememberBuild } from './stamp.mjs';
import { encodedFlags, TARGET } from './wasm.mjs';

const CRATE = 'zoom-phone-sms-parquet';

/** The bindings and the wasm, where the command line finds them. @type {import('./stamp.mjs').Product} */
const PARQUET = {
  folder: join(ROOT, 'cli', 'lib', 'formats', 'parquet'),
  inputs: ['cli/parquet', 'scripts/build', 'Cargo.toml', 'Cargo.lock', 'package-lock.json'],
};

const PROFILE = 'parquet';
const COMPILE = [
  ...['rustc', '--package', CRATE, '--lib', '--crate-type', 'cdylib'],
  ...['--profile', PROFILE, '--locked', '--target', TARGET],
];

/**
 * The bindings load the wasm when they are imported, and only Node imports them. It is not optimized further: wasm-opt saves a seventh
 * of the file, no time of writing, and takes two minutes.
 */
const BINDINGS = [
  ...['--target', 'experimental-nodejs-module', '--out-name', 'parquet'],
  ...['--remove-name-section', '--remove-producers-section'],
];

/** Its hash tables would have random seeds of each build. */
const SAME_EVERY_TIME = { CONST_RANDOM_SEED: CRATE };

/** Builds the writer of Parquet files for the command line, unless it is up to date. */
export async function buildParquet() {
  const inputs = await hashInputs(PARQUET);
  if (isUpToDate(PARQUET, inputs)) return;
  const { targetDirectory } = await readCrate();
  const folder = temporaryFolder('build-parquet');
  const stage = join(folder, 'parquet');

  await task('Compile the writer of Parquet files', async (say) => {
    await run('cargo', ['fetch', '--locked'], { onLine: say });
    const env = { ...SAME_EVERY_TIME, CARGO_ENCODED_RUSTFLAGS: encodedFlags() };
    await run('cargo', COMPILE, { onLine: say, env });
    const name = `${CRATE.replaceAll('-', '_')}.wasm`;
    const compiled = join(targetDirectory, TARGET, PROFILE, name);
    await run('wasm-bindgen', [...BINDINGS, '--out-dir', stage, compiled], { onLine: say });
  });
  for (const name of ['parquet_bg.wasm.d.ts', 'package.json']) rmSync(join(stage, name));
  const notices = noticesOf('`parquet_bg.wasm`', await linkedCrates(CRATE));
  writeFileSync(join(stage, NOTICES_FILE), notices);
  if (existsSync(PARQUET.folder)) renameSync(PARQUET.folder, join(folder, 'old'));
  renameSync(stage, PARQUET.folder);
  rememberBuild(PARQUET, inputs);
}
