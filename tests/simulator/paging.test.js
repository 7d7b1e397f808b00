import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, createClocked, MINUTE, readMessages, readPages } from './support.js';

/** A month in which a history of 2,000 messages has some 170. */
const JANUARY = { from: '2024-01-01', to: '2024-01-31' };
const HISTORY = 'history-2000';

/** @typedef {import('../../simulator/message.js').SmsMessage} SmsMessage */

/** @param {SmsMessage[]} messages */
const ids = (messages) => messages.map(({ message_id }) => message_id);

/** @param {SmsMessage[]} messages */
const unique = (messages) => [...new Set(ids(messages))];

/** What is to be read, whatever the switches. @param {1 | 2} [sort] */
async function expected(sort = 1) {
  return ids(await readMessages(createClocked().simulator, HISTORY, { ...JANUARY, sort }));
}

/**
 * @param {import('../../simulator/index.js').Simulator} simulator
 * @param {number} count
 * @param {string} [id]
 * @param {import('./support.js').Query} [query]
 */
async function readTokens(simulator, count, id = HISTORY, query = JANUARY) {
  const pages = [];
  let next_page_token;
  for (let i = 0; i < count; i += 1) {
    const { body } = await ask(simulator, id, { ...query, next_page_token });
    pages.push(body);
    next_page_token = body.next_page_token;
  }
  return pages;
}

test('page tokens can expire early', async () => {
  const { simulator, clock } = createClocked({ pageTokenLifetimeMs: MINUTE });
  const { next_page_token } = (await ask(simulator, 'demo')).body;
  clock.time += MINUTE;
  assert.equal((await ask(simulator, 'demo', { next_page_token })).status, 200);
  clock.time += 1;
  assert.equal((await ask(simulator, 'demo', { next_page_token })).body.code, 400);
});

test('a token repeats once in each list, and its page comes twice', async () => {
  const { simulator } = createClocked({ pageTokens: 'repeat' });
  const pages = await readPages(simulator, HISTORY, JANUARY);
  assert.equal(pages[1]?.next_page_token, pages[0]?.next_page_token);
  assert.deepEqual(pages[2]?.sms_histories, pages[1]?.sms_histories);
  assert.equal(new Set(pages.map((page) => page.next_page_token)).size, pages.length - 1);
  assert.deepEqual(unique(pages.flatMap((page) => page.sms_histories)), await expected());
});

test('tokens that cycle never end', async () => {
  const { simulator } = createClocked({ pageTokens: 'cycle' });
  const pages = await readTokens(simulator, 30);
  assert.ok(pages.every((page) => page.next_page_token));
  assert.equal(new Set(pages.map((page) => page.next_page_token)).size, 2);
  const short = await readTokens(simulator, 10, 'demo', {});
  assert.equal(new Set(short.map((page) => page.next_page_token)).size, 1);
});

test('empty pages carry a token, and nothing is lost between them', async () => {
  const { simulator } = createClocked({ emptyPages: 0.5 });
  const pages = await readPages(simulator, HISTORY, JANUARY);
  const empty = pages.filter((page) => page.sms_histories.length === 0);
  assert.ok(empty.length > 1);
  assert.ok(empty.every((page) => page.next_page_token));
  assert.deepEqual(ids(pages.flatMap((page) => page.sms_histories)), await expected());
});

test('with probability 1 all pages are empty, and no two tokens are the same', async () => {
  const { simulator } = createClocked({ emptyPages: 1 });
  const pages = await readTokens(simulator, 20);
  assert.ok(pages.every((page) => page.sms_histories.length === 0));
  assert.equal(new Set(pages.map((page) => page.next_page_token)).size, 20);
});

for (const sort of /** @type {const} */ ([1, 2])) {
  for (const pageTokenPlace of /** @type {const} */ (['message', 'offset'])) {
    test(`duplicates come within a page and across pages: sort ${sort}, ${pageTokenPlace}`, async () => {
      const { simulator } = createClocked({ duplicates: 0.5, pageTokenPlace });
      const page_size = 5;
      const pages = await readPages(simulator, HISTORY, { ...JANUARY, sort, page_size });
      assert.ok(pages.every((page) => page.sms_histories.length <= page_size));
      const lists = pages.map((page) => ids(page.sms_histories));
      assert.ok(lists.some((list) => new Set(list).size < list.length));
      assert.ok(lists.some((list, i) => i > 0 && list[0] === lists[i - 1]?.at(-1)));
      assert.deepEqual(unique(pages.flatMap((page) => page.sms_histories)), await expected(sort));
    });
  }
}

test('a list of small pages with duplicates still ends', async () => {
  for (const page_size of [1, 2, 3]) {
    const { simulator } = createClocked({ duplicates: 1 });
    const messages = await readMessages(simulator, HISTORY, { ...JANUARY, page_size });
    assert.deepEqual(unique(messages), await expected());
  }
});

for (const at of ['end', 'middle', '2024-02-29T00:00:00Z']) {
  test(`late messages appear after the configured number of pages: ${at}`, async () => {
    const { simulator } = createClocked({ lateMessages: { count: 3, after: 2, at } });
    const before = simulator.groundTruth('demo');
    const query = { page_size: 10 };
    await ask(simulator, 'demo', query);
    await ask(simulator, 'empty');
    assert.deepEqual(simulator.groundTruth('demo'), before);
    await ask(simulator, 'demo', query);
    const after = simulator.groundTruth('demo');
    assert.equal(after.length, before.length + 3);
    assert.equal(unique(after).length, after.length);
    assert.deepEqual(await readMessages(simulator, 'demo', query), after);

    const old = new Set(ids(before));
    const times = after.filter((m) => !old.has(m.message_id)).map((m) => m.date_time);
    const newest = before.at(-1)?.date_time ?? '';
    if (at === 'end') assert.ok(times.every((time) => time > newest));
    else if (at !== 'middle') assert.deepEqual(times, [at, at, at]);
    const all = after.map((m) => m.date_time);
    assert.deepEqual(all, all.toSorted());
  });
}

for (const [at, is] of /** @type {const} */ ([
  ['oldest', (/** @type {number} */ i) => i < 6],
  ['newest', (/** @type {number} */ i) => i >= 34],
])) {
  test(`messages are deleted after the configured pages, and again after each further number: ${at}`, async () => {
    const { simulator } = createClocked({ deletedMessages: { count: 3, after: 2, every: 2, at } });
    const before = simulator.groundTruth('demo');
    assert.equal(before.length, 40);
    await ask(simulator, 'demo');
    await ask(simulator, 'empty');
    assert.deepEqual(simulator.groundTruth('demo'), before);
    await ask(simulator, 'demo');
    assert.equal(simulator.groundTruth('demo').length, 37);
    await ask(simulator, 'demo');
    await ask(simulator, 'demo');
    const after = before.filter((_, i) => !is(i));
    assert.deepEqual(simulator.groundTruth('demo'), after);
    assert.deepEqual(await readMessages(simulator, 'demo', { page_size: 100 }), after);
  });
}

test('any messages may be deleted, the same ones each time, and beside late ones', async () => {
  const deletedMessages = /** @type {const} */ ({ count: 5, at: 'any' });
  const { simulator } = createClocked({ deletedMessages });
  const left = simulator.groundTruth('demo');
  assert.ok(left.length < 40 && left.length >= 35);
  assert.deepEqual(createClocked({ deletedMessages }).simulator.groundTruth('demo'), left);
  simulator.set({ lateMessages: { count: 2, at: 'middle' } });
  const both = simulator.groundTruth('demo');
  assert.equal(both.length, left.length + 2);
  assert.deepEqual(
    ids(left).filter((id) => !ids(both).includes(id)),
    [],
  );
});

for (const [pageTokenPlace, skipped] of /** @type {const} */ ([
  ['message', 0],
  ['offset', 4],
])) {
  test(`when ${4} messages are deleted, the next page skips ${skipped}: ${pageTokenPlace}`, async () => {
    const deletedMessages = { count: 4, after: 1 };
    const { simulator } = createClocked({ pageTokenPlace, deletedMessages });
    const before = ids(simulator.groundTruth('demo'));
    const pages = await readPages(simulator, 'demo', { page_size: 10 });
    assert.equal(pages[1]?.sms_histories[0]?.message_id, before[10 + skipped]);
  });
}

test('late messages also appear in empty sessions', async () => {
  const { simulator } = createClocked({ lateMessages: { count: 2, after: 1 } });
  assert.deepEqual(await readMessages(simulator, 'empty'), []);
  assert.equal((await readMessages(simulator, 'empty')).length, 2);
});

/**
 * Reads the demo newest first, while a message arrives at its end after the first page.
 * @param {'message' | 'offset'} pageTokenPlace
 */
async function readWhileArriving(pageTokenPlace) {
  const { simulator } = createClocked({ pageTokenPlace, lateMessages: { count: 1, after: 1 } });
  const before = simulator.groundTruth('demo').reverse();
  const pages = await readPages(simulator, 'demo', { sort: 2, page_size: 10 });
  return { before, pages: pages.map((page) => page.sms_histories) };
}

test('a page begins at its message, whatever arrives before it', async () => {
  const { before, pages } = await readWhileArriving('message');
  assert.deepEqual(pages.flat(), before);
});

test('pages by offset shift by one when a message arrives before them', async () => {
  const { before, pages } = await readWhileArriving('offset');
  assert.deepEqual(pages[1]?.[0], pages[0]?.[9]);
  assert.equal(pages.flat().length, before.length + 1);
  assert.deepEqual(unique(pages.flat()), ids(before));
});

for (const id of ['edge-1000', 'burst-300', 'history-50/a ?#%✓+&=', 'edge-60//x', 'burst-40/é']) {
  test(`reading ${id} gives its ground truth, each message once`, async () => {
    const { simulator } = createClocked();
    const truth = simulator.groundTruth(id);
    assert.equal(truth.length, Number(/\d+/.exec(id)?.[0]));
    assert.equal(unique(truth).length, truth.length);
    const times = truth.map(({ date_time }) => date_time);
    assert.deepEqual(times, times.toSorted());
    assert.ok(times.every((time) => '2023-03-16' <= time && time < '2024-03-15'));

    const recent = truth.filter(({ date_time }) => date_time >= '2024-02-14T12:00:00Z');
    assert.deepEqual(await readMessages(simulator, id, { page_size: 7 }), recent);
  });
}

test('the edges are crowded, and burst is one second', () => {
  const { simulator } = createClocked();
  /** @param {string} id */
  function crowds(id) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const { date_time } of simulator.groundTruth(id)) {
      counts.set(date_time, (counts.get(date_time) ?? 0) + 1);
    }
    return counts;
  }
  const edges = crowds('edge-1000');
  // The first of a month, 30 days before the end, and a midnight of the last week.
  for (const time of ['2024-02-01', '2024-02-14', '2024-03-10']) {
    assert.ok((edges.get(`${time}T00:00:00Z`) ?? 0) > 10, time);
    assert.ok((edges.get(`${time}T00:00:01Z`) ?? 0) > 3, time);
  }
  assert.ok((edges.get('2024-01-31T23:59:59Z') ?? 0) > 3);
  assert.deepEqual([...crowds('burst-300')], [['2024-02-29T00:00:00Z', 300]]);
});

test('sessions of one shape with another suffix are different', () => {
  const { simulator } = createClocked();
  const ofBoth = ['history-50/a', 'history-50/b'].flatMap((id) => simulator.groundTruth(id));
  assert.equal(unique(ofBoth).length, 100);
});
