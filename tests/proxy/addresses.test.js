import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidRequestError, isSmsError, SmsClient } from '../../pkg/inline.js';
import { createZoomProxy, serverToServerOAuth } from '../../pkg/proxy.js';
import { CREDENTIALS, startProxy, startScript } from './support.js';

const PAGE = 'https://app.example/zoom/phone/sms/sessions/s';

/** A token server that is not Zoom's, and also answers every other request. @param {unknown} [apiUrl] */
function elsewhere(apiUrl) {
  /** @type {string[]} */
  const asked = [];
  const fetch = async (/** @type {Request} */ { url }) => {
    asked.push(url);
    const token = { access_token: 'token-of-elsewhere', expires_in: 3599 };
    if (url.endsWith('/oauth/token')) return Response.json({ ...token, api_url: apiUrl });
    return Response.json({ sms_histories: [] });
  };
  const tokenUrl = 'http://127.0.0.1:8787/oauth/token';
  return { asked, options: { ...CREDENTIALS, tokenUrl, fetch } };
}

test('a path outside `basePath` is a 404 that names the `basePath`', async () => {
  for (const [basePath, path] of /** @type {const} */ ([
    [undefined, '/phone/sms/sessions/demo'],
    [undefined, '/zoomed/phone/sms/sessions/demo'],
    [undefined, '/api/zoom/phone/sms/sessions/demo'],
    ['/api/sms', '/zoom/phone/sms/sessions/demo'],
    ['/api/sms', '/api'],
  ])) {
    const { url } = await startProxy({ basePath });
    const response = await fetch(url + path);
    const { message } = await response.json();
    assert.equal(response.status, 404);
    assert.ok(message.includes('`basePath`'), message);
    assert.ok(message.includes(basePath ?? '/zoom'), message);
  }
});

test('an unknown route below `basePath` is not blamed on `basePath`', async () => {
  const { url } = await startProxy();
  const response = await fetch(`${url}/zoom/phone/users`);
  assert.equal(response.status, 404);
  assert.doesNotMatch((await response.json()).message, /basePath/);
});

test('a client names the responder: Zoom if there is a Zoom code, otherwise the server', async () => {
  const { url } = await startProxy();
  const messageOf = async (/** @type {string} */ baseUrl, id = 'demo') => {
    const client = new SmsClient({ baseUrl, token: 'of-the-page' });
    const error = await client.getSmsSession(id).catch((/** @type {unknown} */ error) => error);
    assert.ok(isSmsError(error));
    return error.message;
  };
  const wrong = await messageOf(`${url}/elsewhere`);
  assert.match(wrong, /The server says: .*`basePath`/);
  assert.doesNotMatch(wrong, /Zoom says/);
  assert.match(await messageOf(`${url}/zoom`, 'error-2001'), /Zoom says: Account does not exist/);
  const { url: without } = await startProxy({ clientSecret: 'wrong-secret' });
  const message = await messageOf(`${without}/zoom`);
  assert.match(message, /The server says: The proxy got no access token from Zoom/);
  assert.doesNotMatch(message, /Zoom says|This server/);
});

test('tokens of another server go to the API that it names at its own origin', async () => {
  const { asked, options } = elsewhere('http://127.0.0.1:8787');
  assert.equal(await serverToServerOAuth(options).baseUrl(), 'http://127.0.0.1:8787/v2');
  const proxy = createZoomProxy({ ...options, authorize: () => true });
  assert.equal((await proxy(new Request(PAGE))).status, 200);
  assert.equal(asked.at(-1), 'http://127.0.0.1:8787/v2/phone/sms/sessions/s');
});

const NOT_ITS_OWN = [
  ...[undefined, 'http://127.0.0.1:9999', 'https://elsewhere.example', 7],
  ...['https://api.zoom.us', 'https://api-eu.zoom.us', 'https://api.zoomgov.com'],
];
for (const apiUrl of NOT_ITS_OWN) {
  test(`tokens of another server that names its API as ${apiUrl} go nowhere, least of all to Zoom`, async () => {
    const { asked, options } = elsewhere(apiUrl);
    await assert.rejects(
      serverToServerOAuth(options).baseUrl(),
      (/** @type {unknown} */ error) =>
        error instanceof InvalidRequestError &&
        error.issues[0]?.field === 'baseUrl' &&
        error.message.includes('`tokenUrl`'),
    );
    /** @type {unknown[]} */
    const errors = [];
    const onError = (/** @type {unknown} */ error) => errors.push(error);
    const proxy = createZoomProxy({ ...options, authorize: () => true, onError });
    assert.equal((await proxy(new Request(PAGE))).status, 500);
    assert.ok(errors[0] instanceof InvalidRequestError);
    assert.ok(
      asked.every((url) => url === options.tokenUrl),
      asked.join(),
    );
    const own = createZoomProxy({
      ...options,
      baseUrl: 'https://gateway.example/v2',
      authorize: () => true,
    });
    assert.equal((await own(new Request(PAGE))).status, 200);
    assert.equal(asked.at(-1), 'https://gateway.example/v2/phone/sms/sessions/s');
  });
}

test("a client with another server's tokens requires a `baseUrl`", async () => {
  const { asked, options } = elsewhere('http://127.0.0.1:8787');
  const token = serverToServerOAuth(options);
  assert.throws(
    () => new SmsClient({ token, fetch: options.fetch }),
    (/** @type {unknown} */ error) =>
      error instanceof InvalidRequestError && error.issues[0]?.field === 'baseUrl',
  );
  const client = new SmsClient({ token, fetch: options.fetch, baseUrl: await token.baseUrl() });
  await client.getSmsSession('s');
  assert.equal(asked.at(-1), 'http://127.0.0.1:8787/v2/phone/sms/sessions/s');
  const zooms = serverToServerOAuth({ ...CREDENTIALS, fetch: options.fetch });
  new SmsClient({ token: zooms });
});

for (const [status, body, renewed] of /** @type {const} */ ([
  [401, { code: 4700, message: 'Token cannot be empty.' }, true],
  [401, { code: 4711, message: 'The token scopes differ from the client scopes.' }, true],
  [401, { code: 104, message: 'Invalid access token.' }, true],
  [401, { message: 'Unauthorized' }, true],
  [400, { code: 4700, message: 'Token cannot be empty.' }, true],
  [400, { code: 4741, message: 'The token has been revoked.' }, true],
  [403, { code: 104, message: 'Invalid access token.' }, true],
  [400, { code: 124, message: 'does not contain scopes:[a:b]' }, false],
  [401, { code: 4700, message: 'Invalid access token, does not contain scopes:[a:b].' }, false],
  [401, { message: 'Does not contain scope: a:b' }, false],
  [400, { code: 300, message: 'x', errors: [{ field: 'code', message: '124' }] }, false],
  [404, { code: 124, message: 'x' }, false],
])) {
  test(`the proxy ${renewed ? 'asks for another token' : 'keeps its token'} after ${status} ${JSON.stringify(body)}`, async () => {
    const script = await startScript(() => ({ status, body: JSON.stringify(body) }));
    const { url } = await startProxy(script.options);
    const response = await fetch(`${url}/zoom/phone/sms/sessions/s`);
    assert.equal(response.status, status);
    assert.equal(script.tokens.length, renewed ? 2 : 1);
  });
}
