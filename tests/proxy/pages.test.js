import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { init, SmsClient } from '../../pkg/inline.js';
import { KEPT, MOST_LINKS, TooManyLinks, withoutSecrets } from '../../pkg/lib/proxy/rewrite.js';
import { linksOf, startProxy, startScript } from './support.js';

await init();

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.c2lnbmF0dXJl';
const SESSIONS = '/zoom/phone/sms/sessions';

/**
 * @param {string} json
 * @param {{ token?: string, isRefusal?: boolean }} [how]
 */
const rewrite = (json, { token = 'secret-token', isRefusal = false } = {}) =>
  withoutSecrets(json, {
    secrets: { known: [token], hosts: ['zoom.us'] },
    kept: isRefusal ? undefined : KEPT.session,
    handleOf: isRefusal ? undefined : async (link) => `<${link.length}>`,
  });

test('a whole history is the same through the proxy, except for the links', async () => {
  const { url, simulator } = await startProxy();
  const client = new SmsClient({ baseUrl: `${url}/zoom`, token: 'of-the-page' });
  const truth = simulator.groundTruth('history-2000');
  const got = [];
  const from = truth[0]?.date_time.slice(0, 10) ?? '';
  const query = { from, to: new Date().toISOString().slice(0, 10) };
  for await (const message of client.messages('history-2000', query)) got.push(message);
  /** @param {object} message */
  const linkless = (message) =>
    JSON.parse(JSON.stringify(message), (key, value) => (key === 'download_url' ? '' : value));
  assert.deepEqual(got.map(linkless), truth.map(linkless));
  const links = got
    .flatMap(({ attachments }) => attachments ?? [])
    .map((file) => file.download_url);
  assert.ok(links.length > 100);
  assert.ok(links.every((link) => /^\/zoom\/attachments\/[\w-]+$/.test(link ?? '')));
});

test('every byte except the links stays: numbers, halves of characters, spaces, doubles, the unknown', async () => {
  const json = `{ "a" : 12345678901234567890.10e+2,\t"b":-0,"c":"\\ud83d","d":"\\u0041\\/","e":[{}],
  "sms_histories":[{"message":"\\"download_url\\":\\"https://x\\"","new":{"deep":[1,"x",null,true]},
  "attachments":[{"download_url":"LINK","download_url" : "LINK", "size":1e2}]}],"":"","é😀":"é😀"}`;
  const given = json.replaceAll('LINK', 'https://zoom.us/f?jwt=x');
  assert.equal(await rewrite(given), json.replaceAll('LINK', '<23>'));
});

/** The result for a value, by its key: `…` replaces a secret. */
const VALUES = /** @type {const} */ ([
  ['{"download_url":"https://zoom.us/f"}', '{"download_url":"<17>"}'],
  ['{"download\\u005furl":"https:\\/\\/zoom.us\\/f"}', '{"download\\u005furl":"<17>"}'],
  ['{"download_url":""}', '{"download_url":""}'],
  ['{"download_url":null}', '{"download_url":null}'],
  ['{"download_url":["https://zoom.us/f"]}', '{"download_url":["<17>"]}'],
  ['{"download_url":{"href":"//zoom.us/f"}}', '{"download_url":{"href":"<11>"}}'],
  ['{"x":"see https://zoom.us/f."}', '{"x":"see …."}'],
  ['{"x":"https:zoom.us/f"}', '{"x":"<15>"}'],
  ['{"x":"https://example.com/f"}', '{"x":"https://example.com/f"}'],
  [
    '{"x":"see https://example.com/f?a=b&c, or not"}',
    '{"x":"see https://example.com/f?…, or not"}',
  ],
  ['{"x":"/f?signature=abc"}', '{"x":"/f?…"}'],
  ['{"x":"a=b&signature=abc&c=d"}', '{"x":"a=b&signature=…&c=d"}'],
  ['{"x":{"https://zoom.us/f":1}}', '{"x":{"…":1}}'],
  ['{"secret-token":{"secret-token":"x"}}', '{"…":{"…":"x"}}'],
  ['{"x":"SECRET-TOKEN"}', '{"x":"…"}'],
  ['{"x":"c2VjcmV0LXRva2Vu"}', '{"x":"…"}'],
  ['{"x":"%73ecret%2Dtoken"}', '{"x":"…"}'],
  [`{"download_url":["https://zoom.us/f?jwt=${JWT}"]}`, '{"download_url":["<68>"]}'],
  [`{"preview_url":"https://zoom.us/f?jwt=${JWT}"}`, '{"preview_url":"<68>"}'],
  [`{"preview_url":"http://zoom.us/f?jwt=${JWT}"}`, '{"preview_url":"<67>"}'],
  [`{"x":{"id2":"a ${JWT} b ${JWT}"}}`, '{"x":{"id2":"a … b …"}}'],
  [`["${JWT}"]`, '["…"]'],
  [`"${JWT.replace('e', '\\u0065')}"`, '"…"'],
  // What people write is theirs.
  [
    `{"sms_histories":[{"message":"https://x.example/?t=${JWT}"}]}`,
    `{"sms_histories":[{"message":"https://x.example/?t=${JWT}"}]}`,
  ],
  [
    `{"sms_histories":[{"sender":{"display_name":"${JWT}"}}]}`,
    `{"sms_histories":[{"sender":{"display_name":"${JWT}"}}]}`,
  ],
  // Where that is not what they write, it is not.
  [`{"message":"${JWT}"}`, '{"message":"…"}'],
  [`{"sms_histories":[[{"message":"${JWT}"}]]}`, '{"sms_histories":[[{"message":"…"}]]}'],
  [`{"sms_histories":[{"x":{"message":"${JWT}"}}]}`, '{"sms_histories":[{"x":{"message":"…"}}]}'],
  [`{"sms_histories":[{"message":{"x":"${JWT}"}}]}`, '{"sms_histories":[{"message":{"x":"…"}}]}'],
  [`{"next_page_token":"${JWT}"}`, `{"next_page_token":"${JWT}"}`],
  // But for the token itself.
  ['{"sms_histories":[{"message":"a secret-token b"}]}', '{"sms_histories":[{"message":"a … b"}]}'],
  ['{"x":"secret-tok\\u0065n"}', '{"x":"…"}'],
]);
for (const [given, expected] of VALUES) {
  test(`${given.slice(0, 60)} becomes ${expected.slice(0, 60)}`, async () => {
    assert.equal(await rewrite(given), expected);
  });
}

test('through the proxy, an unknown field has no JWT, and a message keeps its text', async () => {
  const message = {
    message: `see ${JWT}`,
    later: JWT,
    preview_url: `https://zoom.us/f?jwt=${JWT}`,
  };
  const script = await startScript(() => ({ body: JSON.stringify({ sms_histories: [message] }) }));
  const { url } = await startProxy(script.options);
  const response = await fetch(`${url}${SESSIONS}/s`);
  assert.equal(response.headers.get('cache-control'), 'no-store');
  const [got] = (await response.json()).sms_histories;
  assert.equal(got.message, message.message);
  assert.equal(got.later, '…');
  assert.match(got.preview_url, /^\/zoom\/attachments\/[\w-]+$/);
});

/** @param {number} count */
const pageOfLinks = (count) => {
  const attachments = Array.from({ length: count }, () => ({ download_url: 'x' }));
  return JSON.stringify({ sms_histories: [{ attachments }] });
};

test('links are encrypted one after another, however many a page has', async () => {
  let most = 0;
  let underWay = 0;
  const handleOf = async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await null;
    underWay -= 1;
    return '<>';
  };
  const secrets = { known: ['secret-token'], hosts: [] };
  const given = pageOfLinks(MOST_LINKS);
  const clean = await withoutSecrets(given, { handleOf, secrets, kept: KEPT.session });
  assert.equal(clean, given.replaceAll('"x"', '"<>"'));
  assert.equal(most, 1);
});

test('a page with too many links is refused before any is encrypted', async () => {
  const how = {
    handleOf: async () => assert.fail('encrypted'),
    secrets: { known: ['secret-token'], hosts: [] },
    kept: KEPT.session,
  };
  await assert.rejects(withoutSecrets(pageOfLinks(MOST_LINKS + 1), how), TooManyLinks);
  const script = await startScript(() => ({ body: pageOfLinks(700_000) }));
  const { url, errors } = await startProxy(script.options);
  const response = await fetch(`${url}${SESSIONS}/s`);
  const { message } = await response.json();
  assert.equal(response.status, 502);
  assert.match(message, /more than 4000 links.*smaller page/);
  assert.equal(/** @type {Error} */ (errors[0]).message, message);
});

test('no field of a refusal contains a JWT, whatever its name', async () => {
  const given = `{"code":124,"message":"Invalid access token ${JWT}.","errors":[{"field":"id","message":"secret-token"}]}`;
  const expected =
    '{"code":124,"message":"Invalid access token ….","errors":[{"field":"id","message":"…"}]}';
  assert.equal(await rewrite(given, { isRefusal: true }), expected);
});

test('the errors of Zoom keep their status, code and words, and are the same errors', async () => {
  const { url, zoom } = await startProxy();
  const proxied = new SmsClient({ baseUrl: `${url}/zoom`, token: 'of-the-page' });
  const direct = new SmsClient({ baseUrl: `${zoom.url}/v2`, token: 'simulator-token' });
  for (const id of [
    ...['error-429-qps', 'error-429-daily', 'error-400-range', 'error-page-token', 'error-124'],
    ...['error-124-400', 'error-scope', 'error-scope-401', 'error-scope-403', 'error-2001'],
    ...['error-7013', 'error-2031', 'error-500', 'error-502-html', 'no-such-session'],
  ]) {
    const [one, other] = await Promise.all(
      [proxied, direct].map((client) => client.getSmsSession(id).catch((error) => error)),
    );
    const { trackingId, retryAt, ...said } = one.toJSON();
    const { trackingId: _, retryAt: then, ...expected } = other.toJSON();
    if (id === 'error-502-html') assert.equal(said.status, expected.status);
    else assert.deepEqual(said, expected, id);
    assert.ok(trackingId?.includes('WEB_'), id);
    assert.equal(Boolean(retryAt), Boolean(then), id);
  }
});

test('a response that is not JSON is not passed on, and keeps its status unless that is a success', async () => {
  const { url } = await startProxy();
  for (const [id, status] of /** @type {const} */ ([
    ['html', 502],
    ['empty-body', 502],
    ['truncated', 502],
    ['not-utf8', 502],
    ['broken', 502],
    ['malformed-chunk', 502],
    ['error-502-html', 502],
  ])) {
    await assertRefused(`${url}${SESSIONS}/${id}`, status);
  }
});

test('a response that is late is a 504, whether its headers or its body are', async () => {
  const { url } = await startProxy({ timeoutMs: 300 });
  for (const id of ['slow', 'slow-headers']) await assertRefused(`${url}${SESSIONS}/${id}`, 504);
});

/** @param {string} url @param {number} status */
async function assertRefused(url, status) {
  const response = await fetch(url);
  const { message } = await response.json();
  assert.equal(response.status, status, url);
  assert.doesNotMatch(message, /<|Zoom Phone|zoom\.us/, url);
}

test('a byte order mark, half a character and unknown fields do not matter', async () => {
  const { url } = await startProxy();
  const client = new SmsClient({ baseUrl: `${url}/zoom`, token: 'of-the-page' });
  for (const id of ['bom', 'lone-surrogate', 'extra-fields']) {
    assert.equal((await client.getSmsSession(id)).sms_histories.length, 3, id);
  }
});

test('an oversized page is abandoned, even without a declared length', async () => {
  const huge = Buffer.alloc(16 * 1024 * 1024 + 1, ' ');
  const script = await startScript(() => ({ body: huge }));
  const { url, errors } = await startProxy(script.options);
  assert.equal((await fetch(`${url}${SESSIONS}/s`)).status, 502);
  assert.equal(errors.length, 1);
});

test('a refused token is replaced once for all requests in flight, which are retried', async () => {
  const script = await startScript(({ headers }) =>
    headers.authorization === 'Bearer secret-token-0'
      ? { status: 401, body: '{"code":124,"message":"Invalid access token."}' }
      : { body: '{"sms_histories":[]}' },
  );
  const { url } = await startProxy(script.options);
  const ask = () => fetch(`${url}${SESSIONS}/s`).then(({ status }) => status);
  assert.deepEqual(await Promise.all([ask(), ask(), ask(), ask()]), [200, 200, 200, 200]);
  assert.equal(script.tokens.length, 2);
  assert.equal(script.arrived.length, 8);
});

test('if every token is refused, callers cannot trigger a new one each time', async () => {
  const body = '{"code":124,"message":"Invalid access token."}';
  const script = await startScript(() => ({ status: 401, body }));
  const { url } = await startProxy(script.options);
  for (let times = 0; times < 5; times += 1) {
    assert.equal((await fetch(`${url}${SESSIONS}/s`)).status, 401);
  }
  assert.equal(script.tokens.length, 2);
  assert.equal(script.arrived.length, 6);
});

test('a second refusal is passed on unchanged; a token without a scope is not replaced', async () => {
  let body = '{"code":"124","message":"Invalid access token secret-token-1."}';
  const script = await startScript(() => ({ status: 400, body }));
  const { url } = await startProxy(script.options);
  const response = await fetch(`${url}${SESSIONS}/s`);
  assert.equal(response.status, 400);
  assert.equal((await response.json()).message, 'Invalid access token ….');
  assert.equal(script.tokens.length, 2);
  body = '{"code":4711,"message":"does not contain scopes"}';
  assert.equal((await fetch(`${url}${SESSIONS}/s`)).status, 400);
  assert.equal(script.tokens.length, 2);
});

test('where the credentials are wrong, the page hears that there is no token, the server why', async () => {
  const { url, errors } = await startProxy({ clientSecret: 'wrong-secret' });
  const response = await fetch(`${url}${SESSIONS}/demo`);
  const text = await response.text();
  assert.equal(response.status, 500);
  assert.match(text, /no access token/);
  const [error] = errors;
  assert.match(String(error), /refused the credentials \(invalid_client\)/);
  assert.doesNotMatch(text + JSON.stringify(errors), /wrong-secret|simulator-client/);
});

test('if Zoom is unreachable, the page and the server learn that and no more', async () => {
  const { url, errors } = await startProxy({ baseUrl: 'http://127.0.0.1:9/v2' });
  const response = await fetch(`${url}${SESSIONS}/demo`);
  assert.equal(response.status, 502);
  assert.deepEqual(Object.keys(await response.json()), ['message']);
  assert.equal(errors.length, 1);
});

test('the server gets the names of a connection error, and nothing that was sent', async () => {
  const secret = 'https://zoom.us/?jwt=secret';
  const thrown = Object.assign(new TypeError(secret), {
    cause: Object.assign(new Error(secret), { code: 'ENOTFOUND' }),
  });
  const script = await startScript(() => ({}));
  for (const isBroken of [() => true, (/** @type {string} */ url) => !url.endsWith('/token')]) {
    const { url, errors } = await startProxy({
      ...script.options,
      fetch: async (request) => (isBroken(request.url) ? Promise.reject(thrown) : fetch(request)),
    });
    const text = await (await fetch(`${url}${SESSIONS}/demo`)).text();
    const [error] = errors;
    assert.ok(error instanceof Error);
    assert.equal(String(error.cause), 'Error: TypeError, Error, ENOTFOUND');
    assert.doesNotMatch(text, /jwt|ENOTFOUND/);
    assert.doesNotMatch(inspect(error), /jwt/);
  }
});

test('an onError that throws is ignored', async () => {
  const { url } = await startProxy({
    authorize: () => Promise.reject(new Error('no')),
    onError: () => {
      throw new Error('worse');
    },
  });
  assert.equal((await fetch(`${url}${SESSIONS}/demo`)).status, 500);
});

test('nothing is written to the console, whatever happens', async (t) => {
  for (const name of /** @type {const} */ (['log', 'info', 'warn', 'error', 'debug'])) {
    t.mock.method(console, name, () => assert.fail(name));
  }
  const { url, simulator } = await startProxy();
  for (const id of ['demo', 'error-124', 'html', 'no-such-session']) {
    await (await fetch(`${url}${SESSIONS}/${id}`)).text();
  }
  const [link] = await linksOf(url);
  simulator.set({ downloadFault: 'refused' });
  await (await fetch(url + link)).text();
});

test('the proxy can be mounted anywhere, and its links lead there', async () => {
  for (const basePath of ['', '/api/zoom-1.0']) {
    const { url } = await startProxy({ basePath });
    const response = await fetch(`${url}${basePath}/phone/sms/sessions/demo?page_size=100`);
    const text = await response.text();
    const [, link] = /"download_url":"([^"]+)"/.exec(text) ?? [];
    assert.ok(link?.startsWith(`${basePath}/attachments/`));
    assert.equal((await fetch(url + link)).status, 200);
    assert.equal((await fetch(`${url}/zoom/phone/sms/sessions/demo`)).status, 404);
  }
});

test('every documented query parameter arrives unchanged', async () => {
  const script = await startScript(() => ({ body: '{"sms_histories":[]}' }));
  const { url } = await startProxy(script.options);
  const query =
    'from=2024-01-01T00%3A00%3A00Z&to=2024-01-02T00%3A00%3A00Z&sort=2&page_size=100&delivery_status=all&next_page_token=a%2Bb%2Fc%3D%3D';
  await fetch(`${url}${SESSIONS}/odd%2Fid%20%3F%23%25%E2%9C%93%21?${query}`);
  assert.equal(
    script.arrived[0]?.url,
    `/v2/phone/sms/sessions/odd%2Fid%20%3F%23%25%E2%9C%93%21?${query}`,
  );
});
