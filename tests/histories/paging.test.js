import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PagingError } from '../../pkg/inline.js';
import { ids, messagesOf, read, virtually } from './support.js';

const MINUTE = 60_000;
const RANGE = { from: '2023-10-01', to: '2024-03-14' };

for (const sort of /** @type {const} */ ([1, 2])) {
  for (const id of ['history-365', 'edge-300', 'burst-100']) {
    test(`page tokens that expire on a slow consumer lose no message: ${id}, sort ${sort}`, () =>
      virtually({}, async ({ client, clock, simulator, truth }) => {
        const query = { ...RANGE, sort, page_size: 20 };
        const { items, error } = await read(client().pages(id, query), () =>
          clock.sleep(16 * MINUTE),
        );
        assert.equal(error, undefined);
        assert.deepEqual(ids(messagesOf(items)), ids(truth(id, query)));
        // Where time gets reading further, no token is used.
        const expired = simulator.requests.some(({ status }) => status === 400);
        assert.equal(expired, id.startsWith('burst'));
      }));
  }
}

test('page tokens that are never valid end in a typed error, not in an endless loop', () =>
  virtually({ pageTokenLifetimeMs: 1, latencyMs: 50 }, async ({ client, simulator, truth }) => {
    // All in one second: starting again gets no further.
    const query = { ...RANGE, page_size: 10 };
    const { items, error } = await read(client().pages('burst-50', query));
    assert.equal(error?.kind, 'invalid-page-token');
    assert.ok(simulator.requests.length < 40, `${simulator.requests.length} requests`);
    simulator.set({ pageTokenLifetimeMs: 15 * MINUTE });
    const resume = error?.checkpoint;
    const rest = await read(client().pages('burst-50', { ...query, resume }));
    assert.deepEqual(messagesOf([...items, ...rest.items]), truth('burst-50', query));
  }));

for (const pageTokens of /** @type {const} */ (['cycle', 'repeat'])) {
  test(`a repeated page token ends in a PagingError with a checkpoint: ${pageTokens}`, () =>
    virtually({ pageTokens }, async ({ client, simulator, truth }) => {
      // All in one second, which requires page tokens.
      const query = { ...RANGE, page_size: 10 };
      const { items, error } = await read(client().pages('burst-50', query));
      assert.ok(error instanceof PagingError);
      assert.equal(error.retryable, false);
      assert.equal(error.checkpoint, items.at(-1)?.checkpoint);
      assert.ok(items.length > 0 && simulator.requests.length <= 12);
      simulator.set({ pageTokens: 'ordinary' });
      const resume = error.checkpoint;
      const rest = await read(client().pages('burst-50', { ...query, resume }));
      assert.deepEqual(messagesOf([...items, ...rest.items]), truth('burst-50', query));
    }));

  test(`unneeded page tokens do no harm, whatever they are: ${pageTokens}`, () =>
    virtually({ pageTokens }, async ({ client, truth }) => {
      const query = { from: '2024-02-20', to: '2024-03-14', page_size: 5 };
      const { items, error } = await read(client().pages('history-365', query));
      assert.equal(error, undefined);
      assert.deepEqual(messagesOf(items), truth('history-365', query));
    }));
}

test('empty pages with a token continue, and endless ones stop at maxPages', () =>
  virtually({ emptyPages: 0.5 }, async ({ client, simulator, truth }) => {
    const query = { from: '2024-02-20', to: '2024-03-14', page_size: 5 };
    const { items, error } = await read(client().pages('history-365', query));
    assert.equal(error, undefined);
    assert.deepEqual(messagesOf(items), truth('history-365', query));
    simulator.set({ emptyPages: 1 });
    const before = simulator.requests.length;
    const endless = await read(client().pages('history-365', { ...query, maxPages: 30 }));
    assert.ok(endless.error instanceof PagingError);
    assert.match(endless.error.message, /maxPages/);
    assert.equal(simulator.requests.length - before, 30);
  }));

test('maxPages limits the pages of a window, and their messages are returned', () =>
  virtually({}, async ({ client, truth }) => {
    const query = { from: '2024-02-20', to: '2024-03-14', page_size: 5 };
    const { items, error } = await read(client().pages('history-365', { ...query, maxPages: 2 }));
    assert.ok(error instanceof PagingError);
    // The second page begins with what the first one ended with.
    assert.deepEqual(ids(messagesOf(items)), ids(truth('history-365', query)).slice(0, 9));
  }));

for (const at of ['end', 'middle', '2024-03-10T00:00:00Z']) {
  for (const sort of /** @type {const} */ ([1, 2])) {
    for (const pageTokenPlace of /** @type {const} */ (['message', 'offset'])) {
      test(`messages that arrive late, ${at}, neither repeat nor lose another message: sort ${sort}, ${pageTokenPlace}`, () =>
        virtually(
          { pageTokenPlace, lateMessages: { count: 30, after: 3, at } },
          async ({ client, truth }) => {
            const query = { ...RANGE, sort, page_size: 10 };
            const before = truth('history-365', query);
            const { items, error } = await read(client().pages('history-365', query));
            assert.equal(error, undefined);
            const given = ids(messagesOf(items));
            const later = truth('history-365', query);
            assert.equal(new Set(given).size, given.length, 'none comes twice');
            // In the order of the truth, and nothing that is not in it.
            assert.deepEqual(
              given,
              ids(later).filter((id) => given.includes(id)),
            );
            assert.deepEqual(
              given.filter((id) => ids(before).includes(id)),
              ids(before),
            );
          },
        ));
    }
  }
}

test('a range of years uses windows of at most a month, without repeated requests', () =>
  virtually({ longRange: 'refuse' }, async ({ client, simulator, truth }) => {
    const query = { from: '2015-01-01', to: '2024-12-31', page_size: 100 };
    const { items, error } = await read(client().messages('history-1000', query));
    assert.equal(error, undefined);
    assert.equal(items.length, truth('history-1000', query).length);
    assert.ok(simulator.requests.every(({ status }) => status === 200));
    const { requests } = await client().plan(query);
    assert.ok(simulator.requests.length <= requests + 5, `${simulator.requests.length} requests`);
  }));

test('tens of thousands of messages in a window, and pages that shift: each comes once, also resumed', () =>
  virtually(
    { pageTokenPlace: 'offset', lateMessages: { count: 700, after: 22, at: 'end' } },
    async ({ client, truth }) => {
      const query = { from: '2024-02-15', to: '2024-03-15', sort: /** @type {const} */ (2) };
      const before = truth('history-200000', query);
      assert.ok(before.length > 10_000);
      const given = [];
      let resume = '';
      for await (const page of client().pages('history-200000', query)) {
        given.push(...messagesOf([page]));
        resume = page.checkpoint;
        assert.ok(resume.length < 400, `${resume.length} characters`);
        if (given.length > 5_000) break;
      }
      const rest = await read(client().messages('history-200000', { ...query, resume }));
      assert.equal(rest.error, undefined);
      assert.deepEqual(ids([...given, ...rest.items]), ids(before));
    },
  ));

/**
 * A Zoom of a few lines: one session, pages by offset.
 *
 * @param {(asked: number) => number[]} timesAt its messages' times, in its order, at each request
 */
function zoomOf(timesAt) {
  let asked = 0;
  return async (/** @type {Request} */ { url }) => {
    asked += 1;
    const value = (/** @type {string} */ name) => new URL(url).searchParams.get(name) ?? '';
    const [from, to] = [Date.parse(value('from')), Date.parse(value('to'))];
    const found = timesAt(asked).filter((time) => from <= time && time <= to);
    const [offset, size] = [Number(value('next_page_token')), Number(value('page_size'))];
    const sms_histories = found.slice(offset, offset + size).map((time) => ({
      message_id: `m${time}`,
      date_time: new Date(time).toISOString(),
    }));
    const next_page_token = offset + size < found.length ? `${offset + size}` : '';
    return Response.json({ next_page_token, page_size: size, sms_histories });
  };
}

const HOUR = 60 * MINUTE;
const hourly = (/** @type {number} */ count) =>
  Array.from({ length: count }, (_, i) => Date.UTC(2024, 2, 5) + i * HOUR);

test('messages behind the current position are counted, and come when the range is read again', () =>
  virtually({}, async ({ client }) => {
    // Five pages of ten, each of which begins with the last message of the one before.
    const reached = Number(hourly(46).at(-1));
    const late = [reached - 2 * HOUR - 1, reached - 121_000];
    const all = [...hourly(100), ...late].sort((a, b) => a - b);
    const reader = client({ fetch: zoomOf((asked) => (asked > 5 ? all : hourly(100))) });
    /** @type {number[]} */
    const shown = [];
    const query = {
      ...{ from: '2024-03-01', to: '2024-03-14', page_size: 10 },
      onProgress: (/** @type {{ late: number }} */ progress) => shown.push(progress.late),
    };
    const { items, error } = await read(reader.messages('s', query));
    assert.equal(error, undefined);
    assert.equal(items.length, 100);
    // The other one is where nothing is asked for again.
    assert.deepEqual([shown.at(0), shown.at(-1)], [0, 1]);
    const again = await read(reader.messages('s', query));
    assert.equal(again.items.length, 102);
    assert.equal(shown.at(-1), 0);
  }));

test('a server that ignores sort ends in a PagingError, or returns everything in order', () =>
  virtually({}, async ({ client }) => {
    const query = { from: '2024-02-20', to: '2024-03-12' };
    const reader = client({ fetch: zoomOf(() => hourly(100).reverse()) });
    for (const page_size of [1, 2, 99]) {
      const { items, error } = await read(reader.messages('s', { ...query, page_size }));
      assert.ok(error instanceof PagingError, `${page_size}`);
      assert.match(error.message, /sort/);
      assert.ok(items.length <= 1);
    }
    for (const sort of /** @type {const} */ ([1, 2])) {
      const { items, error } = await read(reader.messages('s', { ...query, sort }));
      assert.equal(error, undefined);
      const times = items.map(({ date_time }) => date_time).sort();
      if (sort === 2) times.reverse();
      assert.deepEqual(
        items.map(({ date_time }) => date_time),
        times,
      );
      assert.equal(items.length, 100);
    }
  }));

test('pages that bring nothing new end in a PagingError, long before maxPages', () =>
  virtually({ emptyPages: 1 }, async ({ client, simulator }) => {
    const { error } = await read(client().pages('history-365', RANGE));
    assert.ok(error instanceof PagingError);
    assert.equal(simulator.requests.length, 100);
  }));
