import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readPage } from '../../simulator/page.js';
import { ask, createClocked, createRequest, DAY, NOW, readMessages, readPages } from './support.js';

const SAMPLE = JSON.parse(
  readFileSync(new URL('../data/sms-session.sample.json', import.meta.url), 'utf8'),
);
const SAMPLE_IDS = ['seed', '35ccd84704253f5f793d0a721c7fe655'];

/** A bit more than a month, with messages of a year's history on either side. */
const MARCH = { from: '2023-03-01', to: '2023-03-31' };

for (const id of SAMPLE_IDS) {
  test(`${id} returns exactly the documented example on any day`, async () => {
    for (const time of [NOW, Date.UTC(2031, 0, 1)]) {
      const { simulator } = createClocked({ now: () => time });
      const { status, body } = await ask(simulator, id);
      assert.equal(status, 200);
      assert.deepEqual(body, SAMPLE);
    }
  });
}

test('the token of the documented example leads to an empty last page', async () => {
  const { simulator, clock } = createClocked();
  clock.time += DAY;
  const { body } = await ask(simulator, 'seed', { next_page_token: SAMPLE.next_page_token });
  assert.deepEqual(body, { next_page_token: '', page_size: 30, sms_histories: [] });
});

test('the documented example can be read one message a page', async () => {
  const { simulator } = createClocked();
  const pages = await readPages(simulator, 'seed', { page_size: 1 });
  assert.deepEqual(
    pages.map((page) => page.sms_histories.length),
    [1, 1, 0],
  );
  assert.deepEqual(
    pages.flatMap((page) => page.sms_histories),
    SAMPLE.sms_histories,
  );
});

test('the documented example respects a given range', async () => {
  const { simulator } = createClocked();
  const day = { from: '2022-03-23', to: '2022-03-23' };
  assert.equal((await readMessages(simulator, 'seed', day)).length, 2);
  const dayBefore = { from: '2022-03-22', to: '2022-03-22' };
  const { body } = await ask(simulator, 'seed', dayBefore);
  assert.deepEqual(body, { next_page_token: '', page_size: 30, sms_histories: [] });
});

for (const sort of [1, 2]) {
  for (const page_size of [1, 7, 30, 100]) {
    for (const [id, range] of /** @type {const} */ ([
      ['demo', {}],
      ['odd/id ?#%✓', {}],
      ['history-1000', MARCH],
      ['seed', {}],
      ['empty', {}],
    ])) {
      test(`${id} by ${page_size}, sort ${sort}: each message exactly once and in order`, async () => {
        const { simulator } = createClocked();
        const truth = simulator
          .groundTruth(id)
          .filter(({ date_time }) => id !== 'history-1000' || date_time.startsWith('2023-03'));
        if (sort === 2) truth.reverse();

        const pages = await readPages(simulator, id, { sort, page_size, ...range });
        assert.deepEqual(
          pages.flatMap((page) => page.sms_histories),
          truth,
        );
        assert.ok(pages.every((page) => page.page_size === page_size));
        assert.ok(pages.slice(0, -2).every((page) => page.sms_histories.length === page_size));
      });
    }
  }
}

test('the last page has an empty token even when it is full', async () => {
  const { simulator } = createClocked();
  const pages = await readPages(simulator, 'demo', { page_size: 20 });
  assert.deepEqual(
    pages.map((page) => page.sms_histories.length),
    [20, 20],
  );
});

test('without a query a page has 30 messages, the oldest first', async () => {
  const { simulator } = createClocked();
  const { body } = await ask(simulator, 'demo');
  assert.equal(body.page_size, 30);
  assert.deepEqual(body.sms_histories, simulator.groundTruth('demo').slice(0, 30));
});

test('every message of the demo is within the past 30 days at any hour of the first day', async () => {
  for (const time of [NOW - (NOW % DAY), NOW - (NOW % DAY) + DAY - 1]) {
    const { simulator } = createClocked({ now: () => time });
    const times = (await readMessages(simulator, 'demo')).map(({ date_time }) => date_time);
    assert.equal(times.length, 40);
    assert.deepEqual(times, times.toSorted());
  }
});

test('a delivery status filter returns only messages of that status', async () => {
  const { simulator } = createClocked();
  const all = simulator.groundTruth('history-1000');
  const recent = all.filter(({ date_time }) => Date.parse(date_time) >= NOW - 30 * DAY);
  for (const delivery_status of ['received', 'delivered', 'sent', 'unknown']) {
    const expected = recent.filter((message) => message.delivery_status === delivery_status);
    assert.ok(expected.length > 0);
    const query = { delivery_status, page_size: 3 };
    assert.deepEqual(await readMessages(simulator, 'history-1000', query), expected);
  }
  assert.deepEqual(
    await readMessages(simulator, 'history-1000', { delivery_status: 'all' }),
    recent,
  );
});

test('a history has as many messages as its name says, all within the past year', () => {
  const { simulator } = createClocked();
  const today = NOW - (NOW % DAY);
  for (const size of [0, 1, 365, 5000]) {
    const messages = simulator.groundTruth(`history-${size}`);
    const times = messages.map(({ date_time }) => Date.parse(date_time));
    assert.equal(messages.length, size);
    assert.equal(new Set(messages.map((message) => message.message_id)).size, size);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
    assert.ok(times.every((time) => today - 365 * DAY <= time && time < today));
  }
});

test('a history contains the hard cases', () => {
  const { simulator } = createClocked();
  const messages = simulator.groundTruth('history-5000');
  const texts = messages.map(({ message }) => message);
  /** @param {(message: import('../../simulator/message.js').SmsMessage) => unknown} holds */
  const some = (holds) => assert.ok(messages.some(holds), holds.toString());

  some((m) => m.direction === 'in');
  some((m) => m.direction === 'out');
  some((m) => m.message_type === 7);
  some((m) => m.sender?.owner?.type === 'virtualAgent');
  some((m) => m.attachments?.length === 10);
  some((m) => m.attachments?.some((file) => file.type === 'JPG/JPEG'));
  some((m) => m.to_members?.length === 10);
  some((m) => m.to_members?.[0]?.display_name === null);
  for (const field of ['attachments', 'direction', 'message', 'message_type', 'sender']) {
    assert.ok(messages.some((m) => !(field in m)));
    assert.ok(messages.some((m) => Reflect.get(m, field) === null));
  }
  for (const text of ['', '👩‍👩‍👧‍👦', 'e\u0301', 'שלום', '\r\n', '"', '\u0000', '\u2028']) {
    assert.ok(texts.some((t) => (text === '' ? t === '' : t?.includes(text))));
  }
  assert.ok(texts.some((text) => (text?.length ?? 0) >= 1500));
  assert.ok(messages.some((m, i) => m.date_time === messages[i - 1]?.date_time));
});

test('every phone number is reserved for fiction', () => {
  const { simulator } = createClocked();
  for (const id of ['demo', 'history-2000']) {
    for (const { sender, to_members } of simulator.groundTruth(id)) {
      for (const party of [sender, ...(to_members ?? [])]) {
        if (party) assert.match(party.phone_number, /^1\d{3}55501\d\d$/);
      }
    }
  }
});

test('a page of a million messages does not compute the million', () => {
  const looked = { times: 0, messages: 0 };
  const [message] = createClocked().simulator.groundTruth('demo');
  assert.ok(message);
  const session = {
    size: 1_000_000,
    timeAt(/** @type {number} */ index) {
      looked.times += 1;
      return NOW - (1_000_000 - index) * 1_000;
    },
    messageAt() {
      looked.messages += 1;
      return message;
    },
  };
  const range = { start: NOW - 5 * DAY, end: NOW };
  const query = /** @type {const} */ ({ sort: 1, pageSize: 100, deliveryStatus: 'all' });
  const { messages } = readPage(session, range, query);
  assert.equal(messages.length, 100);
  assert.equal(looked.messages, 100);
  assert.ok(looked.times <= 2 * 20, `${looked.times} times`);
});

test('only the seed decides the content of a history', () => {
  const one = createClocked({ seed: 5 }).simulator.groundTruth('history-50');
  const same = createClocked({ seed: 5 }).simulator.groundTruth('history-50');
  const other = createClocked({ seed: 6 }).simulator.groundTruth('history-50');
  assert.deepEqual(one, same);
  assert.notDeepEqual(one, other);
});

test('an unknown session is 404 with code 7013', async () => {
  const { simulator } = createClocked();
  for (const id of [
    'nobody',
    'history-1000001',
    'history-01',
    'history-',
    'flaky-nothing',
    'toString',
  ]) {
    const { status, body } = await ask(simulator, id);
    assert.deepEqual([status, body.code], [404, 7013], id);
  }
  assert.throws(() => simulator.groundTruth('nobody'), RangeError);
});

test('a session id is percent-decoded exactly once', async () => {
  const { simulator } = createClocked();
  assert.match(createRequest('odd/id ?#%✓').url, /odd%2Fid%20%3F%23%25%E2%9C%93$/);
  assert.equal((await ask(simulator, 'odd/id ?#%✓')).status, 200);
  assert.equal((await ask(simulator, encodeURIComponent('odd/id ?#%✓'))).status, 404);
  const unencoded = createRequest('demo').url.replace('demo', 'odd/id%20%3F%23%25%E2%9C%93');
  const { headers } = createRequest('demo');
  assert.equal((await simulator.fetch(new Request(unencoded, { headers }))).status, 404);
});
