import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { readCrate } from '../lib/crate.mjs';
import { isInstalled, runNpm } from '../lib/npm-packages.mjs';
import { ROOT } from '../lib/paths.mjs';
import { task } from '../lib/progress.mjs';
import { run } from '../lib/run.mjs';
import { temporaryFolder } from '../lib/temporary.mjs';

const DOCS = join(ROOT, 'docs');

/** The site, as `npm run docs` leaves it. */
export const SITE = join(DOCS, 'site');

/**
 * Builds the site from the README, the guides, the package's declarations and the crates: the package has to be
 * built.
 */
export async function buildSite() {
  if (!isInstalled(DOCS)) {
    await task(
      'Install the npm packages of docs/package-lock.json (npm ci, under a minute)',
      (say) => runNpm(['ci'], { cwd: DOCS, onLine: say }),
    );
  }
  const stage = join(temporaryFolder('docs'), 'site');
  await task('Write the pages of the package', (say) =>
    run(join(DOCS, 'node_modules', '.bin', 'typedoc'), ['--out', stage], {
      cwd: DOCS,
      onLine: say,
    }),
  );
  for (const page of readdirSync(stage, { recursive: true, encoding: 'utf8' })) {
    if (!/[/\\].+\.html$/.test(page)) continue;
    // TypeDoc writes the links of its head as they are, in folders too.
    const file = join(stage, page);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('href="rust/', 'href="../rust/'));
  }
  await task('Write the pages of the crates', async (say) => {
    // Like the step of the tests, so that cargo does it once.
    const args = ['doc', '--locked', '--workspace', '--no-deps'];
    await run('cargo', args, { env: { RUSTDOCFLAGS: '-Dwarnings' }, onLine: say });
    const { targetDirectory } = await readCrate();
    cpSync(join(targetDirectory, 'doc'), join(stage, 'rust'), { recursive: true });
  });
  // Moved when it is complete: docs/site/ never holds half a site.
  if (existsSync(SITE)) rmSync(SITE, { recursive: true });
  renameSync(stage, SITE);
  console.log('The site is in docs/site/: `npx vite preview --outDir docs/site` serves it.');
}
