/**
 * Lets the examples of proxies run as they stand. Nothing of it belongs into your program.
 *
 * @module
 */
import { createZoomProxy } from '../pkg/proxy.js';

/**
 * Serves a proxy on this machine: to the simulator, or to real Zoom if the environment has an app's credentials.
 *
 * @param {(proxy: (request: Request) => Promise<Response>) => import('node:net').Server} serverOf
 */
export async function tryProxy(serverOf) {
  const { what, session, ...options } = await zoom();
  const server = serverOf(createZoomProxy({ ...options, authorize: () => true }));
  // Not from other machines: everyone may read.
  const { PORT = 3000 } = process.env;
  server.listen(Number(PORT), '127.0.0.1');
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const url = `http://127.0.0.1:${port}/zoom`;
  console.log(`A proxy to ${what} is at ${url}; whoever uses this machine may read all of it.`);
  console.log(`Try it:  curl ${url}/phone/sms/sessions/${session}`);
  console.log('Ctrl-C ends it. PORT sets another port.');
}

async function zoom() {
  const names = ['ZOOM_ACCOUNT_ID', 'ZOOM_CLIENT_ID', 'ZOOM_CLIENT_SECRET'];
  const [accountId = '', clientId = '', clientSecret = ''] = names.map((name) => process.env[name]);
  // If only some are set, the proxy says which are missing.
  if (accountId || clientId || clientSecret) {
    return { what: 'Zoom', session: 'SESSION_ID', accountId, clientId, clientSecret };
  }
  const { serve } = await import('../simulator/serve.js');
  const { url } = await serve();
  return {
    what: `the simulator (set ${names.join(', ')} for real Zoom)`,
    session: 'seed',
    accountId: 'simulator-account',
    clientId: 'simulator-client',
    clientSecret: 'simulator-secret',
    tokenUrl: `${url}/oauth/token`,
    baseUrl: `${url}/v2`,
  };
}
