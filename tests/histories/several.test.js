import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import { AbortError, InvalidRequestError, TimeoutError } from '../../pkg/inline.js';
import { merge } from '../../pkg/lib/merge.js';
import { ids, messagesOf, NOON, read, virtually } from './support.js';

/** @import { SmsHistoriesStep, SmsHistoryPage } from '../../pkg/inline.js' */

const ID = 'history-365';
const QUERY = { from: '2024-02-16', to: '2024-03-14', page_size: 10 };
/** @param {number} count @param {string} [kind] */
const sessions = (count, kind = 'history-50') =>
  Array.from({ length: count }, (_, i) => `${kind}/${i}`);

/** @param {readonly SmsHistoriesStep[]} steps @param {string} id */
const pagesOf = (steps, id) =>
  steps.flatMap(({ sessionId, page }) => (sessionId === id && page ? [page] : []));

for (const [what, end] of /** @type {const} */ ([
  ['a signal', 'signal'],
  ['a deadline', 'deadlineMs'],
])) {
  for (const place of /** @type {const} */ (['query', 'options', 'options beside a function'])) {
    test(`${what} of the ${place} ends all sessions with one thrown error`, () =>
      virtually({ latencyMs: 100 }, async ({ client, clock, simulator }) => {
        const controller = new AbortController();
        const reason = new Error('enough');
        setTimeout(() => controller.abort(reason), 1_050);
        const ends = end === 'signal' ? { signal: controller.signal } : { deadlineMs: 1_050 };
        const reader = client();
        const all = sessions(1_000);
        const steps =
          place === 'query'
            ? reader.histories(all, { ...QUERY, ...ends })
            : reader.histories(all, place === 'options' ? QUERY : () => QUERY, ends);
        const { items, error } = await read(steps);
        assert.ok(error instanceof (end === 'signal' ? AbortError : TimeoutError));
        if (end === 'signal') assert.equal(error.cause, reason);
        else assert.match(error.message, /deadlineMs/);
        assert.equal(error.checkpoint, undefined);
        assert.deepEqual(
          items.flatMap(({ error }) => error ?? []),
          [],
        );
        assert.ok(items.some(({ page }) => page?.checkpoint));
        assert.equal(clock.now, NOON + 1_050);
        const sent = simulator.requests.length;
        assert.ok(sent <= 44, `${sent} requests`);
        await clock.sleep(600_000);
        assert.equal(simulator.requests.length, sent, 'nothing is sent afterwards');
        assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
        assert.equal(clock.pending, 0);
      }));
  }
}

test('an aborted signal ends them before any session starts', () =>
  virtually({}, async ({ client, simulator }) => {
    const asked = /** @type {string[]} */ ([]);
    const signal = AbortSignal.abort('early');
    const query = (/** @type {string} */ id) => {
      asked.push(id);
      return QUERY;
    };
    const { items, error } = await read(client().histories(sessions(3), query, { signal }));
    assert.ok(error instanceof AbortError);
    assert.equal(error.cause, 'early');
    assert.deepEqual([items.length, asked.length, simulator.requests.length], [0, 0, 0]);
  }));

test("a session's own signal and deadline end that session alone", () =>
  virtually({ latencyMs: 100 }, async ({ client, truth }) => {
    const [slow, stopped, whole] = [`${ID}/slow`, `${ID}/stopped`, 'history-50/whole'];
    const query = (/** @type {string} */ id) => ({
      ...QUERY,
      page_size: 2,
      deadlineMs: id === slow ? 250 : undefined,
      signal: id === stopped ? AbortSignal.abort() : undefined,
    });
    const { items, error } = await read(client().histories([slow, stopped, whole], query));
    assert.equal(error, undefined);
    const kinds = items.flatMap(({ sessionId, error }) => (error ? [[sessionId, error.kind]] : []));
    assert.deepEqual(kinds, [
      [stopped, 'aborted'],
      [slow, 'timeout'],
    ]);
    assert.deepEqual(ids(messagesOf(pagesOf(items, whole))), ids(truth(whole, QUERY)));
  }));

test('each session ends with done or an error, even without messages', () =>
  virtually({}, async ({ client }) => {
    const all = [ID, 'empty', 'error-7013'];
    const { items } = await read(client().histories(all, QUERY));
    const last = all.map((id) => items.findLast(({ sessionId }) => sessionId === id));
    assert.deepEqual(last[0], { sessionId: ID, done: true });
    assert.deepEqual(last[1], { sessionId: 'empty', done: true });
    assert.equal(last[2]?.error?.kind, 'not-found');
    assert.equal(items.filter(({ page }) => page === undefined).length, 3);
  }));

test('finished sessions leave no timer and no listener', () =>
  virtually({}, async ({ client, clock }) => {
    const { signal } = new AbortController();
    const ends = { signal, deadlineMs: 60_000 };
    const { error } = await read(client().histories(sessions(3), QUERY, ends));
    assert.equal(error, undefined);
    assert.equal(clock.pending, 0);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  }));

test('limit applies to each session, and a repeated session is read once', () =>
  virtually({}, async ({ client, simulator }) => {
    const query = { ...QUERY, limit: 5 };
    const { items } = await read(client().histories([ID, 'history-300', ID], query));
    assert.equal(pagesOf(items, ID).flatMap((page) => page.sms_histories).length, 5);
    assert.equal(pagesOf(items, 'history-300').flatMap((page) => page.sms_histories).length, 5);
    assert.equal(simulator.requests.length, 2);
  }));

test("a function may return each session's query, sync or async", () =>
  virtually({}, async ({ client, simulator, truth }) => {
    const range = { from: '2023-01-01', to: '2023-05-01' };
    const inherited = Object.create(range);
    for (const query of [() => range, async () => range, () => inherited]) {
      const before = simulator.requests.length;
      const { items, error } = await read(client().histories([ID], query));
      assert.equal(error, undefined);
      assert.deepEqual(ids(messagesOf(pagesOf(items, ID))), ids(truth(ID, range)));
      const first = new URLSearchParams(simulator.requests[before]?.query);
      assert.match(first.get('from') ?? '', /^2022-12-31|^2023-01-01/);
    }
  }));

test('a query function that fails or returns an invalid query fails only that session', () =>
  virtually({}, async ({ client, truth }) => {
    const cause = new Error('no such file');
    const query = (/** @type {string} */ id) => {
      if (id === 'throws') throw cause;
      if (id === 'rejects') return Promise.reject(cause);
      if (id === 'map') return /** @type {any} */ (new Map([['from', '2024-01-01']]));
      return id === 'typo' ? /** @type {any} */ ({ form: '2024-01-01' }) : QUERY;
    };
    const all = ['throws', 'rejects', 'map', 'typo', ID];
    const { items, error } = await read(client().histories(all, query));
    assert.equal(error, undefined);
    const errorOf = (/** @type {string} */ id) =>
      items.find(({ sessionId, error }) => sessionId === id && error)?.error;
    for (const id of all.slice(0, 4)) assert.ok(errorOf(id) instanceof InvalidRequestError, id);
    for (const id of ['throws', 'rejects']) {
      assert.equal(errorOf(id)?.cause, cause);
      assert.equal(errorOf(id)?.issues[0]?.field, 'query');
    }
    assert.deepEqual(ids(messagesOf(pagesOf(items, ID))), ids(truth(ID, QUERY)));
  }));

test('a query function that never settles fails its session after `timeoutMs`, and delays no other', () =>
  virtually({}, async ({ client, clock, truth }) => {
    const query = (/** @type {string} */ id) => (id === ID ? QUERY : new Promise(() => {}));
    const { items, error } = await read(client().histories(['never', ID], query));
    assert.equal(error, undefined);
    const failed = items.find(({ sessionId, error }) => sessionId === 'never' && error)?.error;
    assert.ok(failed instanceof TimeoutError);
    assert.deepEqual(ids(messagesOf(pagesOf(items, ID))), ids(truth(ID, QUERY)));
    assert.equal(clock.pending, 0);
  }));

test('session ids that fail to iterate are refused when reading begins, and nothing is sent', () =>
  virtually({}, async ({ client, simulator }) => {
    const cause = new Error('of the caller');
    const broken = (function* () {
      yield ID;
      throw cause;
    })();
    const endless = (function* () {
      for (;;) yield ID;
    })();
    const { proxy, revoke } = Proxy.revocable([ID], {});
    revoke();
    for (const sessionIds of [broken, endless, proxy]) {
      const { items, error } = await read(client().histories(sessionIds));
      assert.ok(error instanceof InvalidRequestError);
      assert.deepEqual([items, error.issues[0]?.field], [[], 'sessionIds']);
    }
    assert.equal(simulator.requests.length, 0);
  }));

test('invalid arguments are refused by name, all at once, before anything is sent', () =>
  virtually({}, async ({ client, simulator }) => {
    async function* later() {
      yield ID;
    }
    /** @type {[string[], unknown[]][]} */
    const wrong = [
      [['sessionIds'], [ID, QUERY]],
      [['sessionIds'], [undefined, QUERY]],
      [['sessionIds'], [null, QUERY]],
      [['sessionIds'], [{ 0: ID }, QUERY]],
      [['sessionIds'], [later(), QUERY]],
      [['sessionIds[1]'], [[ID, 7], QUERY]],
      [
        ['sessionIds[0]', 'sessionIds[2]'],
        [new Set(['', ID, null]), QUERY],
      ],
      [['query'], [[ID], new Map([['from', '2024-01-01']])]],
      [['query'], [[ID], Promise.resolve(QUERY)]],
      [['query'], [[ID], [QUERY]]],
      [['from'], [[ID], { from: '2024-02-30', to: '2024-03-01' }]],
      [['form'], [[ID], { form: '2024-02-01' }]],
      [['resume'], [[ID], { ...QUERY, resume: 7 }]],
      [['options'], [[ID], QUERY, 4]],
      [['concurency'], [[ID], QUERY, { concurency: 2 }]],
      [['concurrency'], [[ID], QUERY, { concurrency: 0 }]],
      [['concurrency'], [[ID], QUERY, { concurrency: '2' }]],
      [['signal'], [[ID], QUERY, { signal: {} }]],
      [['signal'], [[ID], { ...QUERY, signal: 7 }]],
      [['deadlineMs'], [[ID], QUERY, { deadlineMs: -1 }]],
      [['deadlineMs'], [[ID], { ...QUERY, deadlineMs: 5 }, { deadlineMs: 5 }]],
      [
        ['sessionIds[0]', 'form', 'concurrency'],
        [[7], { form: '2024-02-01' }, { concurrency: 1.5 }],
      ],
    ];
    for (const [fields, args] of wrong) {
      const steps = client().histories(.../** @type {[any]} */ (args));
      const { items, error } = await read(steps);
      assert.ok(error instanceof InvalidRequestError, fields.join());
      assert.deepEqual(error.issues.map(({ field }) => field).sort(), [...fields].sort());
      assert.deepEqual(items, []);
    }
    for (const nothing of [null, undefined, {}]) {
      const { error } = await read(client().histories([], nothing, nothing));
      assert.equal(error, undefined);
    }
    assert.equal(simulator.requests.length, 0);
  }));

test('a query that is not a plain object is refused, never read as the past 30 days', () =>
  virtually({}, async ({ client, simulator }) => {
    const range = { from: '2023-01-01', to: '2023-02-01' };
    const odd = [new Map(Object.entries(range)), Promise.resolve(range), [range], () => range, 7];
    for (const query of /** @type {any[]} */ (odd)) {
      const reader = client();
      for (const steps of [
        reader.messages(ID, query),
        reader.pages(ID, query),
        reader.rows(ID, query),
      ]) {
        const { error } = await read(/** @type {AsyncIterable<unknown>} */ (steps));
        assert.ok(error instanceof InvalidRequestError);
        assert.equal(error.issues[0]?.field, 'query');
      }
      await assert.rejects(reader.plan(query), InvalidRequestError);
    }
    assert.equal(simulator.requests.length, 0);
    for (const prefetch of [true, false]) {
      const inherited = Object.create({ ...range, prefetch });
      const { items } = await read(client().rows(ID, inherited));
      assert.ok(items.flat().every(({ date_time }) => date_time < '2023-02-02'));
    }
  }));

test('a plan checks everything, the grain of rows too', () =>
  virtually({}, async ({ client }) => {
    const plan = await client().plan({ ...QUERY, grain: 'recipient' });
    assert.ok(plan.requests > 0);
    for (const wrong of [{ grain: 'word' }, { resume: 7 }, { signal: {} }, { limit: -1 }]) {
      const [field] = Object.keys(wrong);
      await assert.rejects(client().plan(/** @type {any} */ ({ ...QUERY, ...wrong })), (error) => {
        assert.ok(error instanceof InvalidRequestError);
        assert.deepEqual(
          error.issues.map((issue) => issue.field),
          [field],
        );
        return true;
      });
    }
    const { error } = await read(
      client().messages(ID, /** @type {any} */ ({ ...QUERY, grain: 'message' })),
    );
    assert.ok(error instanceof InvalidRequestError, 'messages have no grain');
  }));

/** A history of empty pages that records its outcome. @param {number} count */
function source(count) {
  const noted = { asked: 0, ended: false };
  async function* pages() {
    try {
      for (; noted.asked < count; noted.asked += 1) {
        await Promise.resolve();
        yield/** @type {SmsHistoryPage} */ (/** @type {unknown} */ ({ sms_histories: [] }));
      }
    } finally {
      noted.ended = true;
    }
  }
  return { noted, pages };
}

/** @param {readonly string[]} ids */
const sessionsOf = (ids) => ids.map((sessionId) => ({ sessionId })).values();

test('no session starves: each one with pages gets its turn', async () => {
  const all = ['a', 'b', 'c'];
  const { signal } = new AbortController();
  const order = [];
  const steps = merge(sessionsOf(all), 3, undefined, signal, () => source(20).pages());
  for await (const { sessionId, page } of steps) {
    if (page) order.push(sessionId);
    // While one page is worked on, every session has its next one.
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (let i = 0; i + 3 <= order.length; i += 3) {
    assert.deepEqual(order.slice(i, i + 3).sort(), all);
  }
});

test('break ends every active session, and waits until their resources are free', async () => {
  const { signal } = new AbortController();
  const sources = ['a', 'b', 'c'].map((id) => ({ id, ...source(1_000) }));
  const pages = (/** @type {{ sessionId: string }} */ { sessionId }) =>
    sources.find((one) => one.id === sessionId)?.pages();
  let steps = 0;
  const all = sources.map(({ id }) => id);
  for await (const _ of merge(sessionsOf(all), 2, undefined, signal, /** @type {any} */ (pages))) {
    steps += 1;
    if (steps === 10) break;
  }
  assert.deepEqual(
    sources.map(({ noted }) => noted.ended),
    [true, true, false],
  );
});

test('a waiting session costs nothing per step of the others', async () => {
  assert.ok(globalThis.gc, 'run with --expose-gc');
  const { gc } = globalThis;
  const controller = new AbortController();
  async function* waiting() {
    await new Promise((resolve) => controller.signal.addEventListener('abort', resolve));
    yield* source(0).pages();
  }
  const pages = (/** @type {{ sessionId: string }} */ { sessionId }) =>
    sessionId === 'slow' ? /** @type {any} */ (waiting()) : source(100_000).pages();
  const all = merge(sessionsOf(['slow', 'fast']), 2, undefined, controller.signal, pages);
  let steps = 0;
  let before = 0;
  for await (const _ of all) {
    steps += 1;
    if (steps === 10_000) {
      gc();
      before = process.memoryUsage().heapUsed;
    }
    if (steps === 90_000) break;
    // Its turn to end is with the others.
    if (steps === 89_999) controller.abort();
  }
  gc();
  const grown = process.memoryUsage().heapUsed - before;
  assert.ok(grown < 4 * 2 ** 20, `${grown} bytes after 80,000 steps`);
});
