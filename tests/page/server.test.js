import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as createRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { serveDashboard, startWorld, YEAR } from './world.js';

const world = await startWorld();
const { host, origin } = new URL(world.url);
const SESSION = `/zoom/v2/phone/sms/sessions/history-1000?from=${YEAR.from}&to=${YEAR.from}`;
const DEMO = '/zoom/v2/phone/sms/sessions/seed';

/**
 * Unlike `fetch`, it sends any header, and the path unchanged.
 * @param {string} path
 * @param {Record<string, string>} [headers]
 * @param {string} [method]
 */
async function ask(path, headers = {}, method = 'GET') {
  const request = createRequest(world.url, { path, method, headers });
  request.end();
  const [response] = /** @type {[import('node:http').IncomingMessage]} */ (
    await once(request, 'response')
  );
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

test('the page gets messages without its own token, and no secret link', async () => {
  const { status, body } = await ask(DEMO, { origin, 'sec-fetch-site': 'same-origin' });
  assert.equal(status, 200);
  assert.match(body, /"download_url":"\/zoom\/v2\/attachments\//);
  // A handle is letters, digits, `-` and `_` at random: these have something else in them.
  assert.doesNotMatch(body, /jwt=|eyJ[\w-]*\.|file\/download/);
});

test('the page lists the sessions of the account and of a user', async () => {
  for (const path of ['phone/sms/sessions', 'phone/users/maya%40simulator.example/sms/sessions']) {
    const { status, body } = await ask(`/zoom/v2/${path}?session_type=all`, { origin });
    assert.equal(status, 200, path);
    assert.ok(JSON.parse(body).sms_sessions.length > 0, path);
  }
});

test('requests from another site, or for another host name, are refused', async () => {
  const before = world.simulator.requests.length;
  const elsewhere = 'http://elsewhere.example';
  assert.equal((await ask(DEMO, { origin: elsewhere })).status, 403);
  assert.equal((await ask(DEMO, { 'sec-fetch-site': 'cross-site' })).status, 403);
  assert.equal((await ask(DEMO, { host: 'elsewhere.example', origin: elsewhere })).status, 403);
  assert.equal((await ask(SESSION, {}, 'POST')).status, 404);
  for (const path of ['users/me', 'phone/sms/sessions/..%2Fusers', 'phone/sms/sessions/s/sync']) {
    assert.equal((await ask(`/zoom/v2/${path}`)).status, 404);
  }
  assert.equal(world.simulator.requests.length, before);
});

test('the page cannot be framed, and runs only its own scripts', async () => {
  const { headers, body } = await ask('/');
  assert.equal(headers['x-frame-options'], 'DENY');
  assert.match(body, /Content-Security-Policy/);
  assert.match(body, /script-src 'self' 'wasm-unsafe-eval'/);
});

test('the server tells the page its data source, and no secret', async () => {
  const { body } = await ask('/dashboard.json', { host });
  const facts = JSON.parse(body);
  assert.equal(facts.source, 'simulator');
  assert.doesNotMatch(body, /secret|client/i);
});

test('connection errors to Zoom appear in the terminal, not on the page', async (t) => {
  // No server listens there.
  const { url } = await serveDashboard('http://127.0.0.1:9');
  const said = t.mock.method(console, 'error', () => {});
  const response = await fetch(url + DEMO.slice(1));
  assert.equal(response.status, 502);
  assert.match((await response.json()).message, /no access token/);
  assert.match(String(said.mock.calls[0]?.arguments), /could not be reached.*\(TypeError/);
});
