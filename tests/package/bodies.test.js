import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importPackage, installPackage } from './support.js';

const sms = await importPackage(await installPackage());
/** The package as a program without types sees it. */
const untyped = /** @type {Record<keyof typeof sms, (...args: unknown[]) => any>} */ (
  /** @type {unknown} */ (sms)
);

const MESSAGE = { message_id: 'a', date_time: '2024-02-29T00:00:00Z' };
const PAGE = { sms_histories: [MESSAGE] };

test('a text with a lone surrogate decodes like JSON.parse', () => {
  for (const body of [
    '{"sms_histories":[],"x":"\ud83d","y":-0,"z":1e400}',
    '{"\ude00":"\\\\\ud83d","sms_histories":[],"w":"\ud83d\ude00"}',
  ]) {
    assert.deepEqual(sms.decodeSmsSession(body), JSON.parse(body));
  }
});

test('a text with a lone surrogate that is not JSON is refused', () => {
  for (const body of ['{"sms_histories":[],"x":"\\\ud83d"}', '{"sms_histories":[]}\ud83d']) {
    assert.throws(() => JSON.parse(body), SyntaxError);
    assert.throws(() => sms.decodeSmsSession(body), sms.InvalidRequestError);
  }
});

test('a fractional number is refused, also in a text with a lone surrogate', () => {
  const body = JSON.stringify({ sms_histories: [{ ...MESSAGE, message: 'x', message_type: 1 }] });
  const wrong = body.replace(':1}', ':9007199254740990.5}');
  for (const half of ['x', '\ud83d']) {
    assert.throws(() => sms.decodeSmsSession(wrong.replace('"x"', `"${half}"`)), {
      name: 'DecodeError',
      path: 'sms_histories[0].message_type',
    });
  }
});

test('a list whose length throws is refused every time', () => {
  const list = new Proxy([PAGE], {
    get(target, key) {
      if (key === 'length') throw new Error('no length');
      return Reflect.get(target, key);
    },
  });
  // What went through the wasm uncaught would be left there, until no room is left.
  for (let again = 0; again < 2_000; again += 1) {
    assert.throws(() => untyped.flattenSmsHistories(list), sms.InvalidRequestError);
  }
  assert.equal(sms.flattenSmsHistories(PAGE).length, 1);
});

test('columns that run out of memory leave room for later calls, every time', (t) => {
  const page = { sms_histories: [] };
  const noMemory = new RangeError('Array buffer allocation failed');
  const slice = t.mock.method(BigInt64Array.prototype, 'slice', () => {
    throw noMemory;
  });
  for (let again = 0; again < 2_000; again += 1) {
    assert.throws(() => sms.toColumns(page), { name: 'DecodeError', cause: noMemory });
  }
  slice.mock.restore();
  assert.equal(sms.toColumns(page).length, 0);
});

test('pages that do not fit into memory together are refused before they fill it', () => {
  const page = new Uint8Array(200 * 1024 * 1024);
  assert.throws(() => sms.flattenSmsHistories([page, page, page]), {
    name: 'InvalidRequestError',
    message: /larger than can be handled at once/,
  });
  assert.equal(sms.flattenSmsHistories([PAGE, PAGE]).length, 2);
});

test('a page whose JSON is longer than any text is told from one that has none', () => {
  // Each of these letters is written in six.
  const message = '\u0001'.repeat(2 ** 26);
  const page = { sms_histories: [MESSAGE, { ...MESSAGE, message }, { ...MESSAGE, message }] };
  const endless = { sms_histories: [{ ...MESSAGE, later: {} }] };
  Object.assign(endless, { self: endless });
  for (const [given, problem] of /** @type {const} */ ([
    [page, 'is larger than can be handled at once'],
    [endless, 'cannot be written as JSON'],
    [{ sms_histories: [{ ...MESSAGE, later: 1n }] }, 'cannot be written as JSON'],
  ])) {
    assert.throws(() => untyped.toCsv(given), {
      name: 'InvalidRequestError',
      message: new RegExp(`^\`histories\` ${problem}\\.`),
    });
  }
});

test('rows are not accepted as messages, which would lose their people', () => {
  const session = { sms_histories: [{ ...MESSAGE, sender: { phone_number: '18005550100' } }] };
  for (const grain of /** @type {const} */ (['message', 'recipient', 'attachment'])) {
    const rows = sms.flattenSmsHistories(session, { grain });
    for (const exit of /** @type {const} */ (['toCsv', 'toNdjson', 'toColumns'])) {
      assert.throws(() => untyped[exit](rows), {
        name: 'InvalidRequestError',
        message: /^`histories` holds rows/,
      });
    }
  }
  const rows = sms.flattenSmsHistories(session);
  for (const given of [JSON.stringify(rows), { sms_histories: rows }, [MESSAGE, ...rows]]) {
    assert.throws(() => untyped.toCsv(given), {
      name: 'DecodeError',
      message: /expected a message, found a row/,
    });
  }
  assert.match(new TextDecoder().decode(sms.toCsv(session.sms_histories)), /18005550100/);
  // A field that Zoom may have one day makes no row of a message, and none of a page.
  for (const given of [[{ ...MESSAGE, epoch_ms: 0 }], [{ ...session, epoch_ms: 0 }]]) {
    assert.equal(untyped.flattenSmsHistories(given).length, 1);
  }
});

test('an argument that is neither a session nor an array is named in the error', async () => {
  for (const [given, problem] of /** @type {[unknown, string][]} */ ([
    [MESSAGE, 'is a single message'],
    [Promise.resolve(PAGE), 'is a Promise: await it'],
    [Response.json(PAGE), 'is of the kind Response'],
    [new Set([MESSAGE]), 'is of the kind Set'],
    [(async function* messages() {})(), 'is of the kind AsyncGenerator'],
    [new SharedArrayBuffer(8), 'is of the kind SharedArrayBuffer'],
  ])) {
    const start = `\`histories\` ${problem}. Give an SMS session`;
    assert.throws(
      () => untyped.flattenSmsHistories(given),
      (/** @type {any} */ error) =>
        error.name === 'InvalidRequestError' && error.message.startsWith(start),
      problem,
    );
  }
  const own = new (class {
    toJSON() {
      return PAGE;
    }
  })();
  assert.equal(untyped.flattenSmsHistories(own)?.length, 1);
});

test('an error names the argument, and a Map is not an options object', () => {
  const { buffer } = structuredClone(new Uint8Array(8));
  structuredClone(buffer, { transfer: [buffer] });
  assert.throws(() => untyped.decodeSmsSession(buffer), { message: /^`body` holds bytes/ });
  assert.throws(() => untyped.flattenSmsHistories(PAGE, new Map()), {
    message: '`options` is an object of another kind, such as a Map. Give an object of options.',
  });
});

test('more messages or rows than fit into memory are refused, and a million are not', () => {
  const written = JSON.stringify(MESSAGE);
  const many = `[${Array(1_000_001).fill(written).join()}]`;
  assert.throws(() => sms.toCsv(many), { name: 'DecodeError', path: '[1000000]' });
  assert.equal(sms.toColumns(`${many.slice(0, -1 - written.length - 1)}]`).length, 1_000_000);

  const group = { ...MESSAGE, to_members: Array(500_001).fill({}) };
  const files = { ...MESSAGE, attachments: Array(500_001).fill({}) };
  assert.equal(sms.flattenSmsHistories([group, group])[1]?.to_count, 500_001);
  for (const [given, grain, problem] of /** @type {[object[], any, RegExp][]} */ ([
    [[group, group], 'recipient', /more rows than a million/],
    [[files, files], 'message', /there is more than can be handled at once/],
  ])) {
    const text = JSON.stringify(given);
    for (const exit of /** @type {const} */ (['toCsv', 'toNdjson', 'toColumns'])) {
      assert.throws(() => sms[exit](text, { grain }), { name: 'DecodeError', message: problem });
    }
  }
});

test('a header longer than servers send is not read', async () => {
  /** @param {number} blanks in front of the seconds */
  const refusal = async (blanks) => {
    const get = (/** @type {string} */ name) =>
      name === 'retry-after' ? `${' '.repeat(blanks)}5` : null;
    const answer = {
      status: 429,
      headers: { get },
      arrayBuffer: async () => new TextEncoder().encode('{"code":429}').buffer,
    };
    const client = new sms.SmsClient({ token: 'token', fetch: async () => answer });
    const error = await client.getSmsSession('a').catch((/** @type {unknown} */ thrown) => thrown);
    assert.ok(error instanceof sms.RateLimitError);
    return error;
  };
  assert.notEqual((await refusal(60_000)).retryAt, undefined);
  assert.equal((await refusal(70_000)).retryAt, undefined);
});
