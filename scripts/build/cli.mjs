import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { readCrate } from '../lib/crate.mjs';
import { PKG, PKG_CLI, ROOT } from '../lib/paths.mjs';
import { task } from '../lib/progress.mjs';
import { temporaryFolder } from '../lib/temporary.mjs';
import { buildDashboard } from './dashboard.mjs';
import { published } from './manifest.mjs';

/** What the package has of the repository, and under which name. @type {[from: string, to: string][]} */
const COPIED = [
  ['cli/bin', 'bin'],
  ['cli/lib', 'lib'],
  ['cli/README.md', 'README.md'],
  ['simulator', 'simulator'],
  // The simulator's documented example.
  ['tests/data/sms-session.sample.json', 'tests/data/sms-session.sample.json'],
  ['LICENSE-APACHE', 'LICENSE-APACHE'],
  ['LICENSE-MIT', 'LICENSE-MIT'],
  ['CHANGELOG.md', 'CHANGELOG.md'],
];

/** Where the command line finds the simulator, in the package. */
const SIMULATOR = `export { run } from '../simulator/command-line.js';
export { serve } from '../simulator/serve.js';
`;

const OF_DASHBOARD = '# The page of the dashboard';

/** Assembles the package of the command line in pkg-cli/. */
export async function buildCli() {
  linkLibrary();
  const crate = await readCrate();
  await task('Assemble the command line', async () => {
    const folder = temporaryFolder('build-cli');
    const stage = join(folder, 'pkg-cli');
    for (const [from, to] of COPIED) cpSync(join(ROOT, from), join(stage, to), { recursive: true });
    writeFileSync(join(stage, 'lib', 'simulator.js'), SIMULATOR);
    const licences = await buildDashboard(join(stage, 'dashboard'));
    const ofWasm = readFileSync(join(PKG, 'THIRD-PARTY-NOTICES.md'), 'utf8');
    writeFileSync(join(stage, 'THIRD-PARTY-NOTICES.md'), `${ofWasm}\n${OF_DASHBOARD}\n${licences}`);
    const {
      private: _,
      dependencies,
      ...own
    } = JSON.parse(readFileSync(join(ROOT, 'cli', 'package.json'), 'utf8'));
    const manifest = {
      ...published(crate),
      ...own,
      dependencies: { ...dependencies, [crate.name]: crate.version },
    };
    writeFileSync(join(stage, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    if (existsSync(PKG_CLI)) renameSync(PKG_CLI, join(folder, 'old'));
    renameSync(stage, PKG_CLI);
  });
}

/** In the repository, the command line imports the library by its name, too. */
function linkLibrary() {
  const modules = join(ROOT, 'cli', 'node_modules');
  const link = join(modules, 'zoom-phone-sms');
  mkdirSync(modules, { recursive: true });
  rmSync(link, { recursive: true, force: true });
  symlinkSync(PKG, link, 'dir');
}
