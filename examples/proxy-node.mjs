/**
 * Serves the proxy with Node's own HTTP server.
 *
 *   npm install zoom-phone-sms @hono/node-server
 *
 *   const proxy = createZoomProxy({ accountId, clientId, clientSecret, authorize, onError });
 *   nodeServer(proxy).listen(3000);
 *
 * `node examples/proxy-node.mjs` serves it with the simulator, or with real Zoom. Your program does without
 * the last lines.
 *
 * @module
 */
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';

/** @param {(request: Request) => Promise<Response>} proxy */
export function nodeServer(proxy) {
  return createServer(getRequestListener(proxy, { overrideGlobalObjects: false }));
}

if (globalThis.process?.argv[1]?.endsWith('proxy-node.mjs')) {
  const { tryProxy } = await import('./try-proxy.mjs');
  await tryProxy(nodeServer);
}
