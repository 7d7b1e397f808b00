/**
 * The proxy on platforms whose servers are functions from a request to a response. It fits as it is.
 *
 *   export default fetchServer(proxy);       // Cloudflare Workers, `deno serve`, `bun run`
 *   export const { GET } = nextRoute(proxy); // Next.js: app/zoom/[...path]/route.js
 *
 * `node examples/proxy-fetch.mjs` serves it with the simulator, or with real Zoom. Your program does without
 * the last lines.
 *
 * @module
 */

/** @param {(request: Request) => Promise<Response>} proxy */
export const fetchServer = (proxy) => ({
  fetch: (/** @type {Request} */ request) => proxy(request),
});

/** @param {(request: Request) => Promise<Response>} proxy */
export const nextRoute = (proxy) => ({ GET: (/** @type {Request} */ request) => proxy(request) });

if (globalThis.process?.argv[1]?.endsWith('proxy-fetch.mjs')) {
  const { tryProxy } = await import('./try-proxy.mjs');
  const { createAdaptorServer } = await import('@hono/node-server');
  await tryProxy((proxy) => createAdaptorServer(fetchServer(proxy)));
}
