/**
 * The proxy in an Express application, beside its other routes.
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
 * A route, and not `app.use`: that would take `/zoom` out of the address.
 *
 * @param {import('express').Express} app
 * @param {(request: Request) => Promise<Response>} proxy
 */
export function mount(app, proxy) {
  app.all('/zoom/{*path}', getRequestListener(proxy, { overrideGlobalObjects: false }));
}
