/**
 * Serves the proxy with Node's own HTTP server.
 *
 *   npm install zoom-phone-sms @hono/node-server
 *
 *   const proxy = createZoomProxy({ accountId, clientId, clientSecret, authorize, onError });
 *   nodeServer(proxy).listen(3000);
 *
 * @module
 */
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';

/** @param {(request: Request) => Promise<Response>} proxy */
export function nodeServer(proxy) {
  return createServer(getRequestListener(proxy, { overrideGlobalObjects: false }));
}
