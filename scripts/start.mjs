// `npm start`: builds if needed, shows a conversation in the terminal, then serves the dashboard.
// `npm start -- --once` stops before the dashboard; `--port 4000` serves it there.

import './lib/machine.mjs';
import { parseArgs } from 'node:util';
import { isBuilt, PACKAGE } from './build/stamp.mjs';
import { Failure, main } from './lib/failure.mjs';
import { BUILD_NEEDS, setUp } from './lib/setup.mjs';
import { startSimulator } from './lib/simulator.mjs';

/** @typedef {import('./demo.mjs').Connection} Connection */

await main(async (args) => {
  const { once, port } = optionsOf(args);
  const zoom = credentials();

  await setUp(isBuilt(PACKAGE) ? ['npm'] : BUILD_NEEDS);
  if (!isBuilt(PACKAGE)) {
    const { buildPackage } = await import('./build/package.mjs');
    await buildPackage({ isSizeShown: false });
  }

  const connection = zoom ? await realZoom(zoom) : await simulated();
  // Imported here, because their packages may just have been installed or built.
  const { runDemo } = await import('./demo.mjs');
  if (connection.sessionId) await runDemo(connection);
  if (once) return 0;

  const { serveDashboard } = await import('./dashboard.mjs');
  const url = await serveDashboard(port);
  const whose = zoom ? 'your Zoom account' : 'the simulator';
  console.log(`\n  ➜  ${marked(url)}   the dashboard of ${whose} (Ctrl-C ends it)\n`);
  return undefined;
});

/** @param {string[]} args */
function optionsOf(args) {
  const options = /** @type {const} */ ({
    once: { type: 'boolean', default: false },
    port: { type: 'string' },
  });
  try {
    const { values } = parseArgs({ args, options });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
      throw new Failure(`The port ${values.port} does not exist: --port takes 1 to 65535.`);
    }
    return { once: values.once, port };
  } catch (error) {
    if (error instanceof Failure) throw error;
    const [wrong] = args.filter((arg) => !['--once', '--port'].includes(arg));
    throw new Failure(
      `Unknown argument ${wrong ?? args.join(' ')}: there are --once and --port NUMBER.`,
    );
  }
}

/** Bold on a terminal that shows it. @param {string} text */
function marked(text) {
  const { NO_COLOR } = process.env;
  return process.stdout.isTTY && !NO_COLOR ? `\x1b[1m${text}\x1b[0m` : text;
}

/**
 * The options for the simulator; the dashboard's server reads its address from the environment.
 * @returns {Promise<Connection>}
 */
async function simulated() {
  const { url } = await startSimulator();
  Object.assign(process.env, { ZOOM_SMS_SIMULATOR: url });
  return { baseUrl: `${url}/v2`, token: 'simulator-token', sessionId: 'demo' };
}

/**
 * The options for real Zoom, once it has accepted the credentials.
 * @param {{ accountId: string, clientId: string, clientSecret: string }} app
 * @returns {Promise<Connection>}
 */
async function realZoom(app) {
  const { ZOOM_SESSION_ID: sessionId = '' } = process.env;
  const { serverToServerOAuth } = await import('../pkg/proxy.js');
  const token = serverToServerOAuth(app);
  try {
    return { baseUrl: await token.baseUrl(), token, sessionId };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure(
      `Zoom gave no access token for ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET. ${why}`,
    );
  }
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
