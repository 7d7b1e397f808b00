/**
 * The proxy on a port, between a caller that sends what no browser would and a Zoom that notes all it
 * is asked.
 *
 * @module
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after } from 'node:test';
import { nodeServer } from '../../examples/proxy-node.mjs';
import { createZoomProxy } from '../../pkg/proxy.js';
import { serve } from '../../simulator/serve.js';

export const CREDENTIALS = Object.freeze({
  accountId: 'simulator-account',
  clientId: 'simulator-client',
  clientSecret: 'simulator-secret',
});

/** @typedef {import('../../pkg/proxy.js').ProxyRead} ProxyRead */
/** @template {ProxyRead} [Allowed=never] @typedef {import('../../pkg/proxy.js').ZoomProxyOptions<Allowed>} Options */

/**
 * Puts a server on a port, for as long as the tests run.
 *
 * @param {import('node:http').Server} server
 */
export async function listen(server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return `http://127.0.0.1:${port}`;
}

/**
 * The simulator, the proxy before it, and what the proxy told its own server.
 *
 * @template {ProxyRead} [Allowed=never]
 * @param {Partial<Options<Allowed>>} [options]
 * @param {Parameters<typeof serve>[0]} [simulated]
 */
export async function startProxy(options = {}, simulated = {}) {
  const zoom = await serve(simulated);
  after(() => zoom.close());
  /** @type {unknown[]} */
  const errors = [];
  const proxy = createZoomProxy({
    ...CREDENTIALS,
    tokenUrl: `${zoom.url}/oauth/token`,
    baseUrl: `${zoom.url}/v2`,
    authorize: () => true,
    onError: (error) => errors.push(error),
    ...options,
  });
  return { url: await listen(nodeServer(proxy)), zoom, simulator: zoom.simulator, errors, proxy };
}

/** @typedef {{ method: string, url: string, headers: import('node:http').IncomingHttpHeaders, body: string }} Arrived */

/**
 * A Zoom that answers what a test says, and notes every header.
 *
 * @param {(request: Arrived, count: number) => { status?: number, headers?: Record<string, string | string[]>, body?: string | Buffer }} answer
 */
export async function startScript(answer) {
  /** @type {Arrived[]} */
  const arrived = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const noted = { method, url, headers, body: await text(request) };
    if (url === '/oauth/token') {
      response.end(
        JSON.stringify({ access_token: `secret-token-${tokens.length}`, expires_in: 3599 }),
      );
      tokens.push(noted);
      return;
    }
    arrived.push(noted);
    const { status = 200, headers: own = {}, body = '{}' } = answer(noted, arrived.length);
    response.writeHead(status, { 'content-type': 'application/json', ...own }).end(body);
  });
  /** @type {Arrived[]} */
  const tokens = [];
  const url = await listen(server);
  const options = { tokenUrl: `${url}/oauth/token`, baseUrl: `${url}/v2` };
  return { url, arrived, tokens, options };
}

/**
 * Sends bytes as they are, and gives all that comes back until the connection ends.
 *
 * @param {string} url
 * @param {string} bytes
 */
export async function sendRaw(url, bytes) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  // A connection that is kept open ends when nothing more comes; on a busy machine the first byte may be late.
  socket.setTimeout(20_000, () => socket.destroy());
  socket.once('data', () => socket.setTimeout(1_000));
  socket.write(bytes);
  const answer = await text(socket).catch(() => '');
  const [, status = ''] = /^HTTP\/1\.1 (\d+)/.exec(answer) ?? [];
  return { status: Number(status), answer };
}

/**
 * A GET with any path and headers, as no URL parser would leave them.
 *
 * @param {string} url
 * @param {string} path
 * @param {{ method?: string, headers?: string[], body?: string }} [more]
 */
export function askRaw(url, path, { method = 'GET', headers = [], body = '' } = {}) {
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'host: app.example',
    'connection: close',
    ...headers,
  ];
  return sendRaw(url, `${lines.join('\r\n')}\r\n\r\n${body}`);
}

/**
 * The links of a session's attachments, as the proxy gives them.
 *
 * @param {string} url
 * @param {string} [sessionId]
 * @param {RequestInit} [init]
 * @returns {Promise<string[]>}
 */
export async function linksOf(url, sessionId = 'demo', init = {}) {
  const response = await fetch(`${url}/zoom/phone/sms/sessions/${sessionId}?page_size=100`, init);
  const { sms_histories } = await response.json();
  return sms_histories.flatMap(
    (/** @type {{ attachments: { download_url: string }[] }} */ message) =>
      message.attachments.map((file) => file.download_url),
  );
}
