/**
 * Adds the proxy to a Hono application, on any platform.
 *
 *   npm install zoom-phone-sms hono
 *
 *   const proxy = createZoomProxy({ accountId, clientId, clientSecret, authorize, onError });
 *   mount(app, proxy);
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
