import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, createClocked, NOW } from './support.js';

/** @param {Record<string, string>} headers */
const askWith = (headers) => ask(createClocked().simulator, 'demo', {}, { headers });

const CREDENTIALS = `Basic ${btoa('simulator-client:simulator-secret')}`;
const TOKEN_QUERY = 'grant_type=account_credentials&account_id=simulator-account';

/**
 * @param {import('../../simulator/index.js').Simulator} simulator
 * @param {{ query?: string, body?: string, authorization?: string }} [request]
 */
async function askToken(
  simulator,
  { query = TOKEN_QUERY, body, authorization = CREDENTIALS } = {},
) {
  const response = await simulator.fetch(`https://simulator.example/oauth/token?${query}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    ...(body && { body }),
  });
  return { status: response.status, body: await response.json() };
}

test('a request without a bearer token, or with an unknown one, is 401 with code 124', async () => {
  for (const headers of [
    {},
    { authorization: '' },
    { authorization: 'Bearer' },
    { authorization: 'Bearer nobody' },
    { authorization: 'Bearer a.b.c' },
    { authorization: 'simulator-token' },
    { authorization: CREDENTIALS },
  ]) {
    const { status, body } = await askWith(headers);
    assert.equal(status, 401);
    assert.deepEqual(body, { code: 124, message: 'Invalid access token.' });
  }
});

test('the expired token gets its own message', async () => {
  const { status, body } = await askWith({ authorization: 'Bearer simulator-token-expired' });
  assert.equal(status, 401);
  assert.deepEqual(body, { code: 124, message: 'Access token is expired.' });
});

test('the error of a token without a scope names the scopes', async () => {
  const { status, body } = await askWith({ authorization: 'Bearer simulator-token-no-scope' });
  assert.equal(status, 400);
  assert.deepEqual(body, {
    code: 4711,
    message:
      'Invalid access token, does not contain scopes:[phone_sms:read, phone_sms:read:admin].',
  });
});

test('a master scope works only under /accounts, where other scopes do not', async () => {
  const { simulator } = createClocked();
  const ask = async (/** @type {string} */ path, /** @type {string} */ token) => {
    const url = `https://simulator.example/v2${path}/phone/sms/sessions/demo`;
    const headers = { authorization: `Bearer ${token}` };
    const response = await simulator.fetch(url, { headers });
    const { code = 0, message = '' } = await response.json();
    return { code, message, account: simulator.requests.at(-1)?.account };
  };
  const [own, sub] = ['', '/accounts/simulator-account-west'];
  assert.equal((await ask(own, 'simulator-token')).code, 0);
  const read = await ask(sub, 'simulator-token-master');
  assert.deepEqual([read.code, read.account], [0, 'simulator-account-west']);
  for (const [path, token, scopes] of /** @type {const} */ ([
    [own, 'simulator-token-master', 'phone_sms:read, phone_sms:read:admin'],
    [sub, 'simulator-token', 'phone_sms:master, phone:read:sms_session:master'],
    [sub, 'simulator-token-no-scope', 'phone_sms:master, phone:read:sms_session:master'],
    [sub, simulator.issueToken(), 'phone_sms:master, phone:read:sms_session:master'],
  ])) {
    const refused = await ask(path, token);
    assert.equal(refused.code, 4711);
    assert.ok(refused.message.includes(`[${scopes}]`), refused.message);
  }
  assert.equal((await ask('/accounts/of-nobody', 'simulator-token-master')).code, 2001);
  assert.equal((await ask('/accounts/of-nobody', 'wrong')).code, 124);
});

test('an issued token opens the API for an hour by the clock', async () => {
  const { simulator, clock } = createClocked();
  const { status, body } = await askToken(simulator);
  assert.equal(status, 200);
  assert.deepEqual(
    { ...body, access_token: '' },
    {
      access_token: '',
      token_type: 'bearer',
      expires_in: 3599,
      scope: 'phone_sms:read phone_sms:read:admin',
      api_url: 'https://simulator.example',
    },
  );

  const init = { headers: { authorization: `Bearer ${body.access_token}` } };
  assert.equal((await ask(simulator, 'demo', {}, init)).status, 200);
  clock.time = NOW + 3598_000;
  assert.equal((await ask(simulator, 'demo', {}, init)).status, 200);
  clock.time = NOW + 3599_000;
  const refused = await ask(simulator, 'demo', {}, init);
  assert.equal(refused.status, 401);
  assert.equal(refused.body.message, 'Access token is expired.');
});

test('no two issued tokens are the same, and their lifetime can be chosen', async () => {
  const { simulator } = createClocked({ tokenLifetimeS: 5 });
  const first = await askToken(simulator);
  const second = await askToken(simulator);
  assert.notEqual(first.body.access_token, second.body.access_token);
  assert.equal(first.body.expires_in, 5);
});

test('a token request may use a form instead of a query', async () => {
  const { simulator } = createClocked();
  assert.equal((await askToken(simulator, { query: '', body: TOKEN_QUERY })).status, 200);
});

test('an invalid token request gets the OAuth error format', async () => {
  const { simulator } = createClocked();
  assert.deepEqual(await askToken(simulator, { authorization: 'Basic bm8=' }), {
    status: 401,
    body: { reason: 'Invalid client_id or client_secret', error: 'invalid_client' },
  });
  const query = TOKEN_QUERY.replace('account_credentials', 'client_credentials');
  assert.deepEqual(await askToken(simulator, { query }), {
    status: 400,
    body: { reason: 'unsupported grant type', error: 'unsupported_grant_type' },
  });
  assert.deepEqual(await askToken(simulator, { query: 'grant_type=account_credentials' }), {
    status: 400,
    body: { reason: 'Invalid account_id', error: 'invalid_request' },
  });
});

/** @param {import('../../simulator/index.js').Simulator} simulator */
function someAttachment(simulator) {
  const file = simulator.groundTruth('demo').find((m) => m.attachments?.length)?.attachments?.[0];
  assert.ok(file);
  return file;
}

test('a download URL serves as many bytes as promised, without a bearer token', async () => {
  const { simulator } = createClocked();
  const file = someAttachment(simulator);
  const response = await simulator.fetch(file.download_url);
  assert.equal(response.status, 200);
  assert.equal((await response.arrayBuffer()).byteLength, file.size);
});

test('a download URL carries a JWT with its expiry, and is refused after it', async () => {
  const { simulator, clock } = createClocked();
  const { download_url } = someAttachment(simulator);
  const payload = new URL(download_url).searchParams.get('jwt')?.split('.')[1] ?? '';
  const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString());
  clock.time = exp * 1000 - 1;
  assert.equal((await simulator.fetch(download_url)).status, 200);
  clock.time = exp * 1000;
  assert.equal((await simulator.fetch(download_url)).status, 401);
});

test('a download URL is refused for another file, and with a forged JWT', async () => {
  const { simulator } = createClocked();
  const { download_url, id } = someAttachment(simulator);
  assert.equal((await simulator.fetch(download_url.replace(id, 'other'))).status, 401);
  assert.equal((await simulator.fetch(download_url.replace(/.$/, '~'))).status, 401);
  assert.equal((await simulator.fetch(download_url.split('?')[0] ?? '')).status, 401);
});

test('the JWT of a download URL is not an access token', async () => {
  const { simulator } = createClocked();
  const jwt = new URL(someAttachment(simulator).download_url).searchParams.get('jwt');
  const { status } = await ask(
    simulator,
    'demo',
    {},
    { headers: { authorization: `Bearer ${jwt}` } },
  );
  assert.equal(status, 401);
});

test('downloads can be set to require the bearer token too', async () => {
  const { simulator } = createClocked({ download: 'jwt-and-bearer' });
  const { download_url } = someAttachment(simulator);
  assert.equal((await simulator.fetch(download_url)).status, 401);
  const headers = { authorization: 'Bearer simulator-token' };
  assert.equal((await simulator.fetch(download_url, { headers })).status, 200);
});
