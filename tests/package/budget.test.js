/**
 * Small bodies of which very much would be made.
 *
 * @module
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importPackage, installPackage } from './support.js';

const sms = await importPackage(await installPackage());

const EXITS = /** @type {const} */ (['flattenSmsHistories', 'toCsv', 'toNdjson', 'toColumns']);

const ID = 'm';
const TIME = '2024-02-29T00:00:00Z';
/** @param {number} zeros */
const longTime = (zeros) => `2024-02-29T00:00:00.${'0'.repeat(zeros)}Z`;
/** @param {number} count */
const empty = (count) => `[${Array(count).fill('{}').join()}]`;

/** @param {Record<string, unknown> & { to?: number, files?: number }} fields */
function message({ to = 0, files = 0, ...fields }) {
  const start = JSON.stringify({ message_id: ID, date_time: TIME, ...fields }).slice(0, -1);
  return `${start},"to_members":${empty(to)},"attachments":${empty(files)}}`;
}

/** @param {string[]} messages */
const page = (...messages) => `{"sms_histories":[${messages.join()}]}`;

/** @type {Record<string, { body: string | string[], grain: 'recipient' | 'attachment', field: string }>} */
const TOO_MUCH = {
  'a time with a long fraction, for each of many recipients': {
    body: page(message({ date_time: longTime(80_000), to: 25_000 })),
    grain: 'recipient',
    field: 'sms_histories[0].date_time',
  },
  'a time with a long fraction, for each of many attachments': {
    body: page(message({}), message({ date_time: longTime(50_000), files: 20_000 })),
    grain: 'attachment',
    field: 'sms_histories[1].date_time',
  },
  'a long id, for each of many recipients': {
    body: page(message({ message_id: 'x'.repeat(60_000), to: 25_000 })),
    grain: 'recipient',
    field: 'sms_histories[0].message_id',
  },
  'a long id, for each of many attachments': {
    body: page(message({ message_id: 'é'.repeat(30_000), files: 25_000 })),
    grain: 'attachment',
    field: 'sms_histories[0].message_id',
  },
  'a long direction, for each of many recipients': {
    body: page(message({ direction: '"'.repeat(40_000), to: 25_000 })),
    grain: 'recipient',
    field: 'sms_histories[0].direction',
  },
  'many messages that repeat less': {
    body: page(...Array(30).fill(message({ message_id: 'x'.repeat(3_000), to: 3_500 }))),
    grain: 'recipient',
    field: 'sms_histories[0].message_id',
  },
  'several pages that repeat less': {
    body: Array(30).fill(page(message({ message_id: 'x'.repeat(3_000), to: 3_500 }))),
    grain: 'recipient',
    field: 'sms_histories[0].message_id',
  },
};

/** Memory that this process did not have before, in bytes. @param {() => unknown} work */
function growth(work) {
  const before = process.memoryUsage().rss;
  work();
  return process.memoryUsage().rss - before;
}

for (const [name, { body, grain, field }] of Object.entries(TOO_MUCH)) {
  test(`output that repeats ${name} too often is refused before anything is built`, () => {
    const size = [body].flat().join('').length;
    assert.ok(size < 500_000, `${size} bytes are not few`);
    for (const exit of EXITS) {
      const grown = growth(() =>
        assert.throws(() => sms[exit](body, { grain }), {
          name: 'DecodeError',
          path: field,
          message: /would be repeated in each of \d+ rows.* Take fewer at once\.$/,
        }),
      );
      assert.ok(grown < 100e6, `${exit}: ${grown} bytes`);
    }
    // Of the same messages, one row each is no more than they are.
    for (const exit of EXITS) assert.ok(sms[exit](body).length > 0, exit);
  });
}

test('output just below the limit is complete', () => {
  const body = page(message({ message_id: 'x'.repeat(20_000), to: 5_000 }));
  const rows = sms.flattenSmsHistories(body, { grain: 'recipient' });
  assert.ok(rows.length === 5_000 && rows.every((row) => row.message_id.length === 20_000));
  const csv = sms.toCsv(body, { grain: 'recipient' });
  assert.ok(csv.length > 100e6);
});

test('rows longer than the longest string are refused', () => {
  const one = message({ message: 'x'.repeat(2 ** 20) });
  const many = Array(4).fill(page(...Array(130).fill(one)));
  for (const exit of EXITS) {
    assert.throws(() => sms[exit](many), {
      name: /^(DecodeError|InvalidRequestError)$/,
      message: /longer than 512 MiB|larger than can be handled/,
    });
  }
  assert.equal(sms.flattenSmsHistories(page(one)).length, 1);
});

test('a million rows of NDJSON with long names of columns are refused, if too long for a string', () => {
  const people = Array(1_000).fill(`{"display_name":"${'y'.repeat(200)}"}`);
  const group = `{"message_id":"${'x'.repeat(200)}","date_time":"${TIME}","to_members":[${people}]}`;
  const body = page(...Array(1_000).fill(group));
  assert.throws(() => sms.toNdjson(body, { grain: 'recipient' }), {
    name: 'DecodeError',
    path: 'sms_histories',
  });
});

test('a body with different keys in every object is refused before they fill the memory', () => {
  const keys = Array.from({ length: 100 }, (_, index) => `"k${index}":0`).join();
  const objects = Array.from({ length: 41_000 }, (_, index) => `{"u${index}":0,${keys}}`);
  const body = `{"sms_histories":[],"to":[],"sms_histories":[{"message_id":"m","date_time":"${TIME}","to_members":[${objects}]}]}`;
  assert.throws(() => sms.toCsv(body), {
    name: 'DecodeError',
    message: /there is more than can be handled at once.* Take fewer at once\.$/,
  });
});

test('a history whose rows would be too many ends with an error and a checkpoint', async () => {
  const { body, field } = /** @type {typeof TOO_MUCH[string]} */ (Object.values(TOO_MUCH)[0]);
  const fetch = async () => new Response(/** @type {string} */ (body));
  const client = new sms.SmsClient({ token: 'token', fetch, rateLimit: false });
  const range = { from: '2024-02-28', to: '2024-03-01', deadlineMs: 60_000 };
  const rows = client.rows('id', { ...range, grain: 'recipient' });
  await assert.rejects(rows.next(), (/** @type {any} */ error) => {
    assert.ok(error instanceof sms.DecodeError && !error.retryable);
    assert.equal(error.path, field);
    assert.ok(error.checkpoint);
    return true;
  });
  assert.deepEqual(await rows.next(), { value: undefined, done: true });
  // The same messages as pages are no more than the body.
  const { value } = await client.pages('id', range).next();
  assert.equal(value?.sms_histories[0]?.to_members?.length, 25_000);
});

test('a body that the engine cannot build is a DecodeError with the cause', (t) => {
  const noString = new RangeError('Invalid string length');
  t.mock.method(String.prototype, 'substring', () => {
    throw noString;
  });
  const body = page(message({ message: 'text' }));
  for (const exit of /** @type {const} */ (['decodeSmsSession', 'flattenSmsHistories'])) {
    assert.throws(() => sms[exit](body), { name: 'DecodeError', cause: noString });
  }
});
