import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AuthenticationError, RateLimitError } from '../../pkg/inline.js';
import { ids, messagesOf, NOON, read, virtually } from './support.js';

/** @import { FaultName } from '../../simulator/fault-kinds.js' */

const ID = 'history-365';
const QUERY = { from: '2024-02-20', to: '2024-03-14' };
const MIDNIGHT = Date.UTC(2024, 2, 16);

/** How many requests are sent while a fault lasts, and the error after the last. */
const TABLE = /** @type {[FaultName, number, string][]} */ ([
  ...['408', '425', '500', '503', '504', '502-html'].map((kind) => [kind, 4, 'server']),
  ...['503-seconds', '503-http-date', '503-rfc850-date', '503-asctime-date'].map((kind) => [
    ...[kind, 4, 'server'],
  ]),
  ...['503-iso', '503-iso-offset', '503-iso-bare'].map((kind) => [kind, 4, 'server']),
  ...['429-qps', '429-concurrent'].map((kind) => [kind, 4, 'rate-limited']),
  ['429-daily', 1, 'rate-limited'],
  ...['cut-before', 'cut-inside', 'cut-after'].map((kind) => [kind, 4, 'network']),
  ['slow-body', 4, 'timeout'],
  ...['truncated', 'html', 'empty-body'].map((kind) => [kind, 2, 'decode']),
  ['revoked-token', 2, 'authentication'],
]);

for (const [kind, sent, name] of TABLE) {
  test(`${kind}: ${sent} request${sent > 1 ? 's' : ''}, then ${name}`, () =>
    virtually({ faults: [{ kind }] }, async ({ client, clock, simulator }) => {
      const { items, error } = await read(client().messages(ID, QUERY));
      assert.equal(error?.kind, name);
      assert.deepEqual(items, []);
      assert.equal(simulator.requests.length, sent);
      assert.equal(clock.pending, 0);
    }));
  if (sent === 1) continue;
  test(`${kind} once: the caller does not notice`, () =>
    virtually({ faults: [{ kind, times: 1 }] }, async ({ client, simulator, truth }) => {
      const { items, error } = await read(client().messages(ID, QUERY));
      assert.equal(error, undefined);
      assert.deepEqual(items, truth(ID, QUERY));
      assert.equal(simulator.requests.length, 2);
      assert.ok(simulator.requests.every(({ tooEarly }) => !tooEarly));
    }));
}

test('a failure that no retry can help is not retried', () =>
  virtually({}, async ({ client, simulator }) => {
    for (const [id, name] of [
      ...[
        ['error-7013', 'not-found'],
        ['error-2031', 'forbidden'],
        ['error-scope', 'missing-scope'],
      ],
      ...[
        ['error-400-range', 'invalid-request'],
        ['wrong-type', 'decode'],
        ['null-id', 'decode'],
      ],
      ...[['redirect', 'unexpected-status']],
    ]) {
      const before = simulator.requests.length;
      const { error } = await read(client().messages(id ?? '', QUERY));
      assert.equal(error?.kind, name);
      assert.equal(simulator.requests.length - before, 1, id);
    }
  }));

const NAMED = /** @type {const} */ ([
  ...['503-seconds', '503-http-date', '503-rfc850-date', '503-asctime-date'],
  ...['503-iso', '503-iso-offset', '503-iso-bare'],
]);
for (const kind of NAMED) {
  test(`${kind}: waits until the named time, and not much longer`, () =>
    virtually(
      {
        faults: [{ kind: /** @type {FaultName} */ (kind), times: 1, retryAfterS: 40 }],
        latencyMs: 300,
      },
      async ({ client, simulator }) => {
        const { error } = await read(client().messages(ID, QUERY));
        assert.equal(error, undefined);
        const [refused, again] = simulator.requests;
        const late = (again?.atMs ?? 0) - (refused?.retryAtMs ?? 0);
        assert.ok(0 <= late && late <= 1_500, `${late} ms after the named time`);
      },
    ));
}

for (const rateLimitHeaders of /** @type {const} */ ([
  ...['all', 'reset-only', 'retry-after-only', 'type-only', 'category-only', 'none'],
])) {
  test(`the per-second limit is respected after a 429, with headers ${rateLimitHeaders}`, () =>
    virtually(
      { rateLimit: { perSecond: 1, window: 'sliding' }, rateLimitHeaders },
      async ({ client, simulator, truth }) => {
        const query = { ...QUERY, page_size: 3 };
        const reader = client({ retry: { max: 10 } });
        const { items, error } = await read(reader.messages(ID, query));
        assert.equal(error, undefined);
        assert.deepEqual(items, truth(ID, query));
        assert.ok(simulator.requests.every(({ tooEarly }) => !tooEarly));
        assert.ok(simulator.requests.some(({ refusal }) => refusal === 'per-second'));
      },
    ));

  test(`the daily limit ends at once, with retryAt, with headers ${rateLimitHeaders}`, () =>
    virtually(
      { rateLimit: { perDay: 2 }, rateLimitHeaders },
      async ({ client, clock, simulator, truth }) => {
        const query = { ...QUERY, page_size: 5 };
        const { items, error } = await read(client().pages(ID, query));
        assert.ok(error instanceof RateLimitError);
        assert.equal(error.retryable, false);
        // Without a time: just after midnight, since clocks differ.
        const named = !['type-only', 'category-only', 'none'].includes(rateLimitHeaders);
        assert.equal(error.retryAt?.getTime(), named ? MIDNIGHT : MIDNIGHT + 2_000);
        assert.equal(clock.now, NOON, 'nothing was waited for');
        assert.equal(simulator.requests.length, 3);
        await clock.until(error.retryAt);
        const resume = error.checkpoint;
        simulator.set({ rateLimit: {} });
        const rest = await read(client().pages(ID, { ...query, resume }));
        assert.deepEqual(ids(messagesOf([...items, ...rest.items])), ids(truth(ID, query)));
        assert.ok(simulator.requests.every(({ tooEarly }) => !tooEarly));
      },
    ));
}

test('a wait longer than maxRetryWaitMs is left to the caller, with retryAt', () =>
  virtually({ faults: [{ kind: '503-seconds', retryAfterS: 10 }] }, async (world) => {
    const { client, clock, simulator } = world;
    const reader = client({ retry: { maxRetryWaitMs: 9_999 } });
    const { error } = await read(reader.messages(ID, QUERY));
    assert.equal(error?.kind, 'server');
    assert.equal(error?.retryAt?.getTime(), NOON + 10_000);
    assert.equal(simulator.requests.length, 1);
    assert.equal(clock.now, NOON);
  }));

test('waits double up to maxDelayMs, and max: 0 never retries', () =>
  virtually({ faults: [{ kind: '500' }] }, async ({ client, simulator }) => {
    Math.random = () => 1;
    const retry = { max: 5, baseDelayMs: 100, maxDelayMs: 450 };
    await read(client({ retry }).messages(ID, QUERY));
    const waits = simulator.requests.slice(1).map(({ atMs }, i) => {
      return atMs - (simulator.requests[i]?.atMs ?? 0);
    });
    assert.deepEqual(waits, [100, 200, 400, 450, 450]);
    const before = simulator.requests.length;
    await read(client({ retry: { max: 0 } }).messages(ID, QUERY));
    assert.equal(simulator.requests.length, before + 1);
  }));

test('a refused token is replaced once per request by its function', () =>
  virtually({ tokenLifetimeS: 60 }, async ({ client, clock, simulator, truth }) => {
    const query = { ...QUERY, page_size: 6 };
    /** @type {string[]} */
    const whys = [];
    const token = (/** @type {string} */ why) => {
      whys.push(why);
      return simulator.issueToken();
    };
    const { items, error } = await read(client({ token }).pages(ID, query), () =>
      clock.sleep(61_000),
    );
    assert.equal(error, undefined);
    assert.deepEqual(ids(messagesOf(items)), ids(truth(ID, query)));
    assert.deepEqual(whys, ['initial', ...items.slice(1).map(() => 'rejected')]);
  }));

test('a token that is refused again ends the history; so does a fixed one at once', () =>
  virtually({}, async ({ client, simulator }) => {
    let asked = 0;
    const token = () => {
      asked += 1;
      return 'simulator-token-expired';
    };
    const { error } = await read(client({ token }).messages(ID, QUERY));
    assert.ok(error instanceof AuthenticationError && error.checkpoint);
    assert.deepEqual([asked, simulator.requests.length], [2, 2]);
    const fixed = await read(client({ token: 'simulator-token-expired' }).messages(ID, QUERY));
    assert.ok(fixed.error instanceof AuthenticationError);
    assert.equal(simulator.requests.length, 3);
  }));

test('histories in flight share one refresh', () =>
  virtually({ latencyMs: { min: 10, max: 200 } }, async ({ client, clock, simulator, truth }) => {
    /** @type {string[]} */
    const whys = [];
    const reader = client({
      async token(why) {
        whys.push(why);
        await clock.sleep(50);
        return simulator.issueToken();
      },
    });
    const query = { ...QUERY, page_size: 5 };
    let refused = false;
    const sessions = ['a', 'b', 'c', 'd'].map((name) => `${ID}/${name}`);
    const read4 = sessions.map((id) =>
      read(reader.pages(id, query), () => {
        if (!refused) simulator.set({ faults: [{ kind: 'revoked-token', times: 1 }] });
        refused = true;
      }),
    );
    const results = await Promise.all(read4);
    for (const [i, { items, error }] of results.entries()) {
      assert.equal(error, undefined);
      const id = sessions[i] ?? '';
      assert.deepEqual(ids(messagesOf(items)), ids(truth(id, query)));
    }
    assert.deepEqual(whys, ['initial', 'rejected']);
  }));

test("a server that is down is not hammered: a client's retries have a budget", () =>
  virtually({ faults: [{ kind: '500' }] }, async ({ client, simulator }) => {
    const reader = client({ retry: { max: 100 } });
    await Promise.all(['a', 'b', 'c'].map((name) => read(reader.messages(`${ID}/${name}`, QUERY))));
    assert.ok(simulator.requests.length <= 3 + 20, `${simulator.requests.length} requests`);
  }));
