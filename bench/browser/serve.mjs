/**
 * Serves the page, bundled as a user of the package would bundle it.
 *
 * @module
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import { PKG } from '../../scripts/lib/paths.mjs';
import { temporaryFolder } from '../../scripts/lib/temporary.mjs';
import { WASM_PEERS } from '../node/wasm-peers.mjs';

/** @returns {Promise<{ url: string, close: () => Promise<void> }>} */
export async function servePage() {
  const folder = temporaryFolder('bench-page');
  const common = /** @type {const} */ ({
    root: fileURLToPath(new URL('.', import.meta.url)),
    configFile: false,
    logLevel: 'error',
    cacheDir: join(folder, 'cache'),
    build: { outDir: join(folder, 'dist'), emptyOutDir: true, target: 'esnext' },
    resolve: {
      alias: {
        'zoom-phone-sms': join(PKG, 'index.js'),
        'wasm-peers': join(WASM_PEERS, 'wasm_peers.js'),
        'csv-stringify/sync': 'csv-stringify/browser/esm/sync',
      },
    },
  });
  await build(common);
  const server = await preview({
    ...common,
    preview: {
      port: 0,
      headers: {
        // An isolated page has a clock with microseconds.
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
        // Every start is a cold start.
        'Cache-Control': 'no-store',
      },
    },
  });
  return { url: server.resolvedUrls?.local[0] ?? '', close: () => server.close() };
}
