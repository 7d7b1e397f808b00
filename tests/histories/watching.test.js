import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NetworkError, ServerError, TimeoutError } from '../../pkg/inline.js';
import { ids, messagesOf, NOON, read, virtually } from './support.js';

/** @import { SmsProgress } from '../../pkg/inline.js' */

const ID = 'history-365';
const QUERY = { from: '2024-02-16', to: '2024-03-14', page_size: 10 };

test('an onProgress that throws or rejects is ignored, also later', () =>
  virtually({}, async ({ client, clock, truth }) => {
    /** @type {unknown[]} */
    const unhandled = [];
    const note = (/** @type {unknown} */ error) => unhandled.push(error);
    process.on('unhandledRejection', note);
    const fail = () => {
      throw new Error('own');
    };
    const failures = [
      fail,
      async () => fail(),
      async () => {
        await clock.sleep(100);
        fail();
      },
      () => Object.defineProperty({}, 'then', { value: fail }),
      () => Object.defineProperty({}, 'then', { get: fail }),
    ];
    for (const onProgress of failures) {
      const rateLimit = { acquire: async () => {}, report: onProgress };
      const { items, error } = await read(
        client({ rateLimit }).messages(ID, { ...QUERY, onProgress }),
      );
      assert.equal(error, undefined);
      assert.deepEqual(ids(items), ids(truth(ID, QUERY)));
    }
    await clock.sleep(1_000);
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    assert.deepEqual(unhandled, []);
  }));

/** @param {SmsProgress[]} shown */
const waits = (shown) =>
  shown.flatMap(({ waitingFor, waitingUntil }) => (waitingFor ? [[waitingFor, waitingUntil]] : []));

test('every rate limit wait of 250 ms or more is reported, with its end if known', () =>
  virtually({}, async ({ client, clock }) => {
    /** @param {any} rateLimit @param {number} limit */
    const told = async (rateLimit, limit) => {
      /** @type {SmsProgress[]} */
      const shown = [];
      const onProgress = (/** @type {SmsProgress} */ progress) => shown.push(progress);
      await read(client({ rateLimit }).pages(ID, { ...QUERY, limit, onProgress }));
      return waits(shown);
    };
    assert.deepEqual(await told({ perSecond: 10, key: 'quick' }, 20), []);
    const start = clock.now;
    const paced = await told({ perSecond: 2, key: 'paced' }, 19);
    assert.equal(paced.length, 1);
    const [[what, until] = []] = paced;
    assert.equal(what, 'rate-limit');
    assert.ok(Number(until) > start + 250 && Number(until) < start + 1_000);
    const acquire = (/** @type {number} */ ms) => ({ acquire: () => clock.sleep(ms) });
    assert.deepEqual(await told(acquire(240), 5), []);
    assert.deepEqual(await told(acquire(300), 5), [['rate-limit', null]]);
    assert.equal(clock.pending, 0);
  }));

test('a session that queues behind others reports its wait', () =>
  virtually({ latencyMs: 2_000 }, async ({ client }) => {
    const reader = client({ rateLimit: { perSecond: 100, concurrency: 1, key: 'behind' } });
    /** @type {SmsProgress[]} */
    const shown = [];
    const onProgress = (/** @type {SmsProgress} */ progress) => shown.push(progress);
    await Promise.all([
      read(reader.pages(`${ID}/a`, { ...QUERY, limit: 5 })),
      read(reader.pages(`${ID}/b`, { ...QUERY, limit: 5, onProgress })),
    ]);
    assert.deepEqual(waits(shown), [['rate-limit', null]]);
  }));

test('a deadline error names the pending wait', () =>
  virtually({ faults: [{ kind: '503-seconds', retryAfterS: 30 }] }, async ({ client }) => {
    const { error } = await read(client().pages(ID, { ...QUERY, deadlineMs: 20_000 }));
    assert.ok(error instanceof TimeoutError);
    assert.equal(error.retryable, true);
    assert.equal(error.retryAt?.getTime(), NOON + 30_000);
    const { cause } = error;
    assert.ok(cause instanceof ServerError);
    assert.deepEqual([cause.status, cause.retryAt?.getTime()], [503, NOON + 30_000]);
    assert.match(cause.message, /Try again at 2024-03-15T12:00:30Z/);
  }));

test('a deadline during connection failures keeps their error; a later error does not', () =>
  virtually({}, async ({ client, clock, simulator }) => {
    const broken = new TypeError('broken');
    let sent = 0;
    const fetch = async (/** @type {Request} */ request) => {
      sent += 1;
      if (sent === 1) throw broken;
      return simulator.fetch(request);
    };
    const never = client({ fetch: () => Promise.reject(broken), retry: { max: 100 } });
    const { error } = await read(never.pages(ID, { ...QUERY, deadlineMs: 10_000 }));
    assert.ok(error instanceof TimeoutError);
    assert.ok(error.cause instanceof NetworkError);
    assert.equal(error.retryable, true);
    const other = await read(client({ fetch }).pages('error-7013', QUERY));
    assert.equal(other.error?.kind, 'not-found');
    assert.equal(other.error?.cause, undefined);
    assert.ok(clock.now <= NOON + 20_000);
  }));

test('a deadline without a failure before it has no cause', () =>
  virtually({ latencyMs: 1_000 }, async ({ client }) => {
    const { error } = await read(client().pages(ID, { ...QUERY, deadlineMs: 2_500 }));
    assert.ok(error instanceof TimeoutError);
    assert.deepEqual([error.cause, error.retryable], [undefined, false]);
  }));

test('returning from an iteration ends its waits and requests at once', () =>
  virtually({ latencyMs: 50_000 }, async ({ client, clock, simulator }) => {
    /** @type {AbortSignal[]} */
    const signals = [];
    const fetch = (/** @type {Request} */ request) => {
      signals.push(request.signal);
      return simulator.fetch(request);
    };
    const reader = client({ fetch, timeoutMs: 100_000 });
    const iterations = [
      reader.messages(ID, QUERY),
      reader.pages(ID, { ...QUERY, prefetch: true }),
      reader.rows(ID, QUERY),
      reader.histories([ID, `${ID}/b`], QUERY),
      reader.histories([ID], () => new Promise(() => {})),
    ];
    for (const iteration of /** @type {AsyncGenerator<unknown, void, void>[]} */ (iterations)) {
      const pending = iteration.next();
      await clock.sleep(100);
      const before = clock.now;
      const end = { done: true, value: undefined };
      assert.deepEqual(await iteration.return(), end);
      assert.deepEqual(await pending, end);
      assert.deepEqual(await iteration.next(), end);
      assert.equal(clock.now, before);
      assert.equal(clock.pending, 0);
    }
    assert.ok(signals.length > 3 && signals.every(({ aborted }) => aborted));
  }));

test('break ends the prefetched page, without waiting for it', () =>
  virtually({ latencyMs: 50_000 }, async ({ client, clock, simulator }) => {
    /** @type {AbortSignal[]} */
    const signals = [];
    const fetch = (/** @type {Request} */ request) => {
      signals.push(request.signal);
      return simulator.fetch(request);
    };
    const reader = client({ fetch, timeoutMs: 100_000 });
    for await (const _ of reader.pages(ID, { ...QUERY, prefetch: true })) break;
    assert.equal(clock.now, NOON + 50_000);
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [false, true],
    );
    assert.equal(clock.pending, 0);
  }));

test('an error about page tokens does not advise a history to start at the first page', () =>
  virtually({ pageTokenLifetimeMs: 1, latencyMs: 50 }, async ({ client }) => {
    const { items, error } = await read(client().pages('burst-50', { page_size: 10 }));
    assert.equal(error?.kind, 'invalid-page-token');
    assert.match(error?.message ?? '', /Continue from the checkpoint/);
    assert.doesNotMatch(error?.message ?? '', /first page/);
    assert.ok(messagesOf(items).length > 0);
  }));

test('a broken fetch function is named and not retried; a network failure is retried', () =>
  virtually({}, async ({ client }) => {
    const own = new TypeError('x is not a function');
    /** @type {[() => any, boolean, RegExp][]} */
    const table = [
      [() => assert.fail(own), false, /`fetch` threw an error/],
      [() => undefined, false, /`fetch` did not return a Response/],
      [async () => ({ status: 200 }), false, /`fetch` did not return a Response/],
      [
        async () => ({ status: 200, headers: new Headers() }),
        false,
        /`fetch` did not return a Response/,
      ],
      [async () => 'text', false, /`fetch` did not return a Response/],
      [() => Promise.reject(own), true, /the `fetch` that was given failed/],
    ];
    for (const [answer, again, message] of table) {
      let asked = 0;
      const fetch = () => {
        asked += 1;
        return answer();
      };
      const { error } = await read(client({ fetch }).pages(ID, QUERY));
      assert.ok(error instanceof NetworkError);
      assert.doesNotMatch(error.message, /CORS/);
      assert.match(error.message, message);
      assert.deepEqual([asked, error.retryable], again ? [4, true] : [1, false]);
      assert.ok(error.cause instanceof Error);
    }
  }));

test('a response with an oversized content-length is not read', () =>
  virtually({}, async ({ client }) => {
    let asked = 0;
    const fetch = async () => {
      asked += 1;
      return new Response('{}', { headers: { 'Content-Length': String(65 * 2 ** 20) } });
    };
    const { error } = await read(client({ fetch }).pages(ID, QUERY));
    assert.equal(error?.kind, 'decode');
    assert.equal(asked, 1);
  }));
