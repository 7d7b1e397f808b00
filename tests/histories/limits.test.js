import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidRequestError, RateLimitError, SmsClient } from '../../pkg/inline.js';
import { ids, messagesOf, NOON, read, virtually } from './support.js';

/** @import { SmsHistoriesStep, SmsRateLimit, SmsRateLimiter } from '../../pkg/inline.js' */

const ID = 'history-365';
const QUERY = { from: '2024-02-16', to: '2024-03-14' };
const SESSIONS = Array.from({ length: 12 }, (_, i) => `history-100/${i}`);

const PER_SECOND = 'You have reached the maximum per-second rate limit for this API.';
const DAILY = 'You have reached the maximum daily rate limit for this API.';

/** @param {string} message @param {HeadersInit} [headers] */
const refusal = (message, headers = {}) =>
  Response.json({ code: 429, message }, { status: 429, headers });

/** Every way to send requests without a limiter of the package. */
const UNLIMITED = /** @type {[string, SmsRateLimiter | false][]} */ ([
  ['without a limiter', false],
  ["with the caller's limiter", { acquire: async () => {} }],
]);
/** @type {[string, SmsRateLimit | SmsRateLimiter | false][]} */
const EVERY = [...UNLIMITED, ['with the shared limiter', { perSecond: 1_000 }]];

/** A limiter is shared by its key: this world's time is not another's. */
let keys = 0;
/** @param {SmsRateLimit | SmsRateLimiter | false} rateLimit */
const own = (rateLimit) => {
  keys += 1;
  return rateLimit === false || 'acquire' in rateLimit
    ? rateLimit
    : /** @type {SmsRateLimit} */ ({ ...rateLimit, key: `limits ${keys}` });
};

/** @param {AsyncIterable<SmsHistoriesStep>} steps */
async function errorsOf(steps) {
  const { items } = await read(steps);
  return items.flatMap(({ error }) => error ?? []);
}

test('requests waiting for a token hold no turn, and do not burst when it arrives', () =>
  virtually(
    { rateLimit: { plan: 'pro', label: 'heavy' } },
    async ({ client, clock, simulator }) => {
      const token = async () => {
        await clock.sleep(5_000);
        return simulator.issueToken();
      };
      const reader = client({ token, rateLimit: own({ plan: 'pro', label: 'heavy' }) });
      const steps = reader.histories(SESSIONS, QUERY, { concurrency: 12 });
      assert.deepEqual(await errorsOf(steps), []);
      assert.equal(simulator.requests.length, SESSIONS.length);
      assert.ok(simulator.requests.every(({ refusal }) => refusal === null));
      assert.equal(simulator.requests[0]?.atMs, NOON + 5_000);
    },
  ));

test('a token that was refused while its request waited for a turn is not sent', () =>
  virtually({ latencyMs: 10 }, async ({ client, clock, simulator }) => {
    let tokens = 0;
    const token = async (/** @type {string} */ why) => {
      tokens += 1;
      // The turns of the others come meanwhile.
      if (why === 'rejected') await clock.sleep(2_500);
      return simulator.issueToken();
    };
    simulator.set({ faults: [{ kind: 'revoked-token', times: 1 }] });
    const reader = client({ token, rateLimit: own({ perSecond: 1 }) });
    assert.deepEqual(await errorsOf(reader.histories(SESSIONS.slice(0, 4), QUERY)), []);
    assert.equal(tokens, 2);
    const refused = simulator.requests.filter(({ status }) => status === 401);
    assert.equal(refused.length, 1);
  }));

for (const [how, rateLimit] of EVERY) {
  test(`${how}, no session sends before the time named to another, however long`, () =>
    virtually({ latencyMs: 20 }, async ({ client, clock, simulator }) => {
      /** @type {number[]} */
      const sent = [];
      const fetch = async (/** @type {Request} */ request) => {
        sent.push(clock.now - NOON);
        if (sent.length !== 3) return simulator.fetch(request);
        return refusal(PER_SECOND, { 'Retry-After': '300', 'X-RateLimit-Type': 'QPS' });
      };
      const retry = { maxRetryWaitMs: 600_000 };
      const reader = client({ fetch, retry, rateLimit: own(rateLimit) });
      const query = { ...QUERY, page_size: 10 };
      const steps = reader.histories(['history-365/a', 'history-365/b', 'history-365/c'], query);
      assert.deepEqual(await errorsOf(steps), []);
      const after = sent.slice(3).filter((ms) => ms > 20);
      assert.ok(after.length > 3);
      assert.ok(Math.min(...after) >= 300_000, `${Math.min(...after)} ms`);
      assert.ok(Math.min(...after) <= 301_000, `${Math.min(...after)} ms`);
    }));

  test(`${how}, a named time too far away ends every session at once`, () =>
    virtually({}, async ({ client, clock }) => {
      let sent = 0;
      const fetch = async () => {
        sent += 1;
        return refusal(PER_SECOND, { 'Retry-After': String(49 * 3_600) });
      };
      const reader = client({ fetch, rateLimit: own(rateLimit) });
      const errors = await errorsOf(reader.histories(SESSIONS, QUERY, { concurrency: 1 }));
      assert.equal(errors.length, SESSIONS.length);
      assert.equal(sent, 1);
      assert.equal(clock.now, NOON);
      for (const error of errors) {
        assert.ok(error instanceof RateLimitError);
        assert.equal(error.retryAt?.getTime(), NOON + 49 * 3_600_000);
      }
      assert.match(errors[0]?.message ?? '', /Try again at 2024-03-17T13:00:00Z/);
    }));

  test(`${how}, after a daily limit no other session sends: each ends with the same time`, () =>
    virtually({ rateLimit: { perDay: 5 } }, async ({ client, clock, simulator }) => {
      const reader = client({ rateLimit: own(rateLimit) });
      const errors = await errorsOf(reader.histories(SESSIONS, QUERY, { concurrency: 2 }));
      assert.equal(errors.length, SESSIONS.length - 5);
      assert.ok(simulator.requests.length <= 7, `${simulator.requests.length} requests`);
      for (const { kind, retryAt, retryable } of errors) {
        const told = [kind, retryAt?.getTime(), retryable];
        assert.deepEqual(told, ['rate-limited', Date.UTC(2024, 2, 16), false]);
      }
      assert.equal(clock.now - NOON < 60_000, true);
    }));
}

test("the server's refusals and the local count agree on when to retry", () =>
  virtually({}, async ({ client, clock, simulator }) => {
    for (const now of [NOON, Date.UTC(2024, 2, 16, 0, 0, 10)]) {
      await clock.until(new Date(now));
      let sent = 0;
      const fetch = async (/** @type {Request} */ request) => {
        sent += 1;
        return sent === 1 ? refusal(DAILY) : simulator.fetch(request);
      };
      const reader = client({ fetch, rateLimit: own({ perSecond: 5 }) });
      const first = await read(reader.messages(ID, QUERY));
      const second = await read(reader.messages(ID, QUERY));
      assert.equal(sent, 1);
      assert.ok(first.error?.retryAt);
      assert.deepEqual(second.error?.retryAt, first.error.retryAt);
      const named = first.error.retryAt.toISOString().replace('.000Z', 'Z');
      assert.ok(first.error.message.includes(named), first.error.message);
      await clock.until(first.error.retryAt);
      const third = await read(reader.messages(ID, QUERY));
      assert.equal(third.error, undefined);
    }
  }));

test("named times are read by the server's clock", () =>
  virtually({}, async ({ client, clock, simulator }) => {
    for (const aheadS of [-3_600, -10, 0, 10, 3_600]) {
      const start = Math.ceil(clock.now / 1_000) * 1_000;
      await clock.until(new Date(start));
      const at = (/** @type {number} */ s) => new Date(start + (aheadS + s) * 1_000).toUTCString();
      /** @type {number[]} */
      const sent = [];
      const fetch = async (/** @type {Request} */ request) => {
        sent.push(clock.now - start);
        if (sent.length > 1) return simulator.fetch(request);
        return new Response('{}', { status: 503, headers: { Date: at(0), 'Retry-After': at(5) } });
      };
      const { error } = await read(client({ fetch }).messages(ID, QUERY));
      assert.equal(error, undefined);
      const [, again = 0] = sent;
      assert.ok(5_000 <= again && again <= 5_500, `${aheadS} s ahead: ${again} ms`);
    }
  }));

test('per-second 429s are limited only by max, other failures also by the budget', () =>
  virtually(
    { rateLimit: { perSecond: 1, window: 'sliding' }, latencyMs: 50 },
    async ({ client, simulator }) => {
      const reader = client({ retry: { max: 100 } });
      const sessions = Array.from({ length: 30 }, (_, i) => `history-20/${i}`);
      const errors = await errorsOf(reader.histories(sessions, QUERY, { concurrency: 30 }));
      assert.deepEqual(errors, []);
      const refused = simulator.requests.filter(({ refusal }) => refusal === 'per-second');
      assert.ok(refused.length > 20, `${refused.length} refusals`);
    },
  ));

test('successes earn retries back: a flaky server is read to the end', () =>
  virtually({}, async ({ client, simulator, truth }) => {
    let sent = 0;
    const fetch = async (/** @type {Request} */ request) => {
      sent += 1;
      return sent % 3 === 0 ? new Response('', { status: 500 }) : simulator.fetch(request);
    };
    const query = { from: '2023-04-01', to: '2024-03-14', page_size: 3 };
    const { items, error } = await read(client({ fetch }).pages(ID, query));
    assert.equal(error, undefined);
    assert.ok(sent > 100);
    assert.deepEqual(ids(messagesOf(items)), ids(truth(ID, query)));
  }));

test('a failure and a broken body are retried independently', () =>
  virtually({ faults: [{ kind: '500', times: 2 }] }, async ({ client, simulator, truth }) => {
    simulator.set({
      faults: [
        { kind: '500', times: 2 },
        { kind: 'html', times: 1 },
        { kind: '503', times: 1 },
      ],
    });
    const { items, error } = await read(client().messages(ID, QUERY));
    assert.equal(error, undefined);
    assert.deepEqual(ids(items), ids(truth(ID, QUERY)));
    assert.equal(simulator.requests.length, 5);
  }));

test('an abandoned wait leaves the queue, and those behind it continue', () =>
  virtually({ latencyMs: 100 }, async ({ client, clock, truth }) => {
    const reader = client({ rateLimit: own({ perSecond: 0.5, concurrency: 1 }) });
    const query = { ...QUERY, page_size: 10 };
    const first = read(reader.pages(`${ID}/a`, query));
    const late = await read(reader.pages(`${ID}/b`, { ...query, deadlineMs: 1_000 }));
    assert.equal(late.error?.kind, 'timeout');
    assert.equal(clock.now, NOON + 1_000);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 500);
    const { signal } = controller;
    const aborted = await read(reader.pages(`${ID}/c`, { ...query, signal }));
    assert.equal(aborted.error?.kind, 'aborted');
    const { items, error } = await first;
    assert.equal(error, undefined);
    assert.deepEqual(ids(messagesOf(items)), ids(truth(`${ID}/a`, query)));
    assert.equal(clock.pending, 0);
  }));

test('sent requests count even after their client is gone', async () => {
  const count = /** @type {() => Promise<number>} */ (
    () =>
      virtually({}, async ({ client, simulator }) => {
        const rateLimit = { perSecond: 1_000, perDay: 3, key: 'forgotten' };
        await read(client({ rateLimit }).pages(ID, { ...QUERY, page_size: 5 }));
        return simulator.requests.length;
      })
  );
  assert.equal(await count(), 3);
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.equal(await count(), 0);
});

/** How long it takes to send as many requests with two clients. @param {SmsRateLimit[]} limits */
const together = (limits) =>
  virtually({}, async ({ client, clock }) => {
    const query = { from: '2023-04-01', to: '2024-03-14', page_size: 10, limit: 40 };
    const reads = limits.map((rateLimit, i) =>
      read(client({ rateLimit }).pages(`${ID}/${i}`, query)),
    );
    await Promise.all(reads);
    return clock.now - NOON;
  });

test('one key is one limit, the strictest of its settings; another key, address or setting another', async () => {
  const apart = await together([
    { perSecond: 2, key: 'one' },
    { perSecond: 2, key: 'two' },
  ]);
  const shared = await together([
    { perSecond: 2, key: 'same' },
    { perSecond: 2, key: 'same' },
  ]);
  const mixed = await together([
    { perSecond: 50, key: 'mixed' },
    { perSecond: 2, key: 'mixed' },
  ]);
  const unnamed = await together([{ perSecond: 2 }, { perSecond: 2 }]);
  const settings = await together([{ perSecond: 2.5 }, { perSecond: 2.25 }]);
  assert.ok(shared > apart * 1.7, `${shared} ms, ${apart} ms`);
  assert.ok(mixed > apart * 1.7, `${mixed} ms, ${apart} ms`);
  assert.ok(unnamed > apart * 1.7, `${unnamed} ms, ${apart} ms`);
  assert.ok(settings < apart * 1.3, `${settings} ms, ${apart} ms`);
});

test("a caller's limiter without methods is refused when the client is created", () => {
  for (const [rateLimit, fields] of /** @type {[any, string[]][]} */ ([
    [{ acquire: 5 }, ['rateLimit.acquire']],
    [{ acquire: null, report: 'x' }, ['rateLimit.acquire', 'rateLimit.report']],
    [{ acquire: async () => {}, report: {} }, ['rateLimit.report']],
  ])) {
    assert.throws(
      () => new SmsClient({ token: 't', rateLimit }),
      (/** @type {any} */ error) => {
        assert.deepEqual(
          error.issues.map((/** @type {any} */ { field, accepted }) => [field, accepted]),
          fields.map((field) => [field, 'a function']),
        );
        return true;
      },
    );
  }
  for (const more of [{}, { report: undefined }, /** @type {any} */ ({ report: null })]) {
    new SmsClient({ token: 't', rateLimit: { acquire: async () => {}, ...more } });
  }
});

test("a caller's limiter gets a report of each response, and its errors are ignored", () =>
  virtually({ rateLimit: { perDay: 2 } }, async ({ client }) => {
    /** @type {unknown[]} */
    const told = [];
    const rateLimit = {
      acquire: async () => {},
      async report(/** @type {unknown} */ answer) {
        told.push(answer);
        throw new Error('own');
      },
    };
    const { items } = await read(client({ rateLimit }).pages(ID, { ...QUERY, page_size: 5 }));
    assert.equal(items.length, 2);
    const fine = { status: 200, limit: 10, remaining: 10, retryAtMs: null, daily: false };
    const refused = { status: 429, limit: 10, remaining: 0, daily: true };
    const retryAtMs = Date.UTC(2024, 2, 16);
    assert.deepEqual(told.slice(0, 2), [fine, fine]);
    assert.deepEqual(told[2], { ...refused, retryAtMs });
  }));

test("a failing caller's limiter ends the history with its error as the cause, without another call", () =>
  virtually({}, async ({ client, simulator }) => {
    const cause = new Error('mine');
    const failures = [() => Promise.reject(cause), () => assert.fail(cause)];
    for (const fail of failures) {
      let asked = 0;
      const acquire = () => {
        asked += 1;
        return fail();
      };
      const { error } = await read(client({ rateLimit: { acquire } }).pages(ID, QUERY));
      assert.ok(error instanceof InvalidRequestError);
      assert.deepEqual([error.cause, error.retryable, asked], [cause, false, 1]);
      const fields = error.issues.map(({ field }) => field);
      assert.deepEqual(fields, ['rateLimit']);
    }
    assert.equal(simulator.requests.length, 0);
  }));

test("a caller's limiter without requests left ends the history with its retryAt", () =>
  virtually({}, async ({ client }) => {
    const fields = { message: 'no more', retryable: false, retryAtMs: NOON + 5_000 };
    const cause = new RateLimitError({ kind: 'rate-limited', ...fields });
    const acquire = () => Promise.reject(cause);
    const { error } = await read(client({ rateLimit: { acquire } }).pages(ID, QUERY));
    assert.ok(error instanceof RateLimitError);
    assert.deepEqual([error.cause, error.retryable], [cause, false]);
    assert.deepEqual(error.retryAt, cause.retryAt);
  }));
