import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSimulator } from '../../simulator/index.js';
import { ask, createClocked, createRequest, DAY, NOW, readMessages } from './support.js';

const PREFLIGHT = {
  method: 'OPTIONS',
  headers: {
    origin: 'https://app.example',
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'authorization',
  },
};

test('every answer is JSON with a tracking id and the headers of the rate limit', async () => {
  const { simulator } = createClocked();
  const trackingIds = new Set();
  const requests = [
    createRequest('demo'),
    createRequest('nobody'),
    createRequest('demo', { page_size: 0 }),
    createRequest('demo', {}, { headers: {} }),
    createRequest('error-429-qps'),
    createRequest('error-500'),
    new Request('https://simulator.example/oauth/token', { method: 'POST' }),
    new Request('https://simulator.example/elsewhere'),
  ];
  for (const request of requests) {
    const { headers } = await simulator.fetch(request);
    assert.match(headers.get('content-type') ?? '', /^application\/json/);
    assert.equal(headers.get('x-ratelimit-category'), 'Medium');
    assert.equal(headers.get('x-ratelimit-type'), 'QPS');
    assert.match(headers.get('x-ratelimit-limit') ?? '', /^\d+$/);
    assert.match(headers.get('x-ratelimit-remaining') ?? '', /^\d+$/);
    trackingIds.add(headers.get('x-zm-trackingid'));
  }
  assert.equal(trackingIds.size, requests.length);
  assert.ok(!trackingIds.has(null));
});

test('a path outside the API is 404 with code 2300', async () => {
  const { simulator } = createClocked();
  for (const path of ['/', '/v2', '/v2/phone/sms/sessions/', '/v1/phone/sms/sessions/demo']) {
    const response = await simulator.fetch(`https://simulator.example${path}`);
    assert.deepEqual([response.status, (await response.json()).code], [404, 2300], path);
  }
});

test('a browser of another origin may send its token and read the headers', async () => {
  const { simulator } = createClocked();
  const preflight = await simulator.fetch(createRequest('demo', {}, PREFLIGHT));
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
  assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /authorization/);

  const { headers } = await ask(simulator, 'error-429-daily');
  assert.equal(headers.get('access-control-allow-origin'), '*');
  const exposed = headers.get('access-control-expose-headers')?.split(',') ?? [];
  for (const name of [
    'x-zm-trackingid',
    'x-ratelimit-type',
    'x-ratelimit-remaining',
    'x-ratelimit-reset',
    'retry-after',
  ]) {
    assert.ok(exposed.includes(name), name);
    assert.ok(headers.has(name), name);
  }
});

test('browsers of other origins can be kept out, as Zoom does', async () => {
  const { simulator } = createClocked({ cors: false });
  const preflight = await simulator.fetch(createRequest('demo', {}, PREFLIGHT));
  assert.equal(preflight.ok, false);
  const { status, headers } = await ask(simulator, 'demo');
  assert.equal(status, 200);
  for (const { headers: sent } of [preflight, { headers }]) {
    assert.ok(![...sent.keys()].some((name) => name.startsWith('access-control-')));
  }
});

test('requests are unlimited unless a limit is set', async () => {
  const { simulator } = createClocked();
  for (let i = 0; i < 200; i += 1) {
    assert.equal((await ask(simulator, 'empty')).status, 200);
  }
});

test('a per-second limit refuses without Retry-After, and is over the second after', async () => {
  const { simulator, clock } = createClocked({ rateLimit: { perSecond: 2 } });
  const first = await ask(simulator, 'empty');
  assert.equal(first.headers.get('x-ratelimit-limit'), '2');
  assert.equal(first.headers.get('x-ratelimit-remaining'), '1');
  assert.equal((await ask(simulator, 'empty')).headers.get('x-ratelimit-remaining'), '0');

  const refused = await ask(simulator, 'empty');
  assert.equal(refused.status, 429);
  assert.equal(refused.body.code, 429);
  assert.match(refused.body.message, /maximum per-second rate limit/);
  assert.equal(refused.headers.get('x-ratelimit-type'), 'QPS');
  assert.equal(refused.headers.get('x-ratelimit-remaining'), '0');
  assert.equal(refused.headers.get('x-ratelimit-reset'), String(NOW / 1000 + 1));
  assert.equal(refused.headers.get('retry-after'), null);

  clock.time += 1000;
  assert.equal((await ask(simulator, 'empty')).status, 200);
});

test('a daily limit refuses until midnight UTC, in ISO 8601', async () => {
  const { simulator, clock } = createClocked({ rateLimit: { perDay: 2 } });
  await ask(simulator, 'empty');
  await ask(simulator, 'empty');
  const refused = await ask(simulator, 'empty');
  assert.equal(refused.status, 429);
  assert.match(refused.body.message, /maximum daily rate limit/);
  assert.equal(refused.headers.get('x-ratelimit-type'), 'Daily-limit');
  assert.equal(refused.headers.get('x-ratelimit-reset'), String(Date.UTC(2024, 2, 16) / 1000));
  assert.equal(refused.headers.get('retry-after'), '2024-03-16T00:00:00Z');

  clock.time = Date.UTC(2024, 2, 16) - 1;
  assert.equal((await ask(simulator, 'empty')).status, 429);
  clock.time += 1;
  assert.equal((await ask(simulator, 'empty')).status, 200);
});

test('what is refused, or not of the API, does not count against the limit', async () => {
  const { simulator } = createClocked({ rateLimit: { perDay: 2, perSecond: 2 } });
  for (let i = 0; i < 5; i += 1) {
    await ask(simulator, 'empty', {}, { headers: {} });
    await simulator.fetch(createRequest('empty', {}, PREFLIGHT));
  }
  assert.equal((await ask(simulator, 'empty')).status, 200);
});

test('the requests are on record, without a token among them', async () => {
  const { simulator } = createClocked();
  await ask(simulator, 'odd/id ?#%✓', { page_size: 5 });
  await simulator.fetch('https://simulator.example/leak', { headers: { 'X-Test': 'secret' } });
  const result = { atMs: NOW, status: 200, fault: null, refusal: null, retryAtMs: null };
  assert.deepEqual(simulator.requests, [
    {
      ...result,
      tooEarly: false,
      endpoint: 'session',
      account: 'simulator-account',
      method: 'GET',
      path: '/v2/phone/sms/sessions/odd%2Fid%20%3F%23%25%E2%9C%93',
      query: 'page_size=5',
      headerNames: ['authorization'],
      authorized: true,
    },
    {
      ...result,
      tooEarly: false,
      endpoint: null,
      account: null,
      method: 'GET',
      path: '/leak',
      query: '',
      headerNames: ['x-test'],
      authorized: false,
    },
  ]);
  assert.doesNotMatch(JSON.stringify(simulator.requests), /simulator-token|secret/);
});

test('the record forgets the oldest request beyond ten thousand', async () => {
  const { simulator } = createClocked();
  for (let i = 0; i <= 10_000; i += 1) {
    await simulator.fetch(`https://simulator.example/elsewhere?${i}`);
  }
  assert.equal(simulator.requests.length, 10_000);
  assert.equal(simulator.requests[0]?.query, '1');
});

test('an aborted request is rejected with the reason, like that of a network', async () => {
  const { simulator } = createClocked();
  const reason = new Error('enough');
  const request = createRequest('demo', {}, { signal: AbortSignal.abort(reason) });
  await assert.rejects(simulator.fetch(request), reason);
});

test('lists stay the same beyond midnight', async () => {
  const { simulator, clock } = createClocked();
  const range = { from: '2024-01-01', to: '2024-01-31' };
  const before = await readMessages(simulator, 'history-365', range);
  clock.time = NOW + DAY;
  assert.deepEqual(await readMessages(simulator, 'history-365', range), before);
});

test('without a clock of the test the real one is used', async () => {
  const simulator = createSimulator();
  const last = simulator.groundTruth('demo').at(-1)?.date_time ?? '';
  const age = Date.now() - Date.parse(last);
  assert.ok(0 < age && age < 3 * DAY);
  assert.equal((await ask(simulator, 'demo')).body.sms_histories.length, 30);
});
