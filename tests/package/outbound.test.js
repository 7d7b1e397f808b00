/**
 * The package through npm's `undici`: connections that are kept, and a proxy as companies have it.
 *
 * @module
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { Agent, fetch, ProxyAgent } from 'undici';
import { importPackage, installPackage, startSimulator } from './support.js';

const sms = await importPackage(await installPackage());
const { url } = await startSimulator();

/** @param {import('undici').Dispatcher} dispatcher */
function clientThrough(dispatcher) {
  return new sms.SmsClient({
    token: 'simulator-token',
    baseUrl: `${url}/v2`,
    fetch: ({ url, headers, redirect, signal }) =>
      fetch(url, { headers: [...headers], redirect, signal, dispatcher }),
  });
}

test('consecutive calls reuse one connection', async () => {
  let connections = 0;
  const dispatcher = new Agent({ connections: 1 });
  dispatcher.on('connect', () => {
    connections += 1;
  });
  const client = clientThrough(dispatcher);
  for (let call = 0; call < 5; call += 1) {
    assert.equal((await client.getSmsSession('seed')).sms_histories.length, 2);
  }
  await dispatcher.close();
  assert.equal(connections, 1);
});

test('a forward proxy opens a tunnel, and sees no token', async () => {
  const heard = /** @type {string[]} */ ([]);
  const proxy = createServer((_, response) => response.writeHead(405).end());
  proxy.on('connect', (request, socket, head) => {
    heard.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
    const { hostname, port } = new URL(`http://${request.url}`);
    const server = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      server.write(head);
    });
    server.pipe(socket).pipe(server);
    for (const end of [server, socket]) end.on('error', () => end.destroy());
  });
  await new Promise((listening) => proxy.listen(0, '127.0.0.1', () => listening(undefined)));
  after(() => proxy.close());
  const { port } = /** @type {import('node:net').AddressInfo} */ (proxy.address());
  const dispatcher = new ProxyAgent(`http://127.0.0.1:${port}`);
  const client = clientThrough(dispatcher);

  assert.equal((await client.getSmsSession('seed')).sms_histories.length, 2);
  const error = await client.getSmsSession('no-such-session').catch((it) => it);
  assert.ok(error instanceof sms.NotFoundError);
  await dispatcher.close();

  assert.ok(heard.length > 0);
  for (const line of heard) {
    assert.match(line, new RegExp(`^CONNECT ${new URL(url).host} `));
    assert.doesNotMatch(line, /simulator-token|seed/);
  }
});

test('a proxy that refuses is a NetworkError with its cause', async () => {
  const proxy = createServer();
  proxy.on('connect', (_, socket) =>
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'),
  );
  await new Promise((listening) => proxy.listen(0, '127.0.0.1', () => listening(undefined)));
  after(() => proxy.close());
  const { port } = /** @type {import('node:net').AddressInfo} */ (proxy.address());
  const dispatcher = new ProxyAgent(`http://127.0.0.1:${port}`);
  const error = await clientThrough(dispatcher)
    .getSmsSession('seed')
    .catch((it) => it);
  await dispatcher.destroy();
  assert.ok(error instanceof sms.NetworkError && error.retryable);
  assert.ok(error.cause instanceof Error);
});
