// `npm start`: sets up, builds, shows the package at work in Node, then serves the page.
// `npm start -- --once` stops before the page.

import './lib/machine.mjs';
import { join } from 'node:path';
import { buildPackage } from './build/package.mjs';
import { Failure, main } from './lib/failure.mjs';
import { ROOT } from './lib/paths.mjs';
import { BUILD_NEEDS, setUp } from './lib/setup.mjs';
import { startSimulator } from './lib/simulator.mjs';

await main(async (args) => {
  const unknown = args.find((arg) => arg !== '--once');
  if (unknown) throw new Failure(`Unknown argument ${unknown}: there is only --once.`);
  const zoom = realZoom();

  await setUp(BUILD_NEEDS);
  await buildPackage();

  const { origin, token, sessionId } = zoom ?? (await simulated());
  // Imported here, because the package it imports may have been built only now.
  const { runDemo } = await import('./demo.mjs');
  await runDemo({ baseUrl: `${origin}/v2`, token, sessionId });
  if (args.includes('--once')) return 0;

  // The page's server passes the page's requests on to there.
  Object.assign(process.env, { ZOOM_SMS_TARGET: origin, ZOOM_SMS_TOKEN: token });
  const { createServer } = await import('vite');
  const server = await createServer({ root: join(ROOT, 'www'), logLevel: 'warn' });
  await server.listen();
  console.log(`\nThe same in a browser: ${server.resolvedUrls?.local[0]} (Ctrl-C ends it)`);
  return undefined;
});

/** What to ask the simulator with. */
async function simulated() {
  const { url } = await startSimulator();
  return { origin: url, token: 'simulator-token', sessionId: 'seed' };
}

/** What to ask real Zoom with, if the environment says so. */
function realZoom() {
  const { ZOOM_TOKEN: token, ZOOM_SESSION_ID: sessionId } = process.env;
  if (!token) return undefined;
  if (sessionId) return { origin: 'https://api.zoom.us', token, sessionId };
  throw new Failure('ZOOM_TOKEN is set: set ZOOM_SESSION_ID too, to the SMS session to ask for.');
}
