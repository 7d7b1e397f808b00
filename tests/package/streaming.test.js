/**
 * Bodies that are too long, too slow, or not what they seem, over HTTP and from a `fetch` of one's own.
 *
 * @module
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { importPackage, installPackage } from './support.js';

const sms = await importPackage(await installPackage());

const MIB = 2 ** 20;
const PAGE = { sms_histories: [{ message_id: 'm', date_time: '2024-02-29T00:00:00Z' }] };
const BYTES = new TextEncoder().encode(JSON.stringify(PAGE));

/** How many bytes each path was sent, and what ends when its connection is closed. */
const sent = new Map();
const closed = new Map();

/** Sends a body of 1 GiB, whatever the path says of it, until the connection is closed. */
const server = createServer((request, response) => {
  const path = request.url?.split('/')[2] ?? '';
  const [status = '', declared] = path.split('-');
  closed.set(path, new Promise((resolve) => response.on('close', resolve)));
  response.writeHead(Number(status), {
    'content-type': 'application/json',
    ...(declared && { 'content-length': 1024 * MIB }),
  });
  const chunk = Buffer.alloc(MIB, ' ');
  let count = 0;
  const more = () => {
    while (!response.destroyed && count < 1024) {
      count += 1;
      sent.set(path, count * MIB);
      if (!response.write(chunk)) {
        response.once('drain', more);
        return;
      }
    }
    response.end();
  };
  more();
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
after(() => server.close());
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

/** @param {Promise<unknown>} promise @returns {Promise<any>} */
const errorOf = (promise) =>
  promise.then(
    (value) => assert.fail(JSON.stringify(value)),
    (error) => error,
  );

/** @param {string} path @param {object} [options] */
const client = (path, options) =>
  new sms.SmsClient({
    token: 'token',
    baseUrl: `http://127.0.0.1:${port}/v2`,
    retry: { max: 0 },
    rateLimit: false,
    fetch: (request) => fetch(new Request(`http://127.0.0.1:${port}/x/${path}`, request)),
    ...options,
  });

for (const [path, name] of /** @type {const} */ ([
  ['200', 'DecodeError'],
  ['200-declared', 'DecodeError'],
  ['400', 'InvalidRequestError'],
  ['401', 'AuthenticationError'],
  ['429', 'RateLimitError'],
  ['500', 'ServerError'],
  ['503-declared', 'ServerError'],
])) {
  test(`of an endless body with status ${path} no more is read than it may have: ${name}`, async () => {
    const before = process.memoryUsage().rss;
    const error = await errorOf(client(path).getSmsSession('id'));
    assert.equal(error.name, name, error.message);
    await closed.get(path);
    assert.ok(sent.get(path) < 256 * MIB, `${sent.get(path) / MIB} MiB were sent`);
    const grown = process.memoryUsage().rss - before;
    assert.ok(grown < 400 * MIB, `${grown / MIB} MiB more memory`);
  });
}

/** A stream that never gives anything, nor is ever cancelled. */
function silence() {
  const told = { cancelled: false };
  const never = new Promise(() => {});
  const stream = new ReadableStream({
    pull: () => /** @type {Promise<void>} */ (never),
    cancel() {
      told.cancelled = true;
      return /** @type {Promise<void>} */ (never);
    },
  });
  return { told, stream };
}

test('a body that never arrives ends at the time limit or the signal, and is cancelled', async () => {
  for (const how of ['timeout', 'abort', 'break']) {
    const { told, stream } = silence();
    const controller = new AbortController();
    const timeoutMs = how === 'timeout' ? 50 : 60_000;
    const own = client('', { timeoutMs, fetch: async () => new Response(stream) });
    if (how === 'break') {
      const messages = own.messages('id');
      const first = messages.next();
      await new Promise((resolve) => setTimeout(resolve, 20));
      await messages.return();
      assert.equal((await first).done, true);
    } else {
      setTimeout(() => controller.abort(), how === 'abort' ? 20 : 60_000).unref();
      const error = await errorOf(own.getSmsSession('id', { signal: controller.signal }));
      assert.equal(error.name, how === 'abort' ? 'AbortError' : 'TimeoutError');
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(told.cancelled, how);
  }
});

test('endless empty chunks do not starve the time limit', async () => {
  const stream = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array()),
  });
  const own = client('', { timeoutMs: 50, fetch: async () => new Response(stream) });
  assert.equal((await errorOf(own.getSmsSession('id'))).name, 'TimeoutError');
});

test('endless single bytes do not starve the time limit, or waste memory', async () => {
  const before = process.memoryUsage().rss;
  const stream = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array([32])),
  });
  const own = client('', { timeoutMs: 500, fetch: async () => new Response(stream) });
  const error = await errorOf(own.getSmsSession('id'));
  assert.match(error.name, /^(TimeoutError|DecodeError)$/);
  assert.ok(process.memoryUsage().rss - before < 400 * MIB);
});

test('a body in single bytes is read whole', async () => {
  const bytes = [...BYTES, ...Array(3_000).fill(32)];
  const stream = new ReadableStream({
    start(controller) {
      for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
      controller.close();
    },
  });
  const own = client('', { fetch: async () => new Response(stream) });
  assert.deepEqual(await own.getSmsSession('id'), PAGE);
});

test("only arrayBuffer() of another library's response is used", async () => {
  class Decrypted extends Response {
    /** @override */
    async arrayBuffer() {
      return BYTES.slice().buffer;
    }
  }
  const headers = new Headers();
  const alike = { status: 200, headers, arrayBuffer: async () => BYTES.slice().buffer };
  for (const response of [new Decrypted('secret'), alike]) {
    const own = client('', { fetch: async () => response });
    assert.deepEqual(await own.getSmsSession('id'), PAGE);
  }
});

test("another library's complete body is limited, and a used body is an error", async () => {
  const headers = new Headers();
  const long = { status: 200, headers, arrayBuffer: async () => new ArrayBuffer(65 * MIB) };
  const own = client('', { fetch: async () => long });
  assert.equal((await errorOf(own.getSmsSession('id'))).name, 'DecodeError');
  const used = new Response(JSON.stringify(PAGE));
  await used.text();
  const again = client('', { fetch: async () => used });
  assert.equal((await errorOf(again.getSmsSession('id'))).name, 'NetworkError');
  const locked = new Response(JSON.stringify(PAGE));
  locked.body?.getReader();
  const held = client('', { fetch: async () => locked });
  assert.equal((await errorOf(held.getSmsSession('id'))).name, 'NetworkError');
});
