import { once } from 'node:events';
import { createAdaptorServer } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

/** Allows only scripts of the page's own origin, wasm, and requests to the simulator. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self' http://127.0.0.1:*",
  'img-src data:',
].join('; ');

/**
 * Serves the files of a folder.
 * @param {string} folder
 * @param {{ policy: boolean }} options `policy`: whether under a Content-Security-Policy
 */
export async function serveFiles(folder, { policy }) {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    if (policy) context.header('Content-Security-Policy', POLICY);
  });
  app.use(serveStatic({ root: folder }));
  const server = /** @type {import('node:http').Server} */ (createAdaptorServer(app));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
