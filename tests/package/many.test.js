/**
 * Arguments that are very long, or very many.
 *
 * @module
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importPackage, installPackage } from './support.js';

const sms = await importPackage(await installPackage());
/** The package as a program without types sees it. */
const untyped = /** @type {Record<keyof typeof sms, (...args: unknown[]) => any>} */ (
  /** @type {unknown} */ (sms)
);
const client = new sms.SmsClient({ token: 'token', fetch: () => assert.fail('sent') });

/** @param {() => unknown} call */
async function refusal(call) {
  try {
    await call();
  } catch (error) {
    assert.ok(error instanceof sms.InvalidRequestError, String(error));
    return error;
  }
  return assert.fail('nothing was refused');
}

/** @param {number} count */
const manyNames = (count) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`option${index}`, 1]));

test('an error with very many issues shows the first few and counts the rest', async () => {
  const ids = Array.from({ length: 65_536 }, (_, index) => index);
  const names = manyNames(20_000);
  for (const [call, count] of /** @type {const} */ ([
    [() => client.histories(/** @type {any} */ (ids)).next(), 65_536],
    [() => client.getSmsSession('id', /** @type {any} */ (names)), 20_000],
    [() => client.messages('id', /** @type {any} */ (names)).next(), 20_000],
    [() => client.plan(/** @type {any} */ (names)), 20_000],
    [() => new sms.SmsClient(/** @type {any} */ ({ token: 't', ...names })), 20_000],
    [() => new sms.SmsClient({ token: 't', retry: /** @type {any} */ (names) }), 20_000],
    [() => untyped.toCsv([], names), 20_000],
  ])) {
    const { message, issues } = await refusal(call);
    assert.ok(message.length < 5_000, `${message.length} characters`);
    assert.ok(message.endsWith(` And ${count - 10} more.`), message.slice(-100));
    assert.equal(issues.length, 100);
  }
});

test('a few issues are all shown', async () => {
  const { message, issues } = await refusal(() =>
    client.histories(/** @type {any} */ ([1, 2, 3])).next(),
  );
  assert.equal(issues.length, 3);
  assert.deepEqual(
    message.match(/sessionIds\[\d\]/g),
    issues.map(({ field }) => field),
  );
});

test('a huge option is refused by its length, and not shown', async () => {
  const book = 'x'.repeat(2 ** 24 + 1);
  for (const name of ['from', 'next_page_token', 'delivery_status']) {
    const { message } = await refusal(() => client.getSmsSession('id', { [name]: book }));
    assert.match(message, /is a string of more than 16 million characters/);
    assert.ok(message.length < 1_000);
  }
  const { message } = await refusal(() => client.getSmsSession('id', { [book]: 1 }));
  assert.ok(message.length < 1_000);
});

test('a body is not examined letter by letter in JavaScript', (t) => {
  const messages = Array.from({ length: 1_000 }, (_, index) => ({
    message_id: `m${index}`,
    date_time: '2024-02-29T00:00:00Z',
    message: 'Grüße 😀',
  }));
  const page = { sms_histories: messages };
  const text = JSON.stringify(page);
  const letters = t.mock.method(String.prototype, 'charCodeAt');
  assert.deepEqual(sms.decodeSmsSession(text), page);
  assert.equal(sms.flattenSmsHistories(text).length, 1_000);
  assert.equal(sms.flattenSmsHistories(page).length, 1_000);
  assert.ok(letters.mock.callCount() < 1_000, `${letters.mock.callCount()} letters`);
});

test('lone surrogates are found without isWellFormed() too', () => {
  const method = Object.getOwnPropertyDescriptor(String.prototype, 'isWellFormed');
  Reflect.deleteProperty(String.prototype, 'isWellFormed');
  try {
    for (const body of ['{"sms_histories":[],"x":"\ud83d"}', '{"sms_histories":[],"x":"😀"}']) {
      assert.deepEqual(sms.decodeSmsSession(body), JSON.parse(body));
    }
    assert.equal(sms.validateDateRange('\ude00', '2024-01-01').ok, false);
  } finally {
    if (method) Object.defineProperty(String.prototype, 'isWellFormed', method);
  }
});
