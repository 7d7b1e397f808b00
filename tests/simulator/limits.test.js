import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PRESETS } from '../../simulator/index.js';
import { ask, createClocked, NOW } from './support.js';

/** @param {string} token */
const bearing = (token) => ({ headers: { authorization: `Bearer ${token}` } });

/** @param {import('../../simulator/index.js').Simulator} simulator */
const last = (simulator) => simulator.requests.at(-1);

/**
 * @param {import('../../simulator/index.js').Simulator} simulator
 * @param {number} count
 */
async function statuses(simulator, count) {
  const all = [];
  for (let i = 0; i < count; i += 1) all.push((await ask(simulator, 'empty')).status);
  return all;
}

for (const plan of /** @type {const} */ (['pro', 'business'])) {
  for (const label of /** @type {const} */ (['light', 'medium', 'heavy'])) {
    test(`${plan} and ${label} allow as many requests a second as Zoom publishes`, async () => {
      const { simulator, clock } = createClocked({ rateLimit: { plan, label } });
      const { perSecond = 0, perDay } = PRESETS[plan][label];
      const first = await ask(simulator, 'empty');
      assert.equal(first.headers.get('x-ratelimit-limit'), String(perSecond));
      assert.equal(first.headers.get('x-ratelimit-category')?.toLowerCase(), label);
      assert.ok((await statuses(simulator, perSecond - 1)).every((status) => status === 200));
      assert.deepEqual(await statuses(simulator, 1), [429]);
      assert.equal(last(simulator)?.refusal, 'per-second');
      clock.time += 1000;
      assert.deepEqual(await statuses(simulator, 1), [200]);
      assert.equal(perDay, label === 'heavy' ? perSecond * 3000 : undefined);
    });
  }
}

test('a plan alone has the label of the endpoint, Medium, and numbers may have another', async () => {
  for (const [rateLimit, label, limit] of /** @type {const} */ ([
    [{}, 'Medium', '10'],
    [{ plan: 'pro' }, 'Medium', '10'],
    [{ plan: 'business' }, 'Medium', '20'],
    [{ perSecond: 3 }, 'Medium', '3'],
    [{ perSecond: 3, label: 'heavy' }, 'Heavy', '3'],
    [{ plan: 'business', label: 'heavy' }, 'Heavy', '10'],
  ])) {
    const { simulator } = createClocked({ rateLimit });
    const { headers } = await ask(simulator, 'empty');
    assert.equal(headers.get('x-ratelimit-category'), label);
    assert.equal(headers.get('x-ratelimit-limit'), limit);
  }
});

test('the limit is counted for each account', async () => {
  const { simulator } = createClocked({ rateLimit: { perDay: 1 } });
  const other = bearing(simulator.issueToken('simulator-account-2'));
  const same = bearing(simulator.issueToken());
  assert.equal((await ask(simulator, 'empty')).status, 200);
  assert.equal((await ask(simulator, 'empty', {}, same)).status, 429);
  assert.equal((await ask(simulator, 'empty', {}, other)).status, 200);
  assert.equal(last(simulator)?.account, 'simulator-account-2');
  assert.equal((await ask(simulator, 'empty', {}, other)).status, 429);
});

test('a token for another account can be asked for', async () => {
  const { simulator } = createClocked();
  /** @param {string} account */
  async function accountOfToken(account) {
    const query = `grant_type=account_credentials&account_id=${account}`;
    const response = await simulator.fetch(`https://simulator.example/oauth/token?${query}`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('simulator-client:simulator-secret')}` },
    });
    const { access_token } = await response.json();
    await ask(simulator, 'empty', {}, bearing(access_token));
    return last(simulator)?.account;
  }
  assert.equal(await accountOfToken('simulator-account-west'), 'simulator-account-west');
  assert.equal(await accountOfToken('somebody-else'), null);
});

test('a sliding second counts the past 1000 ms, wherever they began', async () => {
  const { simulator, clock } = createClocked({ rateLimit: { perSecond: 2, window: 'sliding' } });
  clock.time = NOW + 900;
  assert.deepEqual(await statuses(simulator, 1), [200]);
  clock.time = NOW + 950;
  assert.deepEqual(await statuses(simulator, 1), [200]);
  clock.time = NOW + 1899;
  assert.deepEqual(await statuses(simulator, 1), [429]);
  assert.equal(last(simulator)?.retryAtMs, NOW + 1900);
  clock.time = NOW + 1900;
  assert.deepEqual(await statuses(simulator, 2), [200, 429]);
});

test('more requests at once than allowed are refused without a hint', async () => {
  const { simulator } = createClocked({
    rateLimit: { concurrency: 2 },
    latencyMs: 1,
    sleep: () => new Promise((resolve) => setImmediate(resolve)),
  });
  const answers = await Promise.all([1, 2, 3].map(() => ask(simulator, 'empty')));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 429],
  );
  assert.equal(answers[2]?.body.message, 'Too many concurrent requests.');
  assert.equal(last(simulator)?.refusal, 'concurrency');
  assert.equal(last(simulator)?.retryAtMs, null);
  assert.deepEqual(await statuses(simulator, 1), [200]);
});

for (const [choice, names, qps, daily] of /** @type {const} */ ([
  ['all', ['category', 'type', 'limit', 'remaining', 'reset'], null, '2024-03-16T00:00:00Z'],
  ['none', [], null, null],
  ['type-only', ['type'], null, null],
  ['category-only', ['category'], null, null],
  ['reset-only', ['reset'], null, null],
  ['retry-after-only', [], '1', '2024-03-16T00:00:00Z'],
])) {
  test(`with rateLimitHeaders ${choice}, a refusal says so much`, async () => {
    for (const [rateLimit, retryAfter] of /** @type {const} */ ([
      [{ perSecond: 1 }, qps],
      [{ perDay: 1 }, daily],
    ])) {
      const { simulator } = createClocked({ rateLimit, rateLimitHeaders: choice });
      await ask(simulator, 'empty');
      const { status, headers } = await ask(simulator, 'empty');
      assert.equal(status, 429);
      const told = [...headers.keys()].filter((name) => name.startsWith('x-ratelimit-'));
      assert.deepEqual(told.sort(), names.map((name) => `x-ratelimit-${name}`).sort());
      assert.equal(headers.get('retry-after'), retryAfter);
    }
  });
}

test('the record tells which requests came before the moment the server had named', async () => {
  const { simulator, clock } = createClocked({ rateLimit: { perSecond: 1 } });
  await statuses(simulator, 2);
  assert.equal(last(simulator)?.retryAtMs, NOW + 1000);
  // The same again is too early at once; another one may have been sent before the answer came.
  await statuses(simulator, 1);
  assert.equal(last(simulator)?.tooEarly, true);
  await ask(simulator, 'demo');
  assert.equal(last(simulator)?.tooEarly, false);
  clock.time = NOW + 999;
  await ask(simulator, 'demo');
  assert.equal(last(simulator)?.tooEarly, true);
  const other = bearing(simulator.issueToken('simulator-account-2'));
  await ask(simulator, 'demo', {}, other);
  assert.equal(last(simulator)?.tooEarly, false);
  clock.time = NOW + 1000;
  await statuses(simulator, 1);
  assert.deepEqual([last(simulator)?.tooEarly, last(simulator)?.status], [false, 200]);
});

test('no request is too early for a time that no header has named', async () => {
  const { simulator } = createClocked({
    rateLimit: { perSecond: 1 },
    rateLimitHeaders: 'type-only',
  });
  await statuses(simulator, 3);
  assert.deepEqual(
    simulator.requests.map(({ status, tooEarly }) => [status, tooEarly]),
    [
      [200, false],
      [429, false],
      [429, false],
    ],
  );
  assert.equal(last(simulator)?.retryAtMs, NOW + 1000);
});

test('latency is waited for, as long as the seed says', async () => {
  /** @param {number} seed */
  async function waits(seed) {
    /** @type {number[]} */
    const slept = [];
    const sleep = async (/** @type {number} */ ms) => void slept.push(ms);
    const { simulator } = createClocked({ latencyMs: { min: 10, max: 500 }, sleep, seed });
    await statuses(simulator, 20);
    return slept;
  }
  const slept = await waits(1);
  assert.equal(slept.length, 20);
  assert.ok(slept.every((ms) => 10 <= ms && ms <= 500));
  assert.ok(new Set(slept).size > 10);
  assert.deepEqual(await waits(1), slept);
  assert.notDeepEqual(await waits(2), slept);
});

test('latency is in real time unless a test brings its own', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { simulator } = createClocked({ latencyMs: 60 });
  let isAnswered = false;
  const answer = ask(simulator, 'empty').then(() => {
    isAnswered = true;
  });
  const turns = async () => {
    for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  await turns();
  t.mock.timers.tick(59);
  await turns();
  assert.equal(isAnswered, false);
  t.mock.timers.tick(1);
  await answer;
});
