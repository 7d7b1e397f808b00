import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AuthenticationError, isSmsError, SmsClient } from '../../pkg/inline.js';
import { createZoomProxy, serverToServerOAuth } from '../../pkg/proxy.js';
import { CREDENTIALS, startProxy, startScript } from './support.js';

/** @param {(request: Request, count: number) => Response | Promise<Response>} answer */
function counted(answer) {
  /** @type {Request[]} */
  const requests = [];
  const fetch = async (/** @type {Request} */ request) => {
    requests.push(request);
    return answer(request, requests.length);
  };
  return { requests, fetch };
}

/** @param {number} count */
const issued = (count, more = {}) =>
  Response.json({
    access_token: `token-${count}`,
    token_type: 'bearer',
    expires_in: 3599,
    ...more,
  });

test("a token request follows Zoom's documentation, with the secret in a header, not in the URL", async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 0 });
  const { requests, fetch } = counted((_, count) => issued(count));
  const token = serverToServerOAuth({ ...CREDENTIALS, fetch });
  assert.deepEqual(await token('initial'), { access_token: 'token-1', expires_in: 3599 });
  const [request] = /** @type {[Request]} */ (requests);
  assert.deepEqual([request.method, request.url], ['POST', 'https://zoom.us/oauth/token']);
  assert.equal(request.redirect, 'manual');
  const basic = Buffer.from('simulator-client:simulator-secret').toString('base64');
  assert.equal(request.headers.get('authorization'), `Basic ${basic}`);
  assert.equal(await request.text(), 'grant_type=account_credentials&account_id=simulator-account');
});

test('all callers share one token until a minute before it expires', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 0 });
  const { requests, fetch } = counted((_, count) => issued(count));
  const token = serverToServerOAuth({ ...CREDENTIALS, fetch });
  const all = await Promise.all([token(), token('initial'), token('expiring')]);
  assert.ok(all.every(({ access_token }) => access_token === 'token-1'));
  t.mock.timers.setTime(3_538_000);
  assert.deepEqual(await token(), { access_token: 'token-1', expires_in: 61 });
  t.mock.timers.setTime(3_540_000);
  assert.equal((await token()).access_token, 'token-2');
  assert.equal(requests.length, 2);
});

test('a rejected token is replaced, but not a newer one', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 0 });
  const { requests, fetch } = counted((_, count) => issued(count));
  const token = serverToServerOAuth({ ...CREDENTIALS, fetch });
  await token();
  t.mock.timers.setTime(60_000);
  const two = await Promise.all([token('rejected'), token('rejected')]);
  assert.deepEqual(
    two.map(({ access_token }) => access_token),
    ['token-2', 'token-2'],
  );
  t.mock.timers.setTime(61_000);
  assert.equal((await token('rejected')).access_token, 'token-2');
  t.mock.timers.setTime(70_000);
  assert.equal((await token('rejected')).access_token, 'token-3');
  assert.equal(requests.length, 3);
});

test('a token that is still valid is used when no new one is available', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 0 });
  const { fetch } = counted((_, count) =>
    count === 1 ? issued(1) : new Response('', { status: 503 }),
  );
  const token = serverToServerOAuth({ ...CREDENTIALS, fetch });
  await token();
  t.mock.timers.setTime(3_570_000);
  assert.equal((await token()).access_token, 'token-1');
  t.mock.timers.setTime(3_600_000);
  await assert.rejects(token(), { kind: 'server', status: 503, retryable: true });
});

test('a refusal is not followed by an immediate new request', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 0 });
  const { requests, fetch } = counted(() =>
    Response.json({ reason: 'no', error: 'invalid_client' }, { status: 401 }),
  );
  const token = serverToServerOAuth({ ...CREDENTIALS, fetch });
  for (let times = 0; times < 5; times += 1) await assert.rejects(token());
  assert.equal(requests.length, 1);
  t.mock.timers.setTime(5_001);
  await assert.rejects(token());
  assert.equal(requests.length, 2);
});

test('setting the clock back by hours does not keep a refusal or a refused token for hours', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 36_000_000 });
  const { requests, fetch } = counted((_, count) =>
    count === 1 ? new Response('', { status: 503 }) : issued(count),
  );
  const token = serverToServerOAuth({ ...CREDENTIALS, fetch });
  await assert.rejects(token());
  t.mock.timers.setTime(28_000_000);
  assert.equal((await token()).access_token, 'token-2');
  t.mock.timers.setTime(10_000_000);
  assert.equal((await token('rejected')).access_token, 'token-3');
  assert.equal(requests.length, 3);
});

/** @type {[string, string | undefined][]} */
const REGIONS = [
  ['https://api-eu.zoom.us', 'https://api-eu.zoom.us/v2'],
  ['https://api.zoomgov.com/', 'https://api.zoomgov.com/v2'],
  ['https://api.zoom.us/v2/evil', 'https://api.zoom.us/v2'],
  ['http://api-eu.zoom.us', undefined],
  ['https://api.zoom.us.evil.example', undefined],
  ['https://evilzoom.us', undefined],
  ['https://zoom.us@evil.example', undefined],
  ['https://api.zoom.us:8443', undefined],
  ['https://127.0.0.1', undefined],
  ['//evil.example', undefined],
  ['', undefined],
];
for (const [named, expected] of REGIONS) {
  test(`a region at ${named || 'nowhere'} is ${expected ? 'used' : 'ignored'}`, async () => {
    const { requests, fetch } = counted((request) =>
      request.url.includes('/oauth/')
        ? issued(1, { api_url: named })
        : Response.json({ sms_histories: [] }),
    );
    const token = serverToServerOAuth({ ...CREDENTIALS, fetch });
    const base = expected ?? 'https://api.zoom.us/v2';
    assert.equal(await token.baseUrl(), base);
    const proxy = createZoomProxy({ ...CREDENTIALS, fetch, authorize: () => true });
    await proxy(new Request('https://app.example/zoom/phone/sms/sessions/s'));
    assert.equal(requests.at(-1)?.url, `${base}/phone/sms/sessions/s`);
    // What the server's own configuration says, counts.
    const baseUrl = 'https://gateway.example/v2/';
    const own = createZoomProxy({ ...CREDENTIALS, fetch, baseUrl, authorize: () => true });
    await own(new Request('https://app.example/zoom/phone/sms/sessions/s'));
    assert.equal(requests.at(-1)?.url, 'https://gateway.example/v2/phone/sms/sessions/s');
  });
}

/** Answers that are no token, and the kinds of their errors. @type {[string, () => Response | Promise<Response>, string][]} */
const FAILURES = [
  [
    'wrong credentials',
    () => Response.json({ error: 'invalid_client' }, { status: 401 }),
    'authentication',
  ],
  [
    'a quoted secret',
    () => Response.json({ error: 'simulator-secret', reason: 'simulator-secret' }, { status: 400 }),
    'authentication',
  ],
  ['too many', () => new Response('', { status: 429 }), 'rate-limited'],
  [
    'a redirect',
    () => new Response('', { status: 302, headers: { location: 'https://evil.example' } }),
    'server',
  ],
  ['a gateway', () => new Response('<html>', { status: 502 }), 'server'],
  ['html', () => new Response('<html>'), 'server'],
  ['null', () => new Response('null'), 'server'],
  ['no token', () => Response.json({ expires_in: 5 }), 'server'],
  ['a token with a line', () => Response.json({ access_token: 'a\r\nx: y' }), 'server'],
  ['a token that is no text', () => Response.json({ access_token: {} }), 'server'],
  ['no lifetime', () => Response.json({ access_token: 'a', expires_in: -1 }), 'server'],
  ['a huge answer', () => new Response('x'.repeat(100_000)), 'network'],
  ['no network', () => Promise.reject(new TypeError('fetch failed simulator-secret')), 'network'],
];
for (const [what, answer, kind] of FAILURES) {
  test(`${what} instead of a token is an error of kind ${kind} without a secret`, async () => {
    const token = serverToServerOAuth({ ...CREDENTIALS, fetch: counted(answer).fetch });
    const error = await token().catch((error) => error);
    assert.ok(isSmsError(error));
    assert.equal(error.kind, kind);
    const shown = `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
    assert.doesNotMatch(shown, /simulator-secret|simulator-client|simulator-account/);
  });
}

test('a late token is an error, and the next call requests another', async () => {
  const { fetch } = counted((request, count) =>
    count === 1
      ? new Promise((_, reject) => {
          request.signal.addEventListener('abort', () => reject(request.signal.reason));
        })
      : issued(count),
  );
  const token = serverToServerOAuth({ ...CREDENTIALS, fetch, timeoutMs: 50 });
  await assert.rejects(token(), /within 50 ms/);
  assert.equal((await token()).access_token, 'token-2');
});

test('a client reads with the token over HTTP, and throws the same classes', async () => {
  const { zoom } = await startProxy();
  const token = serverToServerOAuth({ ...CREDENTIALS, tokenUrl: `${zoom.url}/oauth/token` });
  const client = new SmsClient({ token, baseUrl: `${zoom.url}/v2` });
  assert.equal((await client.getSmsSession('seed')).sms_histories.length, 2);
  const wrong = serverToServerOAuth({
    ...{ ...CREDENTIALS, tokenUrl: `${zoom.url}/oauth/token`, clientSecret: 'wrong' },
  });
  await assert.rejects(wrong(), AuthenticationError);
  const failed = new SmsClient({ token: wrong, baseUrl: `${zoom.url}/v2` }).getSmsSession('seed');
  await assert.rejects(failed, AuthenticationError);
});

test('the simulator accepts one token for many requests', async () => {
  const script = await startScript(() => ({ body: '{"sms_histories":[]}' }));
  const { url } = await startProxy(script.options);
  const ask = () => fetch(`${url}/zoom/phone/sms/sessions/s`);
  await Promise.all(Array.from({ length: 10 }, ask));
  assert.equal(script.tokens.length, 1);
});
