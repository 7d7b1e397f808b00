import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import {
  AbortError,
  flattenSmsHistories,
  InvalidRequestError,
  TimeoutError,
} from '../../pkg/inline.js';
import { ids, messagesOf, NOON, read, virtually } from './support.js';

/** @import { SmsProgress } from '../../pkg/inline.js' */

const ID = 'history-365';
const QUERY = { from: '2023-12-01', to: '2024-03-14', page_size: 10 };

test('deadlineMs covers the whole history, and leaves a checkpoint', () =>
  virtually({ latencyMs: 1_000 }, async ({ client, clock, truth }) => {
    const { items, error } = await read(client().pages(ID, { ...QUERY, deadlineMs: 3_500 }));
    assert.ok(error instanceof TimeoutError);
    assert.match(error.message, /deadlineMs/);
    assert.equal(items.length, 3);
    assert.equal(clock.now, NOON + 3_500);
    assert.equal(clock.pending, 0);
    const rest = await read(client().pages(ID, { ...QUERY, resume: error.checkpoint }));
    assert.deepEqual(ids(messagesOf([...items, ...rest.items])), ids(truth(ID, QUERY)));
  }));

test('a wait that would end after the deadline does not start', () =>
  virtually({ faults: [{ kind: '503-seconds', retryAfterS: 30 }] }, async ({ client, clock }) => {
    const { error } = await read(client().pages(ID, { ...QUERY, deadlineMs: 20_000 }));
    assert.ok(error instanceof TimeoutError);
    assert.equal(clock.now, NOON);
    assert.equal(clock.pending, 0);
  }));

for (const [when, switches, ms] of /** @type {const} */ ([
  ['before it begins', {}, 0],
  ['while an answer is awaited', { latencyMs: 10_000 }, 4_000],
  ['while a retry is waited for', { faults: [{ kind: '503-seconds', retryAfterS: 50 }] }, 4_000],
])) {
  test(`a signal ends the history at once, ${when}: no timer, no listener, no request after it`, () =>
    virtually(/** @type {any} */ (switches), async ({ client, clock, simulator }) => {
      const controller = new AbortController();
      const reason = new Error('enough');
      const { signal } = controller;
      if (ms === 0) controller.abort(reason);
      else setTimeout(() => controller.abort(reason), ms);
      const { items, error } = await read(client().pages(ID, { ...QUERY, signal }));
      assert.ok(error instanceof AbortError);
      assert.equal(error.cause, reason);
      assert.deepEqual(items, []);
      assert.equal(clock.now, NOON + ms);
      assert.equal(getEventListeners(signal, 'abort').length, 0);
      const sent = simulator.requests.length;
      assert.equal(sent, ms === 0 ? 0 : 1);
      await clock.sleep(600_000);
      assert.equal(clock.pending, 0);
      assert.equal(simulator.requests.length, sent);
    }));
}

test('break ends everything: no timer, no listener, no request after it', () =>
  virtually({ latencyMs: 100 }, async ({ client, clock, simulator }) => {
    const { signal } = new AbortController();
    const reader = client();
    for await (const _ of reader.messages(ID, { ...QUERY, signal })) break;
    for await (const _ of reader.pages(ID, { ...QUERY, signal })) break;
    for await (const _ of reader.rows(ID, { ...QUERY, signal })) break;
    assert.equal(clock.pending, 0);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
    await clock.sleep(600_000);
    assert.equal(simulator.requests.length, 3);
  }));

test('nothing is sent before it is consumed', () =>
  virtually({}, async ({ client, clock, simulator }) => {
    const messages = client().messages(ID, QUERY);
    const pages = client().pages(ID, QUERY);
    await clock.sleep(1_000);
    assert.equal(simulator.requests.length, 0);
    await pages.next();
    await clock.sleep(1_000);
    assert.equal(simulator.requests.length, 1);
    await messages.return();
    await pages.return();
  }));

test('limit bounds the messages, and no page beyond it is requested', () =>
  virtually({}, async ({ client, simulator, truth }) => {
    for (const [limit, sent] of /** @type {const} */ ([
      [0, 0],
      [1, 1],
      [10, 1],
      [15, 2],
      [10_000, undefined],
    ])) {
      const before = simulator.requests.length;
      const { items, error } = await read(client().messages(ID, { ...QUERY, limit }));
      assert.equal(error, undefined);
      assert.deepEqual(ids(items), ids(truth(ID, QUERY)).slice(0, limit));
      if (sent !== undefined) assert.equal(simulator.requests.length - before, sent, `${limit}`);
    }
  }));

test('onProgress reports windows, messages and waits, and may throw', () =>
  virtually({ faults: [{ kind: '503-seconds', after: 2, times: 1 }] }, async (world) => {
    const { client, simulator, truth } = world;
    /** @type {SmsProgress[]} */
    const shown = [];
    const onProgress = (/** @type {SmsProgress} */ progress) => {
      shown.push(progress);
      throw new Error('own');
    };
    const { items, error } = await read(client().messages(ID, { ...QUERY, onProgress }));
    assert.equal(error, undefined);
    assert.deepEqual(ids(items), ids(truth(ID, QUERY)));
    const { windows } = await client().plan(QUERY);
    assert.equal(shown[0]?.messages, 0);
    const last = shown.at(-1);
    assert.deepEqual(
      [last?.window, last?.windows, last?.messages, last?.waitingUntil],
      [windows.length, windows.length, items.length, null],
    );
    const waits = shown.flatMap(({ waitingUntil }) => waitingUntil ?? []);
    assert.equal(waits.length, 1);
    assert.equal(simulator.requests[3]?.atMs, waits[0]);
    for (const [i, { window, messages }] of shown.entries()) {
      const before = shown[i - 1];
      assert.ok(!before || (window >= before.window && messages >= before.messages));
    }
  }));

test('a plan sends nothing, and returns the windows to request', () =>
  virtually({ longRange: 'refuse' }, async ({ client, simulator }) => {
    const query = { from: '2023-01-01', to: '2023-12-31' };
    const plan = await client().plan(query);
    assert.equal(simulator.requests.length, 0);
    assert.equal(plan.requests, plan.windows.length);
    assert.ok(plan.windows.length >= 12 && plan.windows.length <= 14);
    await read(client().messages('empty', query));
    const asked = simulator.requests.map(({ query }) => {
      const { from, to } = Object.fromEntries(new URLSearchParams(query));
      return { from, to };
    });
    assert.deepEqual(asked, plan.windows);
  }));

test('a plan has the minimum number of requests, which a limit may lower', () =>
  virtually({}, async ({ client }) => {
    const query = { from: '2023-01-01', to: '2023-12-31', page_size: 10 };
    const { windows } = await client().plan(query);
    const cases = /** @type {const} */ ([
      [0, 0],
      [1, 1],
      [10, 1],
      [25, 3],
      [5_000, windows.length],
    ]);
    for (const [limit, requests] of cases) {
      assert.equal((await client().plan({ ...query, limit })).requests, requests, `${limit}`);
    }
    // Nothing has happened yet in windows that lie in the future.
    const future = await client().plan({ from: '2024-03-01', to: '2034-03-01' });
    assert.equal(future.requests, 1);
    const wrong = /** @type {any} */ ({ ...query, limit: -1, sort: 3 });
    await assert.rejects(client().plan(wrong), InvalidRequestError);
  }));

test('a plan can be made of a query that resumes', () =>
  virtually({}, async ({ client }) => {
    const { value: page } = await client().pages(ID, QUERY).next();
    const plan = await client().plan({ ...QUERY, resume: page?.checkpoint ?? '' });
    assert.ok(plan.requests > 0);
  }));

test('rows are those of the messages with the session in front, at every grain', () =>
  virtually({}, async ({ client, truth }) => {
    for (const grain of /** @type {const} */ (['message', 'recipient', 'attachment'])) {
      const options = { grain, callingCode: '44', sessionId: ID };
      const { items } = await read(client().rows(ID, { ...QUERY, grain, callingCode: '44' }));
      const expected = flattenSmsHistories(/** @type {any} */ (truth(ID, QUERY)), options);
      assert.deepEqual(items.flat(), expected);
      assert.equal(Object.keys(expected[0] ?? {})[0], 'session_id');
      assert.equal(expected[0]?.session_id, ID);
    }
  }));

test('an invalid option is refused by name, before anything is sent', () =>
  virtually({}, async ({ client, simulator }) => {
    /** @type {[string, Record<string, unknown>][]} */
    const wrong = [
      ['from', { from: '2024-02-30' }],
      ['to', { to: '2023-11-30' }],
      ['to', { to: '2024-03-14T00:00:00Z' }],
      ['sort', { sort: 3 }],
      ['page_size', { page_size: 101 }],
      ['page_size', { page_size: 0 }],
      ['delivery_status', { delivery_status: 'lost' }],
      ['limit', { limit: -1 }],
      ['limit', { limit: 1.5 }],
      ['maxPages', { maxPages: 0 }],
      ['deadlineMs', { deadlineMs: 0 }],
      ['signal', { signal: {} }],
      ['onProgress', { onProgress: 'no' }],
      ['grain', { grain: 'word' }],
      ['callingCode', { callingCode: '12' }],
      ['sessionId', { sessionId: '' }],
      ['next_page_token', { next_page_token: 'x' }],
      ['form', { form: '2024-01-01' }],
    ];
    for (const [field, option] of wrong) {
      const query = /** @type {any} */ ({ ...QUERY, ...option });
      const { error } = await read(client().rows(ID, query));
      assert.ok(error instanceof InvalidRequestError, field);
      assert.deepEqual(
        error.issues.map((issue) => issue.field),
        [field],
      );
      assert.equal(error.status, undefined);
    }
    for (const retry of [{ max: -1 }, { max: 101 }, { baseDelayMs: 'x' }, { most: 3 }, 3]) {
      const options = { retry: /** @type {any} */ (retry) };
      assert.throws(() => client(options), InvalidRequestError);
    }
    const { error } = await read(client().messages('', { ...QUERY, sort: /** @type {any} */ (3) }));
    assert.equal(error?.issues.length, 2, 'all that is wrong at once');
    assert.equal(simulator.requests.length, 0);
  }));

test('changing a query after the call only affects the next call', () =>
  virtually({}, async ({ client, truth }) => {
    for (const read1 of /** @type {const} */ (['pages', 'messages'])) {
      const query = { ...QUERY };
      const iterable = client()[read1](ID, query);
      query.from = '2024-03-01';
      const items = /** @type {any[]} */ (
        (await read(/** @type {AsyncIterable<any>} */ (iterable))).items
      );
      const given = read1 === 'pages' ? messagesOf(items) : items;
      assert.equal(given.length, truth(ID, QUERY).length, read1);
    }
  }));

test('concurrent sessions are complete, one failure ends no other, and concurrency is limited', () =>
  virtually({ latencyMs: { min: 50, max: 500 } }, async ({ client, simulator, truth }) => {
    let inFlight = 0;
    let most = 0;
    const reader = client({
      async fetch(request) {
        inFlight += 1;
        most = Math.max(most, inFlight);
        try {
          return await simulator.fetch(request);
        } finally {
          inFlight -= 1;
        }
      },
    });
    const sessions = [ID, 'error-7013', 'edge-50', 'empty', `${ID}/b`, 'burst-30', 'history-40'];
    const { items } = await read(reader.histories(sessions, QUERY, { concurrency: 3 }));
    assert.equal(most, 3);
    for (const id of sessions) {
      const steps = items.filter(({ sessionId }) => sessionId === id);
      const errors = steps.flatMap(({ error }) => error ?? []);
      if (id === 'error-7013')
        assert.deepEqual(
          errors.map(({ kind }) => kind),
          ['not-found'],
        );
      else assert.deepEqual(errors, []);
      const given = messagesOf(steps.flatMap(({ page }) => page ?? []));
      if (id !== 'error-7013') assert.deepEqual(ids(given), ids(truth(id, QUERY)), id);
    }
  }));

test('break ends several sessions, also one that waits for a retry', () =>
  virtually({}, async ({ client, clock, simulator }) => {
    const sessions = [ID, 'flaky-error-429-qps', 'error-500'];
    for await (const { sessionId } of client().histories(sessions, QUERY)) {
      if (sessionId === ID) break;
    }
    const sent = simulator.requests.length;
    await clock.sleep(600_000);
    assert.equal(simulator.requests.length, sent, 'requests after the break');
    assert.equal(clock.pending, 0);
  }));

test('with prefetch one page is requested ahead, every message comes once, and break ends it', () =>
  virtually({ latencyMs: 1_000 }, async ({ client, clock, simulator, truth }) => {
    const query = { ...QUERY, prefetch: true };
    const { items } = await read(client().pages(ID, query));
    assert.deepEqual(ids(messagesOf(items)), ids(truth(ID, QUERY)));
    const before = simulator.requests.length;
    for await (const page of client().pages(ID, query)) {
      assert.ok(page.checkpoint);
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      assert.equal(simulator.requests.length - before, 2);
      break;
    }
    assert.equal(clock.pending, 0);
  }));

test('with prefetch a failure follows the page before it, and its checkpoint continues', () =>
  virtually({ faults: [{ kind: '429-daily', after: 2 }] }, async ({ client, simulator, truth }) => {
    const { items, error } = await read(client().pages(ID, { ...QUERY, prefetch: true }));
    assert.equal(items.length, 2);
    simulator.set({ faults: [] });
    const rest = await read(client().pages(ID, { ...QUERY, resume: error?.checkpoint }));
    assert.deepEqual(ids(messagesOf([...items, ...rest.items])), ids(truth(ID, QUERY)));
  }));

test("a caller's limiter gets an aborted signal when its wait is abandoned", () =>
  virtually({}, async ({ client }) => {
    /** @type {AbortSignal | undefined} */
    let signal;
    const acquire = (/** @type {AbortSignal} */ given) => {
      signal = given;
      return new Promise(() => {});
    };
    const limited = client({ rateLimit: { acquire } });
    const { error } = await read(limited.pages(ID, { ...QUERY, deadlineMs: 50 }));
    assert.ok(error instanceof TimeoutError);
    assert.equal(signal?.aborted, true);
  }));
