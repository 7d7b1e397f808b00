import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSmsError, SmsClient } from '../../pkg/inline.js';
import { createZoomProxy, serverToServerOAuth } from '../../pkg/proxy.js';
import { CREDENTIALS } from './support.js';

/** So long the package waits for what never comes; a test that waits for ever fails by its own limit. */
const timeoutMs = 60;

const never = () => new Promise(() => {});
const FILE = { download_url: 'https://zoom.us/f' };
const PAGE = 'https://app.example/zoom/phone/sms/sessions/s';
const issued = () => Response.json({ access_token: 'issued-token', expires_in: 3599 });

/** A body of which nothing more comes, and which cannot be cancelled either. */
const stuck = () =>
  new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array(5)), cancel: never });

/** A body that ends in time, but whose cancelling never does. */
const endless = () =>
  new ReadableStream({
    pull: async (stream) => {
      await new Promise((resolve) => setTimeout(resolve));
      // Too long in one chunk: many chunks could exceed the time limit on a busy machine.
      stream.enqueue(new Uint8Array(20_000_000));
    },
    cancel: never,
  });

/** Chunks without a byte, one after the other. */
const hollow = () => new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array()) });

/** @param {Partial<import('../../pkg/inline.js').SmsClientOptions>} options */
const client = (options) => new SmsClient({ token: 'secret-token', timeoutMs, ...options });

/** @param {string} url */
const isToken = (url) => url.endsWith('/token');

/**
 * A proxy whose `fetch` gives a token at once, and what the test says for all else.
 *
 * @param {Partial<import('../../pkg/proxy.js').ZoomProxyOptions>} options
 * @param {RequestInit} [init]
 */
const throughProxy = async (options, init) => {
  const proxy = createZoomProxy({ ...CREDENTIALS, authorize: () => true, timeoutMs, ...options });
  const response = await proxy(new Request(PAGE, init));
  return response.status;
};

/** @param {(request: Request) => unknown} answer */
const zoom = (answer) => ({
  fetch: async (/** @type {Request} */ request) =>
    isToken(request.url) ? issued() : /** @type {Promise<Response>} */ (answer(request)),
});

/**
 * What is awaited, and the outcome: the kind of an error, or the status of the proxy's response.
 *
 * @type {Record<string, [work: () => Promise<unknown>, expected: unknown]>}
 */
const WAITS = {
  'a download: fetch': [() => client({ fetch: never }).downloadAttachment(FILE), 'timeout'],
  'a download: the token': [
    () => client({ token: never }).downloadAttachment(FILE, { sendToken: true }),
    'timeout',
  ],
  'a download: the body': [() => bodyOf({ fetch: async () => new Response(stuck()) }), 'timeout'],
  'a download: a body of chunks that are empty': [
    () => bodyOf({ fetch: async () => new Response(hollow()) }),
    'timeout',
  ],
  'a download: to cancel what is too long by its header': [
    () => {
      const headers = { 'content-length': '999999999' };
      const fetch = async () => new Response(stuck(), { headers });
      return client({ fetch }).downloadAttachment(FILE);
    },
    'decode',
  ],
  'a download: to cancel what is too long': [
    () => bodyOf({ fetch: async () => new Response(endless()) }, { maxBytes: 10 }),
    'decode',
  ],
  'a download: to cancel the body of a refusal': [
    () =>
      client({ fetch: async () => new Response(stuck(), { status: 500 }) }).downloadAttachment(
        FILE,
      ),
    'server',
  ],
  'a download: to cancel the body of a redirect': [
    () => {
      const headers = { location: 'https://elsewhere.example/' };
      const fetch = async () => new Response(stuck(), { status: 302, headers });
      return client({ fetch }).downloadAttachment(FILE);
    },
    'unexpected-status',
  ],
  'a download: to cancel what its reader does not want': [
    async () => {
      const fetch = async () => new Response(stuck());
      const { body } = await client({ fetch }).downloadAttachment(FILE);
      await body?.cancel();
    },
    undefined,
  ],
  'a download: the bytes of a fetch that gives no Response': [
    () => {
      const response = { status: 200, headers: new Headers(), arrayBuffer: never };
      return client({ fetch: async () => response }).downloadAttachment(FILE);
    },
    'timeout',
  ],
  'OAuth: fetch': [() => oauth(never)(), 'timeout'],
  'OAuth: the address of the API': [() => oauth(never).baseUrl(), 'timeout'],
  'OAuth: the body': [() => oauth(async () => new Response(stuck()))(), 'timeout'],
  'OAuth: a body of chunks that are empty': [
    () => oauth(async () => new Response(hollow()))(),
    'timeout',
  ],
  'OAuth: to cancel what is too long': [
    () => oauth(async () => new Response(endless()))(),
    'network',
  ],
  'the proxy: `authorize`': [
    () => throughProxy({ authorize: /** @type {() => Promise<boolean>} */ (never) }),
    504,
  ],
  'the proxy: `authorize`, of a request that is ended': [
    () =>
      throughProxy(
        { authorize: /** @type {() => Promise<boolean>} */ (never), timeoutMs: 2 ** 31 - 1 },
        { signal: AbortSignal.timeout(timeoutMs) },
      ),
    499,
  ],
  'the proxy: the token': [
    () => throughProxy({ fetch: /** @type {() => Promise<Response>} */ (never) }),
    504,
  ],
  'the proxy: the token’s body': [
    () => throughProxy({ fetch: async () => new Response(stuck()) }),
    504,
  ],
  'the proxy: fetch': [() => throughProxy(zoom(never)), 504],
  'the proxy: fetch, of a request that is ended': [
    () =>
      throughProxy(
        { ...zoom(never), timeoutMs: 2 ** 31 - 1 },
        { signal: AbortSignal.timeout(timeoutMs) },
      ),
    499,
  ],
  'the proxy: the body': [() => throughProxy(zoom(() => new Response(stuck()))), 504],
  'the proxy: a body of chunks that are empty': [
    () => throughProxy(zoom(() => new Response(hollow()))),
    504,
  ],
  'the proxy: to cancel what is too long': [
    () => throughProxy(zoom(() => new Response(endless()))),
    502,
  ],
};

/** @param {(request: Request) => unknown} fetch */
function oauth(fetch) {
  const own = /** @type {(request: Request) => Promise<Response>} */ (fetch);
  return serverToServerOAuth({ ...CREDENTIALS, timeoutMs, fetch: own });
}

/**
 * @param {Partial<import('../../pkg/inline.js').SmsClientOptions>} options
 * @param {import('../../pkg/inline.js').SmsDownloadOptions} [how]
 */
async function bodyOf(options, how) {
  const response = await client(options).downloadAttachment(FILE, how);
  return response.arrayBuffer();
}

for (const [what, [work, expected]] of Object.entries(WAITS)) {
  test(`a promise that never settles is abandoned: ${what}`, { timeout: 20_000 }, async () => {
    const got = await work().catch((error) => (isSmsError(error) ? error.kind : error));
    assert.equal(got, expected);
  });
}

test('after a late token, the next call requests another', {
  timeout: 20_000,
}, async () => {
  let asked = 0;
  const token = oauth(() => {
    asked += 1;
    return asked === 1 ? never() : issued();
  });
  await assert.rejects(token(), {
    name: 'TimeoutError',
    retryable: true,
    message: /`?timeoutMs`?|within/,
  });
  assert.equal((await token()).access_token, 'issued-token');
  assert.equal(asked, 2);
});

test('a proxy recovers when its token server does', { timeout: 20_000 }, async () => {
  let isWell = false;
  const proxy = createZoomProxy({
    ...CREDENTIALS,
    ...{ authorize: () => true, timeoutMs },
    fetch: async ({ url }) => {
      if (!isWell) return /** @type {Promise<Response>} */ (never());
      return isToken(url) ? issued() : Response.json({ sms_histories: [] });
    },
  });
  const status = async () => (await proxy(new Request(PAGE))).status;
  assert.deepEqual(await Promise.all([status(), status()]), [504, 504]);
  isWell = true;
  // A token that is asked for already may be waited for once more.
  await status();
  assert.equal(await status(), 200);
});

test('a late response is cancelled', { timeout: 20_000 }, async () => {
  /** @type {(response: Response) => void} */
  let come = () => {};
  const cancelled = new Promise((resolve) => {
    const late = new Response(new ReadableStream({ cancel: () => resolve(true) }));
    const fetch = () =>
      new Promise((resolve) => {
        come = resolve;
      });
    client({ fetch })
      .downloadAttachment(FILE)
      .catch(() => come(late));
  });
  assert.equal(await cancelled, true);
});

test('a request without a signal is answered, whatever `authorize` does', {
  timeout: 20_000,
}, async () => {
  for (const [authorize, expected] of /** @type {const} */ ([
    [
      () => {
        throw new Error('no');
      },
      500,
    ],
    [() => Promise.reject(new Error('no')), 500],
    [never, 504],
    [() => false, 403],
  ])) {
    const options = { ...CREDENTIALS, timeoutMs, authorize };
    const proxy = createZoomProxy(options);
    const request = { method: 'GET', url: PAGE, headers: new Headers() };
    assert.equal((await proxy(/** @type {Request} */ (request))).status, expected);
  }
});

test('a proxy answers any argument', { timeout: 20_000 }, async () => {
  const proxy = createZoomProxy({
    ...CREDENTIALS,
    authorize: () => true,
    fetch: () => assert.fail('asked'),
  });
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  revoke();
  const signal = {
    get aborted() {
      throw new Error('no');
    },
  };
  for (const request of [
    ...[undefined, null, 5, 'x', {}, [], revoked, { method: 'GET', url: '/zoom' }],
    { method: 'GET', url: PAGE },
    { method: 'GET', url: PAGE, headers: { cookie: 'x' } },
    { method: 'GET', url: 'zoom/x', headers: new Headers() },
    { method: 'GET', url: 'https://app.example/x', headers: new Headers(), signal },
    { method: 'GET', url: 'https://app.example/x', headers: new Headers(), signal: 'aborted' },
    {
      get url() {
        throw new Error('no');
      },
    },
  ]) {
    const { status } = await proxy(/** @type {Request} */ (request));
    assert.ok(status === 400 || status === 404, String(status));
  }
});

test('an onError that rejects does not crash the process', { timeout: 20_000 }, async () => {
  const options = {
    authorize: () => Promise.reject(new Error('no')),
    onError: () => Promise.reject(new Error('worse')),
  };
  // An unhandled rejection would fail this test.
  assert.equal(await throughProxy(options), 500);
  await new Promise((resolve) => setTimeout(resolve));
});

/** Texts in place of bytes, as a stream of one's own may have them. */
const texts = () =>
  new ReadableStream({
    start(stream) {
      for (let count = 0; count < 10; count += 1) stream.enqueue('0123456789');
      stream.close();
    },
  });

test('a body of string chunks is limited too, and arrives as bytes', async () => {
  const fetch = async () => ({
    status: 200,
    headers: new Headers(),
    body: texts(),
    arrayBuffer: never,
  });
  // @ts-expect-error: no Response of the platform's has such a body.
  const work = (maxBytes) => bodyOf({ fetch }, { maxBytes });
  assert.equal((await work(100)).byteLength, 100);
  await assert.rejects(work(99), { kind: 'decode' });
});

test('many concurrent calls with one signal cause no warning', { timeout: 60_000 }, async (t) => {
  /** @type {Error[]} */
  const warnings = [];
  const note = (/** @type {Error} */ warning) => warnings.push(warning);
  process.on('warning', note);
  t.after(() => process.off('warning', note));
  const { signal } = new AbortController();
  const { fetch } = { fetch: /** @type {() => Promise<Response>} */ (never) };
  const stuckClient = client({ fetch });
  const proxy = createZoomProxy({ ...CREDENTIALS, authorize: () => true, timeoutMs, fetch });
  const request = { method: 'GET', url: PAGE, headers: new Headers(), signal };
  const calls = Array.from({ length: 30 }, () => [
    stuckClient.getSmsSession('s', { signal }),
    stuckClient.downloadAttachment(FILE, { signal }),
    stuckClient.messages('s', { signal, deadlineMs: timeoutMs }).next(),
    stuckClient.histories(['s'], null, { signal, deadlineMs: timeoutMs }).next(),
    proxy(/** @type {Request} */ (request)),
  ]);
  await Promise.allSettled(calls.flat());
  // Node tells of it a turn later.
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(warnings, []);
});
