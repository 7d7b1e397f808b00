/**
 * The page in a real Chromium, before the simulator.
 *
 * @module
 */
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build, createServer, preview } from 'vite';
import { findBrowser } from '../../scripts/lib/browsers.mjs';
import { serve } from '../../simulator/serve.js';

const root = fileURLToPath(new URL('../../www', import.meta.url));

/** Starts the simulator, the page's two kinds of server, and a browser; all end with the tests. */
export async function start() {
  const simulator = await serve({ port: 0 });
  after(() => simulator.close());
  // The server's configuration reads them.
  Object.assign(process.env, {
    ZOOM_SMS_TARGET: simulator.url,
    ZOOM_SMS_TOKEN: 'simulator-token',
  });

  const development = await createServer({ root, logLevel: 'error', server: { port: 0 } });
  after(() => development.close());
  await development.listen();

  await build({ root, logLevel: 'error' });
  const built = await preview({ root, logLevel: 'error', preview: { port: 0 } });
  after(() => built.close());

  const executablePath = findBrowser('chromium');
  assert.ok(executablePath, 'Chromium is installed');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  after(() => browser.close());

  const addresses = [development.resolvedUrls?.local[0], built.resolvedUrls?.local[0]];
  const [developed = '', bundled = ''] = addresses;
  return { browser, simulator, pages: { developed, bundled } };
}
