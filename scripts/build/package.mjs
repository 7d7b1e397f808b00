import { cpSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCrate } from '../lib/crate.mjs';
import { Failure } from '../lib/failure.mjs';
import { PKG, ROOT, TEMPLATE } from '../lib/paths.mjs';
import { task } from '../lib/progress.mjs';
import { temporaryFolder } from '../lib/temporary.mjs';
import { bundleCommonJs } from './commonjs.mjs';
import { declareCommonJs, emitDeclarations } from './declarations.mjs';
import { generateModules } from './generate.mjs';
import { linkedCrates } from './linked-crates.mjs';
import { writeManifest } from './manifest.mjs';
import { NOTICES_FILE, noticesOf } from './notices.mjs';
import { hashInputs, isUpToDate, PACKAGE, rememberBuild } from './stamp.mjs';
import { buildWasm } from './wasm.mjs';

/**
 * Builds pkg/, unless it is what a build would give.
 * @param {{ isSizeShown: boolean }} [options] `isSizeShown`: whether to print the sizes of the files
 */
export async function buildPackage({ isSizeShown } = { isSizeShown: true }) {
  const crate = await readCrate();
  const inputs = await hashInputs(PACKAGE);
  if (isUpToDate(PACKAGE, inputs)) {
    console.log(`ok    pkg/ is up to date (${crate.name} ${crate.version})`);
    return;
  }
  if (!existsSync(TEMPLATE)) throw new Failure('pkg-template/ is missing: check it out again.');
  const folder = temporaryFolder('build');
  const stage = join(folder, 'pkg');
  // First, because the bindings import some of them.
  await task('Write the modules generated from Rust', () => generateModules(stage));
  await buildWasm(crate, join(stage, 'wasm'));
  await task('Assemble the package', async (say) => {
    cpSync(TEMPLATE, stage, { recursive: true });
    copyDocuments(stage, crate.repository);
    const crates = await linkedCrates(crate.name);
    writeFileSync(join(stage, NOTICES_FILE), noticesOf('The wasm file', crates));
    say('declarations');
    await emitDeclarations(stage, join('wasm', `${crate.name.replaceAll('-', '_')}.d.ts`));
    declareCommonJs(stage);
    say('CommonJS');
    await bundleCommonJs(stage);
    writeManifest(stage, crate);
    // Only now, as for sizes.mjs: it imports a package that may have just been installed.
    const { writeSbom } = await import('./sbom.mjs');
    await writeSbom(stage, crates);
  });
  // Moved when it is complete: pkg/ never holds half a package.
  if (existsSync(PKG)) renameSync(PKG, join(folder, 'old'));
  renameSync(stage, PKG);
  rememberBuild(PACKAGE, inputs);
  if (!isSizeShown) return;
  const { sizeTable } = await import('./sizes.mjs');
  console.log(`\n${sizeTable(PKG)}\n`);
}

/**
 * Copies the documents. What the README links to is in the repository, not in the package.
 * @param {string} stage
 * @param {string} repository
 */
function copyDocuments(stage, repository) {
  for (const name of readdirSync(ROOT)) {
    if (/^(LICENSE-.*|CHANGELOG\.md)$/.test(name)) cpSync(join(ROOT, name), join(stage, name));
  }
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const images = /(!\[[^\]]*\])\((?!https?:)([^)\s]+)\)/g;
  const links = /\]\((?!#|https?:)([^)\s]+)\)/g;
  writeFileSync(
    join(stage, 'README.md'),
    readme
      .replaceAll(images, (_, text, path) => `${text}(${repository}/raw/main/${path})`)
      .replaceAll(links, (_, path) => `](${repository}/blob/main/${path})`),
  );
}
