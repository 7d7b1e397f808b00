import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidRequestError } from '../../pkg/inline.js';
import { ids, messagesOf, read, virtually } from './support.js';

/** @import { Query, World } from './support.js' */

/**
 * Reads with a new client after every `k`-th page, as if the process had been killed there.
 *
 * @param {World} world @param {string} id @param {Query} query @param {number} k
 */
async function readKilled({ client }, id, query, k) {
  const given = [];
  /** @type {string | undefined} */
  let resume;
  for (let ended = false; !ended; ) {
    ended = true;
    let pages = 0;
    for await (const page of client().pages(id, { ...query, resume })) {
      given.push(...messagesOf([page]));
      resume = page.checkpoint;
      pages += 1;
      assert.ok(given.length < 10_000, 'the same comes again and again');
      if (pages === k) {
        ended = false;
        break;
      }
    }
  }
  return given;
}

for (const [id, range] of /** @type {const} */ ([
  ['history-365', { from: '2023-03-01', to: '2024-03-31' }],
  ['edge-200', { from: '2023-12-31T23:59:59Z', to: '2024-03-15T00:00:00Z' }],
  ['burst-60', { from: '2024-02-29', to: '2024-02-29' }],
])) {
  for (const sort of /** @type {const} */ ([1, 2])) {
    test(`killed after every k-th page and resumed equals uninterrupted: ${id}, sort ${sort}`, () =>
      virtually({ pageTokenPlace: 'offset', duplicates: 0.2, emptyPages: 0.2 }, async (world) => {
        const query = { ...range, sort, page_size: 7 };
        const expected = world.truth(id, query);
        assert.ok(expected.length > 40);
        const whole = await read(world.client().pages(id, query));
        assert.deepEqual(messagesOf(whole.items), expected);
        for (const k of [1, 2, 3, 5, 8]) {
          assert.deepEqual(ids(await readKilled(world, id, query, k)), ids(expected), `k = ${k}`);
        }
      }));
  }
}

for (const longRange of /** @type {const} */ (['truncate', 'refuse'])) {
  test(`resumed in the last days of January, the rest of a window is within a month: long ranges, ${longRange}`, () =>
    virtually({ longRange }, async ({ client, truth }) => {
      const query = { from: '2024-01-31', to: '2024-03-10', page_size: 10 };
      const [page] = await readSome(client().pages('history-5000', query), 1);
      assert.ok(page);
      const resumed = { ...query, resume: page.checkpoint };
      const rest = await read(client().pages('history-5000', resumed));
      assert.deepEqual(messagesOf([page, ...rest.items]), truth('history-5000', query));
    }));
}

test('a history without a range covers the 30 days before its start, also when resumed later', () =>
  virtually({}, async ({ client, clock, truth }) => {
    const expected = truth('history-365');
    const [page] = (await readSome(client().pages('history-365', { page_size: 5 }), 1)).slice();
    assert.ok(page);
    await clock.sleep(3_600_000);
    const rest = await read(
      client().pages('history-365', { page_size: 5, resume: page.checkpoint }),
    );
    assert.equal(rest.error?.message, undefined);
    assert.deepEqual(messagesOf([page, ...rest.items]), expected);
  }));

test('the checkpoint of the last page has nothing after it, and sends nothing', () =>
  virtually({}, async ({ client, simulator }) => {
    const query = { from: '2024-03-01', to: '2024-03-10' };
    const { items } = await read(client().pages('history-365', query));
    const sent = simulator.requests.length;
    const resume = items.at(-1)?.checkpoint;
    assert.deepEqual(await read(client().pages('history-365', { ...query, resume })), {
      items: [],
      error: undefined,
    });
    assert.equal(simulator.requests.length, sent);
  }));

for (const sort of /** @type {const} */ ([1, 2])) {
  test(`a limit covers one run, and its last checkpoint continues in the middle of a page: sort ${sort}`, () =>
    virtually({}, async ({ client, truth }) => {
      const query = { from: '2023-06-01', to: '2024-03-10', sort };
      const given = [];
      /** @type {string | undefined} */
      let resume;
      for (const limit of [7, 1, 130, 30]) {
        // The size of pages is no part of what is asked for.
        const part = { ...query, limit, resume, page_size: limit === 1 ? 3 : 50 };
        const { items, error } = await read(client().pages('history-365', part));
        assert.equal(error, undefined);
        assert.equal(messagesOf(items).length, limit);
        given.push(...messagesOf(items));
        resume = items.at(-1)?.checkpoint;
      }
      assert.deepEqual(given, truth('history-365', query).slice(0, 168));
    }));
}

test('the last checkpoint of an unfinished range returns what has arrived since', () =>
  virtually({ lateMessages: { count: 4, after: 3 } }, async ({ client, clock, truth }) => {
    const query = { from: '2024-03-01', to: '2024-12-31' };
    const { items } = await read(client().pages('history-365', query));
    assert.ok(items.length > 0);
    await read(client().pages('history-365', { from: '2024-01-01', to: '2024-01-02' }));
    await read(client().pages('history-365', { from: '2024-01-01', to: '2024-01-02' }));
    await clock.sleep(600_000);
    const { checkpoint } = /** @type {any} */ (items.at(-1));
    const rest = await read(client().pages('history-365', { ...query, resume: checkpoint }));
    assert.equal(messagesOf(rest.items).length, 4);
    assert.deepEqual(messagesOf([...items, ...rest.items]), truth('history-365', query));
  }));

for (const [ends, from, to] of /** @type {const} */ ([
  ['dates', '2023-06-01', '2023-08-10'],
  ['moments within a second', new Date(1685577600250), new Date(1691668800750)],
])) {
  test(`without a range, a checkpoint continues in its own: ${ends}`, () =>
    virtually({}, async ({ client, truth }) => {
      const query = { from, to, page_size: 5 };
      const [page] = await readSome(client().pages('history-365', query), 1);
      assert.ok(page);
      const rest = await read(client().pages('history-365', { resume: page.checkpoint }));
      assert.deepEqual(messagesOf([page, ...rest.items]), truth('history-365', query));
    }));
}

test('empty windows are not read again on resume, so short deadlines make progress', () =>
  virtually({ latencyMs: 200 }, async ({ client, simulator, truth }) => {
    const query = { from: '2015-01-01', to: '2024-03-14', deadlineMs: 10_000 };
    const given = [];
    /** @type {string | undefined} */
    let resume;
    for (let rounds = 0; rounds < 5; rounds += 1) {
      const { items, error } = await read(client().messages('history-50', { ...query, resume }));
      given.push(...items);
      resume = error?.checkpoint;
      if (!error) break;
    }
    assert.equal(resume, undefined);
    assert.deepEqual(given, truth('history-50', query));
    const { requests } = await client().plan(query);
    assert.ok(simulator.requests.length < requests + 5, `${simulator.requests.length} requests`);
  }));

test('a checkpoint is small, even in a burst, and contains nothing of the session or its messages', () =>
  virtually({}, async ({ client }) => {
    const query = { from: '2023-04-01', to: '2024-03-14', page_size: 30 };
    const { items } = await read(client().pages('history-1000', query));
    for (const { checkpoint, sms_histories } of items) {
      assert.ok(checkpoint.length < 400, `${checkpoint.length} characters`);
      assert.doesNotMatch(checkpoint, /history-1000|IQ-/);
      assert.ok((sms_histories ?? []).length > 0, 'a page has something new');
    }
  }));

test('a checkpoint that was changed, or is of another query, is refused before anything is sent', () =>
  virtually({}, async ({ client, simulator }) => {
    const query = { from: '2024-02-01', to: '2024-03-10', page_size: 3 };
    const [page] = await readSome(client().pages('history-365', query), 1);
    assert.ok(page);
    const { checkpoint } = page;
    const sent = simulator.requests.length;
    const at = checkpoint.length >> 1;
    const other = checkpoint[at] === '1' ? '2' : '1';
    /** @type {[string, any][]} */
    const wrong = [
      ['history-365', { ...query, resume: '' }],
      ['history-365', { ...query, resume: 'no checkpoint' }],
      ['history-365', { ...query, resume: 7 }],
      ['history-365', { ...query, resume: checkpoint.slice(0, -1) }],
      [
        'history-365',
        { ...query, resume: checkpoint.slice(0, at) + other + checkpoint.slice(at + 1) },
      ],
      ['history-365', { ...query, resume: `${checkpoint} ` }],
      ['history-366', { ...query, resume: checkpoint }],
      ['history-365', { ...query, resume: checkpoint, from: '2024-02-02' }],
      ['history-365', { ...query, resume: checkpoint, to: '2024-03-11' }],
      ['history-365', { ...query, resume: checkpoint, sort: 2 }],
      ['history-365', { ...query, resume: checkpoint, delivery_status: 'sent' }],
    ];
    for (const [id, query] of wrong) {
      const { error } = await read(client().pages(id, query));
      assert.ok(error instanceof InvalidRequestError, JSON.stringify(query));
      assert.deepEqual(
        error.issues.map(({ field }) => field),
        ['resume'],
      );
    }
    assert.equal(simulator.requests.length, sent);
  }));

/**
 * @template Item
 * @param {AsyncIterable<Item>} iterable @param {number} count
 */
async function readSome(iterable, count) {
  const items = [];
  for await (const item of iterable) {
    items.push(item);
    if (items.length === count) break;
  }
  return items;
}
