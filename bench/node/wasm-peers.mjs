/**
 * The peers that are written in Rust: built on demand, loaded as any module.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readCrate } from '../../scripts/lib/crate.mjs';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { task } from '../../scripts/lib/progress.mjs';
import { run } from '../../scripts/lib/run.mjs';

const NAME = 'wasm_peers';
const TARGET = 'wasm32-unknown-unknown';

/** Their folder, for Node and for browsers. */
export const WASM_PEERS = join(ROOT, 'target', 'bench', 'wasm-peers');

/** Builds them, in half a minute, unless they are up to date. */
export async function buildWasmPeers() {
  const { targetDirectory } = await readCrate();
  const compiled = join(targetDirectory, TARGET, 'release', `${NAME}.wasm`);
  await task('Build the peers in Rust', async (say) => {
    const manifest = ['--manifest-path', join(ROOT, 'bench', 'wasm-peers', 'Cargo.toml')];
    const build = ['build', '--release', '--locked', '--target', TARGET, ...manifest];
    await run('cargo', [...build, '--target-dir', targetDirectory], { onLine: say });
    await run('wasm-bindgen', ['--target', 'web', '--out-dir', WASM_PEERS, compiled]);
  });
}

/** @returns {Promise<import('../works/types.mjs').Rust>} */
export async function loadWasmPeers() {
  const bindings = await import(pathToFileURL(join(WASM_PEERS, `${NAME}.js`)).href);
  bindings.initSync({ module: readFileSync(join(WASM_PEERS, `${NAME}_bg.wasm`)) });
  return bindings;
}
