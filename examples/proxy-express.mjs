/**
 * Adds the proxy to an Express application.
 *
 *   npm install zoom-phone-sms express @hono/node-server
 *
 *   const proxy = createZoomProxy({ accountId, clientId, clientSecret, authorize, onError });
 *   mount(app, proxy);
 *
 * `node examples/proxy-express.mjs` serves it with the simulator, or with real Zoom. Your program does without
 * the last lines.
 *
 * @module
 */
import { getRequestListener } from '@hono/node-server';

/**
 * Uses a route because `app.use` would remove `/zoom` from the path.
 *
 * @param {import('express').Express} app
 * @param {(request: Request) => Promise<Response>} proxy
 */
export function mount(app, proxy) {
  app.all('/zoom/{*path}', getRequestListener(proxy, { overrideGlobalObjects: false }));
}

if (globalThis.process?.argv[1]?.endsWith('proxy-express.mjs')) {
  const { tryProxy } = await import('./try-proxy.mjs');
  const [{ default: express }, { createServer }] = await Promise.all([
    import('express'),
    import('node:http'),
  ]);
  const app = express();
  await tryProxy((proxy) => {
    mount(app, proxy);
    return createServer(app);
  });
}
