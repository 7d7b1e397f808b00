/**
 * Adds the proxy to an Express application.
 *
 *   npm install zoom-phone-sms express @hono/node-server
 *
 *   const proxy = createZoomProxy({ accountId, clientId, clientSecret, authorize, onError });
 *   mount(app, proxy);
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
