import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeServer } from '../../examples/proxy-node.mjs';
import { createZoomProxy } from '../../pkg/proxy.js';
import { CREDENTIALS, linksOf, listen, startProxy } from './support.js';

const { url } = await startProxy();
const [link = ''] = await linksOf(url);

const SESSIONS = '/zoom/phone/sms/sessions';
const SESSION = `${SESSIONS}/demo`;

test('without authorize every request is refused, and the response says why', async () => {
  // @ts-expect-error: types require it.
  const proxy = createZoomProxy({ ...CREDENTIALS, fetch: () => assert.fail('asked') });
  const bare = await listen(nodeServer(proxy));
  for (const path of [SESSION, link, '/anything']) {
    const response = await fetch(bare + path);
    assert.equal(response.status, 403);
    assert.match((await response.json()).message, /no `authorize` function/);
  }
});

/** What `authorize` may give or do, and what that is worth. @type {[string, () => unknown, number, string?][]} */
const ANSWERS = [
  ['true', () => true, 200],
  ['a caller', () => ({ caller: 'user-1' }), 200],
  ['a promise of true', async () => true, 200],
  ['false', () => false, 403],
  ['null', () => null, 403],
  ['nothing', () => undefined, 403],
  ['an empty text', () => '', 403],
  ['0', () => 0, 403],
  ['a promise of false', async () => false, 403],
  ['a text', () => 'no', 500],
  ['1', () => 1, 500],
  ['an empty object', () => ({}), 500],
  ['a caller without a name', () => ({ caller: '' }), 500],
  ['a caller that is a number', () => ({ caller: 1 }), 500],
  ['a response', () => new Response(null, { status: 401 }), 500],
  [
    'a throw',
    () => {
      throw new Error('SELECT secret FROM users');
    },
    500,
  ],
  ['a rejection', async () => Promise.reject(new Error('SELECT secret FROM users')), 500],
];
for (const [what, authorize, status] of ANSWERS) {
  test(`authorize returns ${what}: ${status}`, async () => {
    const own = await startProxy({ authorize: /** @type {() => boolean} */ (authorize) });
    const response = await fetch(`${own.url}${SESSION}`);
    const text = await response.text();
    assert.equal(response.status, status);
    assert.doesNotMatch(text, /SELECT/);
    assert.equal(own.simulator.requests.length > 0, status === 200);
    // The server hears what the page does not.
    assert.equal(own.errors.length, status === 500 ? 1 : 0);
  });
}

test('authorize receives the decoded session id, also for an attachment', async () => {
  /** @type {string[]} */
  const seen = [];
  const own = await startProxy({
    authorize: (request, { sessionId }) => {
      seen.push(sessionId);
      return request.headers.get('cookie') === 'user=1' && sessionId === 'odd/id ?#%✓';
    },
  });
  const id = 'odd%2Fid%20%3F%23%25%E2%9C%93';
  const cookies = { headers: { cookie: 'user=1' } };
  assert.equal((await fetch(`${own.url}${SESSIONS}/${id}`)).status, 403);
  assert.equal((await fetch(`${own.url}${SESSIONS}/demo`, cookies)).status, 403);
  const [file = ''] = await linksOf(own.url, id, cookies);
  assert.equal((await fetch(own.url + file)).status, 403);
  assert.equal((await fetch(own.url + file, cookies)).status, 200);
  assert.deepEqual(seen, ['odd/id ?#%✓', 'demo', ...Array(3).fill('odd/id ?#%✓')]);
});
