import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { askRaw, linksOf, sendRaw, startProxy, startScript } from './support.js';

const { url, zoom, simulator, errors, proxy } = await startProxy();
const [link = ''] = await linksOf(url);

const SESSIONS = '/zoom/phone/sms/sessions';
const SESSION = `${SESSIONS}/demo`;

/** The requests to Zoom since a test began, except for tokens. */
let before = 0;
const asked = () => simulator.requests.slice(before).filter(({ path }) => path !== '/oauth/token');

beforeEach(() => {
  before = simulator.requests.length;
  errors.length = 0;
});

/**
 * Requests that must not reach Zoom; each gets this status.
 * @type {Record<string, { status: number, requests: [path: string, more?: Parameters<typeof askRaw>[2]][] }>}
 */
const ATTACKS = {
  'another path': {
    status: 404,
    requests: [
      ['/'],
      ['/zoom'],
      ['/zoom/'],
      ['/zoom/users/me'],
      ['/zoom/v2/users'],
      ['/zoom/oauth/token'],
      ['/oauth/token'],
      ['/v2/phone/sms/sessions/demo'],
      ['/phone/sms/sessions/demo'],
      ['/ZOOM/phone/sms/sessions/demo'],
      ['/zoom/phone/sms/Sessions/demo'],
      [SESSIONS],
      [`${SESSIONS}/`],
      [`${SESSION}/`],
      [`${SESSION}/sync`],
      [`${SESSION}/messages/m`],
      [`${SESSIONS}//demo`],
      [`/zoom${SESSION}`],
      ['/zoom//phone/sms/sessions/demo'],
      ['/zoom//elsewhere.example/phone/sms/sessions/demo'],
      ['/zoom/@elsewhere.example/phone/sms/sessions/demo'],
      ['/zoom/http://elsewhere.example/phone/sms/sessions/demo'],
      [`${SESSION};jsessionid=1`],
      ['/zoom/attachments'],
      ['/zoom/attachments/'],
    ],
  },
  'dots that climb': {
    status: 404,
    requests: [
      [`${SESSIONS}/.`],
      [`${SESSIONS}/..`],
      [`${SESSIONS}/../../users/me`],
      [`${SESSIONS}/..;/users`],
      ['/zoom/../v2/phone/sms/sessions/demo'],
      [`${link}/../../phone/sms/numbers`],
    ],
  },
  'encoded dots and slashes': {
    status: 404,
    requests: [
      [`${SESSIONS}/%2e%2E`],
      [`${SESSIONS}/%2e%2e/%2e%2e/users/me`],
      [`${SESSIONS}/..%2f..%2fusers%2fme`],
      [`${SESSIONS}/%2e%2E%2Fusers`],
      [`${SESSIONS}/..%5Cusers`],
      [`${SESSIONS}/..%3b%2fusers`],
      [`${SESSION}%2F..%2F..%2Fusers`],
      [`${SESSION}%2F..`],
      [`${SESSION}%2fsync`],
      [`${SESSION}%2FSync`],
      [`${SESSION}%2f%2fsync`],
      [`${SESSION}%5csync`],
      [`${SESSION}%2Fmessages%2Fm`],
      [`${SESSION}%2Fsync%3Bx`],
      [`${SESSION}%2Fsync%3F`],
      [`${SESSION}%2Fsync%3Fa%3Db`],
      [`${SESSION}%2Fsync%23`],
      [`${SESSION}%2Fsync%20`],
      [`${SESSION}%2F%20sync`],
      [`${SESSION}%2Fsync%26a`],
      [`${SESSION}%2Fsync%2C`],
      [`${SESSION}%2Fsync.`],
      [`${SESSION}%2Fsync.json`],
      [`${SESSION}%2Fsync%25`],
      [`${SESSION}%2Fsync%25zz`],
      [`${SESSION}%2Fsync%C2%A0`],
      [`${SESSION}%2Fsync%E2%80%8B`],
      [`${SESSION}%2F%E2%80%8Bsync`],
      [`${SESSION}%2F%3Bsync`],
      [`${SESSION}%2FMESSAGES%3F`],
      [`${SESSION}%2F..%3B`],
      [`${SESSION}%2F..%20`],
      [`${SESSION}%2F..%3F`],
      [`${SESSION}%2F..%23`],
      [`${SESSIONS}/..%3F`],
      [`${SESSIONS}/..%20`],
      [`${SESSIONS}/%20..`],
      ['/zoom%2fphone%2fsms%2fsessions%2fdemo'],
      ['/zoom/%70hone/sms/sessions/demo'],
    ],
  },
  'double and deeper encoding': {
    status: 404,
    requests: [
      [`${SESSIONS}/%252e%252e%252fusers`],
      [`${SESSIONS}/%252e%252e`],
      [`${SESSIONS}/..%252fusers`],
      [`${SESSIONS}/%25252e%25252e%25252fusers`],
      [`${SESSIONS}/%252e%252e%252f%25zz`],
      [`${SESSION}%252fsync`],
      [`${SESSION}%252Fmessages%252Fm`],
      [`${SESSION}%250d%250aX-A:1`],
      [`${SESSION}%252Fsync%253F`],
      [`${SESSION}%252Fsync%2523`],
      [`${SESSION}%25252Fs%252579nc`],
      [`${SESSION}%255Csync`],
      [`${SESSION}%2500`],
      [`${SESSIONS}/..%253B`],
    ],
  },
  'letters that look like others': {
    status: 404,
    requests: [
      [`${SESSIONS}/%EF%BC%8E%EF%BC%8E`],
      [`${SESSION}%EF%BC%8Fsync`],
      [`${SESSION}%EF%BC%BCsync`],
      [`${SESSION}%2F%EF%BD%93%EF%BD%99%EF%BD%8E%EF%BD%83`],
      [`${SESSION}%EF%BC%852Fsync`],
    ],
  },
  'what is no encoding': {
    status: 404,
    requests: [
      [`${SESSIONS}/%`],
      [`${SESSIONS}/%zz`],
      [`${SESSIONS}/%c0%ae%c0%ae`],
      [`${SESSIONS}/%25c0%25ae%25c0%25ae%252fusers`],
      [`${SESSION}%25c0%25afsync`],
      [`${SESSIONS}/%ff`],
      [`${SESSIONS}/%ed%a0%80`],
      [`${SESSIONS}/%00`],
      [`${SESSION}%00.json`],
      [`${SESSIONS}/a@b`],
      [`${SESSIONS}/${'x'.repeat(513)}`],
    ],
  },
  'a backslash, which no server takes,': {
    status: 400,
    requests: [[`${SESSIONS}/..\\..\\users`], [`${SESSION}\\sync`]],
  },
  'another method': {
    status: 404,
    requests: ['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'].map((method) => [
      SESSION,
      { method },
    ]),
  },
  'a body': {
    status: 404,
    requests: [
      [SESSION, { headers: ['content-length: 1'], body: 'x' }],
      [SESSION, { headers: ['transfer-encoding: chunked'], body: '1\r\nx\r\n0\r\n\r\n' }],
      [
        SESSION,
        { headers: ['content-length: 40'], body: 'DELETE /v2/phone/sms/sessions/x HTTP/1.1' },
      ],
    ],
  },
  'a token in the query': {
    status: 404,
    requests: [
      [`${SESSION}?access_token=simulator-token`],
      [`${SESSION}?token=simulator-token`],
      [`${SESSION}?page_size=10&jwt=eyJ.eyJ.x`],
      [`${link}?access_token=simulator-token`],
      [`${link}?`.concat('jwt=x')],
    ],
  },
  'a query that is not documented, or not once': {
    status: 404,
    requests: [
      [`${SESSION}?page_size=10&page_size=99`],
      [`${SESSION}?from=2024-01-01&%66rom=2024-01-02&to=2024-01-03`],
      [`${SESSION}?session_type=all`],
      [`${SESSION}?page_size[]=10`],
      [`${SESSION}?Page_size=10`],
      [`${SESSION}?=1`],
      [`${SESSION}?__proto__=1`],
      [`${SESSION}?next_page_token=${'x'.repeat(4097)}`],
    ],
  },
  'lines in a query or an id': {
    status: 404,
    requests: [
      [`${SESSION}?from=2024-01-01%0d%0aX-Injected:%201`],
      [`${SESSION}?next_page_token=a%00b`],
      [`${SESSIONS}/demo%0d%0aHost:%20evil.example`],
      [`${SESSIONS}/demo%0aX: y`.replace(' ', '%20')],
    ],
  },
  'a page of another site': {
    status: 403,
    requests: [
      [SESSION, { headers: ['sec-fetch-site: cross-site'] }],
      [SESSION, { headers: ['sec-fetch-site: same-site'] }],
      [SESSION, { headers: ['sec-fetch-site: same-origin, cross-site'] }],
      [SESSION, { headers: ['origin: https://elsewhere.example'] }],
      [SESSION, { headers: ['origin: null'] }],
      [SESSION, { headers: ['origin: https://app.example.evil'] }],
      [SESSION, { headers: ['origin: https://elsewhere.example', 'sec-fetch-site: same-origin'] }],
      [link, { headers: ['sec-fetch-site: cross-site'] }],
    ],
  },
};

for (const [what, { status, requests }] of Object.entries(ATTACKS)) {
  for (const [path, more] of requests) {
    const shown = `${more?.method ?? 'GET'} ${path.slice(0, 80)} ${more?.headers ?? ''}`.trim();
    test(`${what} is refused and not forwarded: ${shown}`, async () => {
      const { status: answered, answer } = await askRaw(url, path, more);
      assert.deepEqual([answered, asked()], [status, []]);
      assert.doesNotMatch(answer, /simulator-secret|eyJ/);
      if (more?.body || more?.method) return;
      // The same without Node's server, which is not before the proxy everywhere.
      const headers = (more?.headers ?? []).map((line) => line.split(': '));
      const request = new Request(`https://app.example${path}`, {
        headers: /** @type {[string, string][]} */ (headers),
      });
      const response = await proxy(request);
      assert.deepEqual([response.status, asked()], [status === 400 ? 404 : status, []]);
    });
  }
}

test('a request smuggled with two lengths is not forwarded', async () => {
  const smuggled = 'GET /v2/users HTTP/1.1\r\nhost: x\r\n\r\n';
  for (const headers of [
    `content-length: ${smuggled.length}\r\ntransfer-encoding: chunked`,
    'content-length: 0\r\ncontent-length: 5',
    'transfer-encoding: chunked\r\ntransfer-encoding: identity',
  ]) {
    const bytes = `GET ${SESSION} HTTP/1.1\r\nhost: app.example\r\n${headers}\r\n\r\n0\r\n\r\n${smuggled}`;
    const { answer } = await sendRaw(url, bytes);
    assert.doesNotMatch(answer, /HTTP\/1\.1 200/);
  }
  assert.deepEqual(asked(), []);
});

test('lines within a header do not become headers', async () => {
  await sendRaw(
    url,
    `GET ${SESSION} HTTP/1.1\r\nhost: app.example\r\nx-a: b\rauthorization: Bearer mine\r\nconnection: close\r\n\r\n`,
  );
  await askRaw(url, SESSION, { headers: ['x-a: b\n authorization: Bearer mine'] });
  assert.ok(asked().every(({ headerNames }) => !headerNames.includes('x-a')));
});

test("nothing of a caller's request is forwarded: no cookie, token, hop or override", async () => {
  const script = await startScript(() => ({ body: '{"sms_histories":[]}' }));
  const { url } = await startProxy(script.options);
  const headers = [
    'authorization: Bearer the-callers',
    'proxy-authorization: Basic x',
    'cookie: session=secret',
    'x-http-method-override: DELETE',
    'x-method-override: DELETE',
    'x-forwarded-for: 10.0.0.1',
    'x-forwarded-host: evil.example',
    'x-original-url: /v2/users',
    'forwarded: for=10.0.0.1',
    'referer: https://app.example/?secret',
    'te: trailers',
    'keep-alive: timeout=5',
    'range: bytes=0-1',
    'if-none-match: "x"',
    'accept: text/html',
    'user-agent: somebody',
  ];
  const { status } = await askRaw(url, `${SESSIONS}/s?page_size=5`, { headers });
  assert.equal(status, 200);
  assert.equal(script.arrived.length, 1);
  const [{ method, url: path, headers: sent, body }] =
    /** @type {[import('./support.js').Arrived]} */ (script.arrived);
  assert.deepEqual([method, path, body], ['GET', '/v2/phone/sms/sessions/s?page_size=5', '']);
  const { authorization, accept, host, ...others } = sent;
  assert.deepEqual([authorization, accept], ['Bearer secret-token-0', 'application/json']);
  assert.equal(`http://${host}`, script.url);
  // What Node's fetch sends with any request.
  const usual = [
    'accept-encoding',
    'accept-language',
    'connection',
    'sec-fetch-mode',
    'user-agent',
  ];
  assert.deepEqual(Object.keys(others).sort(), usual);
  assert.equal(others['user-agent'], 'node');
});

test("only the body of Zoom's response comes back: no cookie, redirect, policy or server", async () => {
  const headers = {
    'set-cookie': ['zm_sid=secret', 'cred=secret'],
    'strict-transport-security': 'max-age=1',
    'access-control-allow-origin': '*',
    'access-control-allow-credentials': 'true',
    'content-security-policy': 'script-src *',
    'clear-site-data': '"*"',
    refresh: '0;url=https://evil.example',
    link: '<https://evil.example>; rel=preload',
    'service-worker-allowed': '/',
    'www-authenticate': 'Basic',
    server: 'zoom',
    'x-zm-trackingid': 'tracking',
    'x-ratelimit-remaining': '7',
    'retry-after': '2025-01-20T00:00:00Z',
  };
  const script = await startScript(() => ({ headers, body: '{"sms_histories":[]}' }));
  const { url } = await startProxy(script.options);
  const response = await fetch(`${url}${SESSIONS}/s`);
  const got = Object.fromEntries(response.headers);
  assert.equal(got['x-zm-trackingid'], 'tracking');
  assert.equal(got['x-ratelimit-remaining'], '7');
  assert.equal(got['retry-after'], 'Mon, 20 Jan 2025 00:00:00 GMT');
  assert.match(got['access-control-expose-headers'] ?? '', /x-zm-trackingid/);
  assert.equal(
    got['content-security-policy'],
    "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  );
  const passed = [
    'x-zm-trackingid',
    'x-ratelimit-remaining',
    'retry-after',
    'content-security-policy',
  ];
  for (const name of Object.keys(headers)) {
    if (!passed.includes(name)) assert.equal(got[name], undefined, name);
  }
});

test('a redirect of Zoom is not followed, and takes the token nowhere', async () => {
  const response = await fetch(`${url}${SESSIONS}/redirect`);
  assert.equal(response.status, 502);
  assert.equal(response.headers.get('location'), null);
  assert.deepEqual({ ...simulator.leaks }, { requests: 0, authorized: 0 });
});

test('an unknown path reveals nothing about Zoom', async () => {
  assert.ok(zoom.url);
  const text = await (await fetch(`${url}${SESSION}?page_size=100`)).text();
  // A handle is letters, digits, `-` and `_` at random: these have something else in them.
  assert.doesNotMatch(text, /eyJ[\w-]*\.|file\/download/);
  assert.ok(!text.includes(zoom.url));
});

test('a possible id arrives unchanged, whatever it contains', async () => {
  const script = await startScript(() => ({ body: '{"sms_histories":[]}' }));
  const own = await startProxy(script.options);
  for (const id of [
    ...['35ccd84704253f5f793d0a721c7fe655', 'sync', 'messages', 'a/b==', 'a//b', '/ab', 'a/.b'],
    ...['x/syncro', 'x/sync-1', 'x/sync_1', 'x/resync', 'a..b', '..b', '...', '.hidden', '100%'],
    ...['a?b', 'a;b', 'a#b', 'a b', 'a+b', '😀', 'ｉ'],
  ]) {
    const path = `${SESSIONS}/${encodeURIComponent(id)}`;
    const { status } = await fetch(own.url + path);
    assert.deepEqual([status, script.arrived.at(-1)?.url], [200, path.replace('/zoom/', '/v2/')]);
  }
});
