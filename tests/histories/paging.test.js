import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PagingError } from '../../pkg/node.js';
import { ids, messagesOf, read, virtually } from './support.js';

const MINUTE = 60_000;
const RANGE = { from: '2023-10-01', to: '2024-03-14' };

for (const sort of /** @type {const} */ ([1, 2])) {
  for (const id of ['history-365', 'edge-300', 'burst-100']) {
    test(`page tokens that expire on a slow consumer cost no message: ${id}, sort ${sort}`, () =>
      virtually({}, async ({ client, clock, simulator, truth }) => {
        const query = { ...RANGE, sort, page_size: 20 };
        const { items, error } = await read(client().pages(id, query), () =>
          clock.sleep(16 * MINUTE),
        );
        assert.equal(error, undefined);
        assert.deepEqual(ids(messagesOf(items)), ids(truth(id, query)));
        assert.ok(
          simulator.requests.some(({ status }) => status === 400),
          'a token expired',
        );
      }));
  }
}

test('page tokens that are never good end in a typed error, not in an endless loop', () =>
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
  test(`a page token that comes twice ends in a PagingError with a checkpoint: ${pageTokens}`, () =>
    virtually({ pageTokens }, async ({ client, simulator, truth }) => {
      const query = { from: '2024-02-20', to: '2024-03-14', page_size: 5 };
      const { items, error } = await read(client().pages('history-365', query));
      assert.ok(error instanceof PagingError);
      assert.equal(error.retryable, false);
      assert.equal(error.checkpoint, items.at(-1)?.checkpoint);
      assert.ok(items.length > 0 && simulator.requests.length <= 4);
      simulator.set({ pageTokens: 'ordinary' });
      const resume = error.checkpoint;
      const rest = await read(client().pages('history-365', { ...query, resume }));
      assert.deepEqual(messagesOf([...items, ...rest.items]), truth('history-365', query));
    }));
}

test('empty pages with a token go on, and without an end are ended by maxPages', () =>
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

test('maxPages is how many pages of a window are read: what they held is given', () =>
  virtually({}, async ({ client, truth }) => {
    const query = { from: '2024-02-20', to: '2024-03-14', page_size: 5 };
    const { items, error } = await read(client().pages('history-365', { ...query, maxPages: 2 }));
    assert.ok(error instanceof PagingError);
    assert.deepEqual(ids(messagesOf(items)), ids(truth('history-365', query)).slice(0, 10));
  }));

for (const at of ['end', 'middle', '2024-03-10T00:00:00Z']) {
  for (const sort of /** @type {const} */ ([1, 2])) {
    for (const pageTokenPlace of /** @type {const} */ (['message', 'offset'])) {
      test(`messages that arrive late, ${at}, make no other message come twice or not at all: sort ${sort}, ${pageTokenPlace}`, () =>
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

test('a range of years asks in windows of a month at most, and of nothing twice', () =>
  virtually({ longRange: 'refuse' }, async ({ client, simulator, truth }) => {
    const query = { from: '2015-01-01', to: '2024-12-31', page_size: 100 };
    const { items, error } = await read(client().messages('history-1000', query));
    assert.equal(error, undefined);
    assert.equal(items.length, truth('history-1000', query).length);
    assert.ok(simulator.requests.every(({ status }) => status === 200));
    const { requests } = await client().plan(query);
    assert.ok(simulator.requests.length <= requests + 5, `${simulator.requests.length} requests`);
  }));
