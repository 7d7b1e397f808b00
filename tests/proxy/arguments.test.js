import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { InvalidRequestError, SmsClient } from '../../pkg/inline.js';

const SECRET = 'https://zoom.us/file/f?jwt=eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.c2lnbmF0dXJl';
const FILE = { download_url: 'https://zoom.us/f' };
const MESSAGE = { message_id: 'm', date_time: '2024-01-15T10:00:00Z' };
const PLACE = { sessionId: 's', message: MESSAGE };

const thrower = () => {
  throw new Error(SECRET);
};
/** @param {string} name @param {object} [more] */
const throwing = (name, more = {}) =>
  Object.defineProperty({ ...more }, name, { get: thrower, enumerable: true });
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
const trap = () =>
  new Proxy({}, { get: thrower, has: thrower, ownKeys: thrower, getPrototypeOf: thrower });

/** Values that are no attachment, no options, and no text, number, flag, list, message or signal. */
const ANYTHING = () => [
  ...[0, 1, -1, Number.NaN, 5n, true, false, '', 'text', SECRET, Symbol('s')],
  ...[
    [],
    [SECRET],
    {},
    { [SECRET]: 1 },
    new Map(),
    new Date(),
    new Date(Number.NaN),
    () => {},
    class {},
  ],
  ...[
    revoked(),
    trap(),
    throwing('x'),
    Object.create(null),
    new Uint8Array(3),
    Promise.resolve(FILE),
  ],
  ...[
    { aborted: false },
    { aborted: false, addEventListener() {} },
    { aborted: false, removeEventListener() {} },
    throwing('aborted'),
    { toString: thrower, valueOf: thrower },
    { length: 1e9 },
  ],
  ...[new URL(SECRET), new Response(), new Error(SECRET)],
];

/** Whether something is so, of values that may refuse to say. @param {() => boolean} work */
const safely = (work) => {
  try {
    return work();
  } catch {
    return false;
  }
};

/** @param {unknown} attachment @param {unknown} [options] */
async function call(attachment, options) {
  const asked = () => assert.fail('something was sent');
  const client = new SmsClient({ token: asked, fetch: asked });
  const { downloadAttachment } = /** @type {any} */ (client);
  const error = await downloadAttachment
    .call(client, attachment, options)
    .catch((/** @type {unknown} */ e) => e);
  assert.ok(error instanceof InvalidRequestError, inspect(error));
  assert.ok(error.issues.length > 0 && error.issues.every(({ field }) => field));
  const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
  assert.doesNotMatch(shown, /eyJ|jwt|zoom\.us\/file/);
  return error.issues.map(({ field }) => field);
}

test('any value given as an attachment is accepted or refused', async () => {
  for (const attachment of [undefined, null, ...ANYTHING()]) {
    assert.deepEqual(await call(attachment), ['attachment.download_url']);
  }
  // A text may be a link, or relative to one.
  const others = ANYTHING().filter((value) => typeof value !== 'string');
  for (const download_url of others) await call({ download_url });
  await call(throwing('download_url'));
  await call(throwing('size', FILE));
});

test('any value given as options is accepted or refused', async () => {
  // Objects without an option in them are options.
  const are = (/** @type {unknown} */ value) =>
    typeof value === 'object' && value !== null && !(Symbol.iterator in value);
  for (const options of ANYTHING()) {
    const isFine = safely(() => are(options) && Object.keys(Object(options)).length === 0);
    if (!isFine) assert.ok((await call(FILE, options)).length > 0);
  }
});

for (const name of ['signal', 'maxBytes', 'sessionId', 'message', 'sendToken', 'hosts']) {
  test(`any value given as \`${name}\` is accepted or refused`, async () => {
    for (const value of ANYTHING()) {
      const isOne = {
        signal: false,
        maxBytes: value === 1,
        sessionId: typeof value === 'string' && value !== '',
        message: false,
        sendToken: typeof value === 'boolean',
        hosts: safely(() => Array.isArray(value) && value.length === 0),
      }[name];
      if (isOne) continue;
      const fields = await call(FILE, { ...PLACE, [name]: value });
      assert.ok(
        fields.some((field) => field.startsWith(name) || field === 'options'),
        `${fields}`,
      );
    }
    assert.deepEqual(await call(FILE, throwing(name)), ['options']);
  });
}

test('invalid fields of a message are refused', async () => {
  for (const date_time of ANYTHING()) {
    if (safely(() => date_time instanceof Date)) continue;
    const fields = await call(FILE, { sessionId: 's', message: { ...MESSAGE, date_time } });
    assert.deepEqual(fields, ['message.date_time']);
  }
});

test('an impossible session id is refused before the link is requested', async () => {
  for (const sessionId of ['', '.', '..', 'a\nb', '\ud83d', 'x'.repeat(600)]) {
    assert.deepEqual(await call(FILE, { sessionId, message: MESSAGE }), ['sessionId']);
  }
});

test('an unknown option is named only if it is a plain name', async () => {
  const client = new SmsClient({ token: 'secret-token', fetch: () => assert.fail('asked') });
  for (const [name, shown] of [
    [SECRET, '(a name)'],
    [SECRET.slice(-80).split('=')[1] ?? '', '(a name)'],
    ['eyJhbGciOiJIUzI', '(a name)'],
    ['+12092693625', '(a name)'],
    ['12092693625', '(a name)'],
    ['maxbytes', 'maxbytes'],
  ]) {
    /** @type {unknown} */
    const options = { [name ?? '']: 1 };
    await assert.rejects(client.downloadAttachment(FILE, /** @type {{}} */ (options)), (error) => {
      assert.ok(error instanceof InvalidRequestError);
      assert.deepEqual(
        error.issues.map(({ field }) => field),
        [shown],
      );
      return true;
    });
  }
});

test('of very many unknown options, the first are named and the rest counted', async () => {
  const client = new SmsClient({ token: 'secret-token', fetch: () => assert.fail('asked') });
  const names = Array.from({ length: 20_000 }, (_, at) => `x${'a'.repeat(at % 30)}${at}`);
  const options = Object.fromEntries(names.map((name) => [name, 1]));
  await assert.rejects(client.downloadAttachment(FILE, options), (error) => {
    assert.ok(error instanceof InvalidRequestError);
    assert.match(error.message, / And 19990 more\.$/);
    assert.ok(error.issues.length === 100 && JSON.stringify(error).length < 50_000);
    return true;
  });
});

test('changes after a call do not affect it', async () => {
  /** @type {string[]} */
  const asked = [];
  const client = new SmsClient({
    token: 'secret-token',
    fetch: async ({ url }) => {
      asked.push(url);
      return new Response('file');
    },
  });
  const file = { download_url: 'https://zoom.us/f', size: 4 };
  const options = { maxBytes: 4 };
  const response = client.downloadAttachment(file, options);
  Object.assign(file, { download_url: 'https://elsewhere.example/', size: 5 });
  Object.assign(options, { maxBytes: 1 });
  assert.equal(await (await response).text(), 'file');
  assert.deepEqual(asked, ['https://zoom.us/f']);
});
