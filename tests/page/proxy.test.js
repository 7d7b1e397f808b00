import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as createRequest, createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, beforeEach, test } from 'node:test';
import { startServers } from './support.js';

/** What arrived where the real Zoom would be. @type {object[]} */
const arrived = [];
const target = createServer(async (request, response) => {
  const { method, url, headers } = request;
  arrived.push({ method, url, headers, body: await text(request) });
  response.writeHead(429, { 'x-zm-trackingid': 'of-the-target' }).end('{"code":429}');
});
target.listen(0, '127.0.0.1');
await once(target, 'listening');
after(() => target.close());

const { port } = /** @type {import('node:net').AddressInfo} */ (target.address());
const servers = await startServers(`http://127.0.0.1:${port}`, 'the-real-token');

beforeEach(() => {
  arrived.length = 0;
});

/** @typedef {{ path?: string, method?: string, headers?: Record<string, string>, body?: string }} Sent */

const SESSIONS = '/zoom/v2/phone/sms/sessions';
const SESSION = `${SESSIONS}/s`;

/**
 * Unlike `fetch`, it sends a path as it is and any header.
 * @param {string} server
 * @param {Sent} [sent]
 */
async function ask(server, { path = SESSION, method = 'GET', headers = {}, body } = {}) {
  const request = createRequest(server, { path, method, headers });
  request.end(body);
  const [response] = /** @type {[import('node:http').IncomingMessage]} */ (
    await once(request, 'response')
  );
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

const arrivedUrls = () => arrived.map((request) => Reflect.get(request, 'url'));

/** @type {{ status: number, sentence: string, requests: Sent[] }[]} */
const REFUSED = [
  {
    status: 405,
    sentence: 'Only GET, without a body, is passed on to Zoom.',
    requests: [
      ...['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'].map((method) => ({ method })),
      { method: 'POST', path: '/zoom/v2/phone/sms/messages', body: '{}' },
      // What is in the body would be the next request to the target.
      { headers: { 'content-length': '25' }, body: 'DELETE /v2/x HTTP/1.1\r\n\r\n' },
      { headers: { 'transfer-encoding': 'chunked' }, body: 'x' },
    ],
  },
  // An answer to HEAD has no body, and so no sentence.
  { status: 405, sentence: '', requests: [{ method: 'HEAD' }] },
  {
    status: 403,
    sentence: 'Only what this page itself asks for is passed on to Zoom.',
    requests: [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'same-origin, cross-site' },
      { origin: 'https://elsewhere.example' },
      { origin: 'http://localhost:1' },
      { origin: 'null' },
      { origin: 'https://elsewhere.example', 'sec-fetch-site': 'same-origin' },
    ].map((headers) => ({ headers })),
  },
  {
    status: 404,
    sentence: 'Only SMS sessions are passed on to Zoom.',
    requests: [
      '/zoom/',
      '/zoom/v2/users/me',
      '/zoom/V2/phone/sms/sessions/s',
      SESSIONS,
      `${SESSIONS}/`,
      `${SESSIONS}/?from=${SESSION}`,
      `${SESSION}/`,
      `${SESSION}/sync`,
      `${SESSION}/messages/m`,
      `${SESSIONS}//s`,
      `/zoom${SESSION}`,
      '/zoom//v2/phone/sms/sessions/s',
      '/zoom//elsewhere.example/v2/phone/sms/sessions/s',
      '/zoom/\\elsewhere.example/v2/phone/sms/sessions/s',
      '/zoom/@elsewhere.example/v2/phone/sms/sessions/s',
      '/zoom/http://elsewhere.example/v2/phone/sms/sessions/s',
      '/zoom/../v2/phone/sms/sessions/s',
      `${SESSIONS}/.`,
      `${SESSIONS}/..`,
      `${SESSIONS}/%2e%2E`,
      `${SESSIONS}/../../users/me`,
      `${SESSION}/../../messages`,
      `${SESSIONS}/%2e%2e/%2e%2e/users/me`,
      `${SESSIONS}/..\\..\\users`,
      `${SESSIONS}/..%2f..%2fusers%2fme`,
      `${SESSIONS}/%2e%2E%2Fusers`,
      `${SESSIONS}/..%5Cusers`,
      `${SESSION}%2F..%2F..%2Fusers`,
      `${SESSION}%2F..`,
      `${SESSIONS}/..;`,
      `${SESSIONS}/..;/users`,
      `${SESSIONS}/%zz`,
    ].map((path) => ({ path })),
  },
];

for (const [how, server] of Object.entries(servers)) {
  const { host, origin } = new URL(server);

  test(`${how}: a GET arrives with the server's token and nothing else of the caller's`, async () => {
    const headers = {
      origin,
      'sec-fetch-site': 'same-origin',
      authorization: "Bearer the-caller's",
      cookie: 'session=of-another-server',
      referer: server,
      'x-http-method-override': 'DELETE',
      'x-anything': 'else',
    };
    const path = '/v2/phone/sms/sessions/s?from=2024-01-01&next_page_token=a%2Fb%3D';
    const answer = await ask(server, { path: `/zoom${path}`, headers });
    assert.deepEqual([answer.status, answer.body], [429, '{"code":429}']);
    assert.equal(answer.headers['x-zm-trackingid'], 'of-the-target');
    assert.deepEqual(arrived, [
      {
        method: 'GET',
        url: path,
        headers: {
          accept: 'application/json',
          authorization: 'Bearer the-real-token',
          host: `127.0.0.1:${port}`,
          connection: 'close',
        },
        body: '',
      },
    ]);
  });

  test(`${how}: an id arrives as it was encoded`, async () => {
    const ids = [
      'odd%2Fid%20%3F%23%25%E2%9C%93',
      'a.b',
      '..a',
      '...',
      'a%2F.b%2f..c',
      '%252e%252e',
    ];
    for (const id of ids) await ask(server, { path: `${SESSIONS}/${id}` });
    assert.deepEqual(
      arrivedUrls(),
      ids.map((id) => `/v2/phone/sms/sessions/${id}`),
    );
  });

  test(`${how}: what is in the address bar, or of no browser, arrives too`, async () => {
    const none = { 'sec-fetch-site': 'none' };
    assert.equal((await ask(server, { headers: none })).status, 429);
    assert.equal((await ask(server)).status, 429);
    assert.equal(arrived.length, 2);
  });

  test(`${how}: dots that lead back to a session are gone before they are sent`, async () => {
    await ask(server, { path: `${SESSIONS}/x/../s?to=%2e%2e/..` });
    await ask(server, { path: '/zoom/v2/../v2/phone/./sms/sessions/s' });
    assert.deepEqual(arrivedUrls(), [
      '/v2/phone/sms/sessions/s?to=%2e%2e/..',
      '/v2/phone/sms/sessions/s',
    ]);
  });

  for (const { status, sentence, requests } of REFUSED) {
    for (const sent of requests) {
      test(`${how}: ${JSON.stringify(sent)} is refused and does not arrive`, async () => {
        const answer = await ask(server, sent);
        assert.deepEqual([answer.status, answer.body, arrived], [status, sentence, []]);
      });
    }
  }

  test(`${how}: what Vite itself answers does not arrive either`, async () => {
    const preflight = {
      origin: 'http://localhost:1',
      'access-control-request-method': 'DELETE',
      'access-control-request-headers': 'authorization',
    };
    await ask(server, { method: 'OPTIONS', headers: preflight });
    for (const path of [`http://${host}${SESSION}`, `/x/..${SESSION}`, `/%7a${SESSION.slice(2)}`]) {
      await ask(server, { path });
    }
    // A name that some site lets point to this machine.
    const rebound = { host: 'elsewhere.example', origin: 'http://elsewhere.example' };
    assert.equal((await ask(server, { headers: rebound })).status, 403);
    assert.deepEqual(arrived, []);
  });
}
