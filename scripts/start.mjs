// `npm start`: sets up, builds, runs the package in Node, then serves the dashboard.
// `npm start -- --once` stops before the dashboard.

import './lib/machine.mjs';
import { buildPackage } from './build/package.mjs';
import { Failure, main } from './lib/failure.mjs';
import { BUILD_NEEDS, setUp } from './lib/setup.mjs';
import { startSimulator } from './lib/simulator.mjs';

/** @typedef {import('./demo.mjs').Connection} Connection */

await main(async (args) => {
  const unknown = args.find((arg) => arg !== '--once');
  if (unknown) throw new Failure(`Unknown argument ${unknown}: there is only --once.`);
  const zoom = credentials();

  await setUp(BUILD_NEEDS);
  await buildPackage();

  const connection = zoom ? await realZoom(zoom) : await simulated();
  // Imported here, because their packages may just have been installed or built.
  const { runDemo } = await import('./demo.mjs');
  if (connection) await runDemo(connection);
  if (args.includes('--once')) return 0;

  const { serveDashboard } = await import('./dashboard.mjs');
  const url = await serveDashboard();
  console.log(
    `\nThe dashboard, of ${zoom ? 'your Zoom account' : 'the simulator'}: ${url} (Ctrl-C ends it)`,
  );
  return undefined;
});

/**
 * The options for the simulator; the dashboard's server reads its address from the environment.
 * @returns {Promise<Connection>}
 */
async function simulated() {
  const { url } = await startSimulator();
  Object.assign(process.env, { ZOOM_SMS_SIMULATOR: url });
  return { baseUrl: `${url}/v2`, token: 'simulator-token', sessionId: 'seed' };
}

/**
 * The options for real Zoom, if the session is given.
 * @param {{ accountId: string, clientId: string, clientSecret: string }} app
 * @returns {Promise<Connection | undefined>}
 */
async function realZoom(app) {
  const { ZOOM_SESSION_ID: sessionId } = process.env;
  if (!sessionId) return undefined;
  const { serverToServerOAuth } = await import('../pkg/proxy.js');
  const token = serverToServerOAuth(app);
  return { baseUrl: await token.baseUrl(), token, sessionId };
}

/** The credentials of a Server-to-Server OAuth app, if the environment has all of them. */
function credentials() {
  const {
    ZOOM_ACCOUNT_ID: accountId = '',
    ZOOM_CLIENT_ID: clientId = '',
    ZOOM_CLIENT_SECRET: clientSecret = '',
  } = process.env;
  const found = Object.entries({
    ZOOM_ACCOUNT_ID: accountId,
    ZOOM_CLIENT_ID: clientId,
    ZOOM_CLIENT_SECRET: clientSecret,
  });
  const missing = found.filter(([, value]) => !value).map(([name]) => name);
  if (missing.length === found.length) return undefined;
  if (missing.length === 0) return { accountId, clientId, clientSecret };
  throw new Failure(
    `To use real Zoom, set ${missing.join(' and ')} too; to use the simulator, unset ${found.map(([name]) => name).join(', ')}.`,
  );
}
