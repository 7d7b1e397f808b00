/**
 * The page's servers, and the page in a real Chromium, before the simulator.
 *
 * @module
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build, createServer, preview } from 'vite';
import { findProgram } from '../../scripts/lib/programs.mjs';
import { temporaryFolder } from '../../scripts/lib/temporary.mjs';
import { serve } from '../../simulator/serve.js';

const root = fileURLToPath(new URL('../../www', import.meta.url));

/**
 * Starts the page's two kinds of server, which end with the tests.
 * @param {string} target Where they pass the page's requests on to.
 * @param {string} token
 */
export async function startServers(target, token) {
  // The servers' configuration reads them.
  Object.assign(process.env, { ZOOM_SMS_TARGET: target, ZOOM_SMS_TOKEN: token });
  // Test files run at the same time: each has its own build.
  const folder = temporaryFolder('page');
  const common = /** @type {const} */ ({
    root,
    logLevel: 'error',
    cacheDir: join(folder, 'cache'),
    build: { outDir: join(folder, 'dist'), emptyOutDir: true },
  });

  const development = await createServer({ ...common, server: { port: 0 } });
  after(() => development.close());
  await development.listen();

  await build(common);
  const built = await preview({ ...common, preview: { port: 0 } });
  after(() => built.close());

  const addresses = [development.resolvedUrls?.local[0], built.resolvedUrls?.local[0]];
  const [developed = '', bundled = ''] = addresses;
  return { developed, bundled };
}

/** Starts the simulator, the page's servers, and a browser; all end with the tests. */
export async function start() {
  const simulator = await serve({ port: 0 });
  after(() => simulator.close());
  const pages = await startServers(simulator.url, 'simulator-token');

  const executablePath = findProgram('chromium');
  assert.ok(executablePath, 'Chromium is installed');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  after(() => browser.close());
  return { browser, simulator, pages };
}
