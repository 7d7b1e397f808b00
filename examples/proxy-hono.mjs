/**
 * Adds the proxy to a Hono application, on any platform.
 *
 *   npm install zoom-phone-sms hono
 *
 *   const proxy = createZoomProxy({ accountId, clientId, clientSecret, authorize, onError });
 *   mount(app, proxy);
 *
 * `node examples/proxy-hono.mjs` serves it with the simulator, or with real Zoom. Your program does without
 * the last lines.
 *
 * @module
 */

/**
 * @param {import('hono').Hono} app
 * @param {(request: Request) => Promise<Response>} proxy
 */
export function mount(app, proxy) {
  app.all('/zoom/*', (context) => proxy(context.req.raw));
}

if (globalThis.process?.argv[1]?.endsWith('proxy-hono.mjs')) {
  const { tryProxy } = await import('./try-proxy.mjs');
  const [{ Hono }, { createAdaptorServer }] = await Promise.all([
    import('hono'),
    import('@hono/node-server'),
  ]);
  const app = new Hono();
  await tryProxy((proxy) => {
    mount(app, proxy);
    return createAdaptorServer({ fetch: app.fetch });
  });
}
