import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importPackage, installPackage } from './support.js';

const sms = await importPackage(await installPackage());
/** The package as a program without types sees it. */
const untyped = /** @type {Record<keyof typeof sms, (...args: unknown[]) => unknown>} */ (
  /** @type {unknown} */ (sms)
);

let asked = 0;
const options = {
  token: () => {
    asked += 1;
    return 'token';
  },
  fetch: () => {
    asked += 1;
    return Promise.reject(new Error('not reached'));
  },
};

/** @type {[what: string, id: unknown, options: object, field: string][]} */
const BAD = [
  ['an empty id', '', {}, 'sessionId'],
  ['a relative id', '..', {}, 'sessionId'],
  ['a control character in an id', 'a\u0000', {}, 'sessionId'],
  ['half a surrogate pair in an id', '\ud800', {}, 'sessionId'],
  ['an id over 512 bytes', 'é'.repeat(257), {}, 'sessionId'],
  ['an id that is a number', 7, {}, 'sessionId'],
  ['no id', undefined, {}, 'sessionId'],
  ['a page_size of 0', 's', { page_size: 0 }, 'page_size'],
  ['a page_size of 101', 's', { page_size: 101 }, 'page_size'],
  ['a page_size of 1.5', 's', { page_size: 1.5 }, 'page_size'],
  ['a page_size of NaN', 's', { page_size: Number.NaN }, 'page_size'],
  ['a page_size as text', 's', { page_size: '30' }, 'page_size'],
  ['a sort of 3', 's', { sort: 3 }, 'sort'],
  ['a sort as a word', 's', { sort: 'asc' }, 'sort'],
  ['a delivery_status that does not exist', 's', { delivery_status: 'read' }, 'delivery_status'],
  ['a next_page_token that is a number', 's', { next_page_token: 1 }, 'next_page_token'],
  ['an option that does not exist', 's', { pageSize: 30 }, 'pageSize'],
  ['from without to', 's', { from: '2024-01-01' }, 'to'],
  ['an impossible date', 's', { from: '2023-02-29', to: '2023-03-01' }, 'from'],
  ['more than a month', 's', { from: '2024-01-01', to: '2024-02-02' }, 'to'],
  ['a signal that is none', 's', { signal: {} }, 'signal'],
  ['no token', 's', { token: undefined }, 'token'],
  ['an empty token', 's', { token: '' }, 'token'],
  ['a token with its scheme', 's', { token: 'Bearer abc' }, 'token'],
  ['a token with a line break', 's', { token: 'abc\r\nx: y' }, 'token'],
  ['http to another machine', 's', { baseUrl: 'http://api.zoom.us/v2' }, 'baseUrl'],
  ['a base URL with credentials', 's', { baseUrl: 'https://a:b@api.zoom.us' }, 'baseUrl'],
  ['a base URL with a user name', 's', { baseUrl: 'https://a@api.zoom.us' }, 'baseUrl'],
  ['a base URL of another scheme', 's', { baseUrl: new URL('ftp://api.zoom.us/v2') }, 'baseUrl'],
  ['a path where there is no page', 's', { baseUrl: '/zoom' }, 'baseUrl'],
  ['a path upwards where there is no page', 's', { baseUrl: '../zoom' }, 'baseUrl'],
  ['a base URL that is no text', 's', { baseUrl: { href: 'https://api.zoom.us/v2' } }, 'baseUrl'],
  ['a base URL that is none', 's', { baseUrl: 'api.zoom.us/v2' }, 'baseUrl'],
  ['a timeout of 0', 's', { timeoutMs: 0 }, 'timeoutMs'],
  ['a timeout that fires at once', 's', { timeoutMs: 2 ** 31 }, 'timeoutMs'],
  ['a fetch that is no function', 's', { fetch: {} }, 'fetch'],
  ['retries below 0', 's', { retry: { max: -1 } }, 'retry.max'],
  ['an option of retries that does not exist', 's', { retry: { tries: 1 } }, 'retry.tries'],
  ['a plan that does not exist', 's', { rateLimit: { plan: 'free' } }, 'rateLimit.plan'],
  ['a limit with a key that is no text', 's', { rateLimit: { key: 7 } }, 'rateLimit.key'],
];

for (const [what, id, more, field] of BAD) {
  test(`${what} is refused before anything is sent`, async () => {
    asked = 0;
    const call = untyped.getSmsSession(id, { ...options, ...more });
    await assert.rejects(Promise.resolve(call), (error) => {
      assert.ok(error instanceof sms.InvalidRequestError);
      assert.deepEqual(
        error.issues.map((issue) => issue.field),
        [field],
      );
      for (const issue of error.issues) {
        assert.ok(issue.message.startsWith(`\`${field}\` `) && issue.accepted && issue.code);
      }
      return true;
    });
    assert.equal(asked, 0);
  });
}

/** What is asked for with this base URL. @param {string | URL} baseUrl */
async function addressOf(baseUrl) {
  let url = '';
  const fetch = async (/** @type {Request} */ request) => {
    url = request.url;
    return Response.json({ sms_histories: [] });
  };
  await new sms.SmsClient({ token: 'token', fetch, baseUrl }).getSmsSession('s');
  return url.replace('/phone/sms/sessions/s', '');
}

test('a base URL may be a `URL`, copied when the client is created', async () => {
  /** @type {string[]} */
  const asked = [];
  const fetch = async (/** @type {Request} */ request) => {
    asked.push(new URL(request.url).origin);
    return Response.json({ sms_histories: [] });
  };
  const baseUrl = new URL('https://gateway.example/v2/');
  assert.equal(await addressOf(baseUrl), 'https://gateway.example/v2');
  const client = new sms.SmsClient({ token: 'token', baseUrl, fetch });
  const call = sms.getSmsSession('s', { token: 'token', baseUrl, fetch });
  baseUrl.hostname = 'elsewhere.example';
  await client.getSmsSession('s');
  await call;
  assert.deepEqual(asked, ['https://gateway.example', 'https://gateway.example']);
  assert.equal(await addressOf(new URL('http://127.0.0.1:8787/v2')), 'http://127.0.0.1:8787/v2');
});

test('on a page, a base URL may be a path relative to the page', async (t) => {
  const at = (/** @type {string} */ name, /** @type {object} */ value) => {
    Object.defineProperty(globalThis, name, { value, configurable: true });
    t.after(() => Reflect.deleteProperty(globalThis, name));
  };
  at('location', { href: 'https://app.example/worker/main.js' });
  assert.equal(await addressOf('/zoom'), 'https://app.example/zoom');
  assert.equal(await addressOf('../zoom/'), 'https://app.example/zoom');
  at('document', { baseURI: 'https://app.example/messages/today' });
  assert.equal(await addressOf('./zoom'), 'https://app.example/messages/zoom');
  assert.equal(await addressOf('//other.example/zoom'), 'https://other.example/zoom');
  assert.equal(await addressOf('https://gateway.example'), 'https://gateway.example');
  // A host whose scheme was forgotten is no path: the token would go to the page's server.
  for (const wrong of ['api.zoom.us/v2', 'zoom', '']) {
    await assert.rejects(addressOf(wrong), /`baseUrl` is not an absolute URL/);
  }
  at('document', { baseURI: 'http://app.example/' });
  await assert.rejects(addressOf('/zoom'), /`baseUrl` would send the token unencrypted/);
});

test('an issue says how to fix it', async () => {
  const messageOf = async (/** @type {object} */ more) => {
    const call = untyped.getSmsSession('s', { ...options, ...more });
    const error = await Promise.resolve(call).catch((/** @type {unknown} */ error) => error);
    return String(error);
  };
  for (const sort of ['asc', 'desc', '1', 0, 3, true]) {
    const message = await messageOf({ sort });
    assert.match(message, /`sort` is .*\. Give 1 \(ascending: .*\) or 2 \(descending: /, message);
  }
  for (const from of ['', ' ', '\n']) {
    assert.match(await messageOf({ from, to: '2024-01-31' }), /`from` is empty\. Give a date/);
  }
  assert.match(
    await messageOf({ baseUrl: '/zoom' }),
    /`baseUrl` is relative, and there is no page/,
  );
});

test('a misspelt name is answered with the right one', async () => {
  const call = untyped.getSmsSession('s', { ...options, pageSize: 30, nextPageToken: 'x' });
  await assert.rejects(Promise.resolve(call), /`page_size`.*`next_page_token`/);
});

test('a client refuses invalid options when it is created', () => {
  const make = (/** @type {unknown} */ options) => () =>
    Reflect.construct(sms.SmsClient, [options]);
  for (const bad of [undefined, null, 7, {}, { token: '' }, { token: 'a', retries: 3 }]) {
    assert.throws(make(bad), sms.InvalidRequestError);
  }
  const hidden = JSON.parse('{"token":"a","__proto__":{"baseUrl":"https://other.example"}}');
  assert.throws(make(hidden), /^InvalidRequestError: `__proto__` is not an option/);
});

test('two forms of one message id match, and anything but a string is refused', () => {
  const [id, uuid] = ['IQ-cRH5P5EiTWCwpNzScnECJw', '7111f93f-9122-4d60-b0a4-dcd272710227'];
  assert.equal(sms.sameMessageId(id, uuid.toUpperCase()), true);
  assert.equal(sms.sameMessageId(id, uuid.replace('7', '8')), false);
  for (const bad of [null, undefined, 7, {}, '\ud800']) {
    assert.throws(() => untyped.sameMessageId(id, bad), sms.InvalidRequestError);
    assert.throws(() => untyped.sameMessageId(bad, id), /`a` is/);
  }
});

test('strange values are checked and never break the package', () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const strange = [proxy, Symbol('s'), 1n, Object.create(null), () => {}, new Date(Number.NaN), []];
  for (const value of strange) {
    const check = untyped.validateDateRange(value, value);
    assert.equal(Reflect.get(Object(check), 'ok'), false);
    assert.throws(() => untyped.splitDateRange(value, value), sms.InvalidRequestError);
    assert.throws(() => untyped.flattenSmsHistories([value], 7), sms.InvalidRequestError);
  }
  assert.equal(sms.validateDateRange('2024-01-01', '2024-01-31').ok, true);
});
