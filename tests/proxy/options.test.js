import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { InvalidRequestError } from '../../pkg/inline.js';
import { createZoomProxy, serverToServerOAuth } from '../../pkg/proxy.js';
import { CREDENTIALS, startProxy } from './support.js';

/** As a program without types sees them. */
const makers = /** @type {Record<'proxy' | 'token', (options: unknown) => unknown>} */ (
  /** @type {unknown} */ ({ proxy: createZoomProxy, token: serverToServerOAuth })
);

/** @param {() => unknown} make */
function issuesOf(make) {
  try {
    make();
  } catch (error) {
    assert.ok(error instanceof InvalidRequestError, String(error));
    assert.doesNotMatch(`${error.message}${JSON.stringify(error)}`, /simulator-secret|hunter2/);
    for (const { message, field, accepted } of error.issues) {
      assert.ok(message.startsWith(`\`${field}\` `) && message.endsWith(`. Give ${accepted}.`));
      assert.ok(error.message.includes(message));
    }
    return error.issues;
  }
  return assert.fail('it was accepted');
}

/** Options beside the credentials, and the field and the code of each issue. @type {[object, [string, string][]][]} */
const OF_BOTH = [
  [{ clientSecret: '' }, [['clientSecret', 'missing']]],
  [{ clientSecret: null }, [['clientSecret', 'missing']]],
  [{ clientSecret: 5 }, [['clientSecret', 'wrong-type']]],
  [
    { clientId: 'a\r\nb', accountId: 'é' },
    [
      ['accountId', 'invalid-format'],
      ['clientId', 'invalid-format'],
    ],
  ],
  [{ tokenUrl: 'http://zoom.us/oauth/token' }, [['tokenUrl', 'insecure']]],
  [{ tokenUrl: 'https://a:b@zoom.us/oauth/token' }, [['tokenUrl', 'invalid-format']]],
  [{ tokenUrl: 'zoom.us' }, [['tokenUrl', 'invalid-format']]],
  [{ tokenUrl: {} }, [['tokenUrl', 'wrong-type']]],
  [{ fetch: 5 }, [['fetch', 'wrong-type']]],
  [{ timeoutMs: '30' }, [['timeoutMs', 'wrong-type']]],
  [{ timeoutMs: 2 ** 31 }, [['timeoutMs', 'out-of-bounds']]],
  [{ timeoutMs: Number.NaN }, [['timeoutMs', 'out-of-bounds']]],
  [{ clientsecret: 'hunter2' }, [['clientsecret', 'unknown-option']]],
  [{ 'hunter2 ': undefined }, [['(a name)', 'unknown-option']]],
  [
    { timeout: 5, fetch: 'no', tokenUrl: 'x' },
    [
      ['tokenUrl', 'invalid-format'],
      ['fetch', 'wrong-type'],
      ['timeout', 'unknown-option'],
    ],
  ],
];

/** @type {typeof OF_BOTH} */
const OF_A_PROXY = [
  [{ basepath: '/sms' }, [['basepath', 'unknown-option']]],
  [{ authorise: () => true }, [['authorise', 'unknown-option']]],
  [{ authorize: 5 }, [['authorize', 'wrong-type']]],
  [{ authorize: true }, [['authorize', 'wrong-type']]],
  [{ onError: 5 }, [['onError', 'wrong-type']]],
  [{ allow: 'message' }, [['allow', 'wrong-type']]],
  [{ allow: true }, [['allow', 'wrong-type']]],
  [{ allow: ['sessions'] }, [['allow', 'unknown-value']]],
  [{ allow: ['message', 5] }, [['allow', 'unknown-value']]],
  [{ allow: Array(1) }, [['allow', 'unknown-value']]],
  [{ sendTokenWithDownloads: 'no' }, [['sendTokenWithDownloads', 'wrong-type']]],
  [{ sendTokenWithDownloads: 1 }, [['sendTokenWithDownloads', 'wrong-type']]],
  [{ baseUrl: 'http://10.0.0.1/v2' }, [['baseUrl', 'insecure']]],
  [{ baseUrl: 'https://zoom.us/v2?a=b' }, [['baseUrl', 'invalid-format']]],
  [{ basePath: 'zoom' }, [['basePath', 'invalid-format']]],
  [{ basePath: '/zoom/' }, [['basePath', 'invalid-format']]],
  [{ basePath: '/zoom/../x' }, [['basePath', 'invalid-format']]],
  [{ basePath: 5 }, [['basePath', 'wrong-type']]],
  [{ downloadHosts: ['https://zoom.us'] }, [['downloadHosts', 'invalid-format']]],
  [{ downloadHosts: ['*'] }, [['downloadHosts', 'invalid-format']]],
  [{ downloadHosts: ['*.us/'] }, [['downloadHosts', 'invalid-format']]],
  [{ downloadHosts: [5] }, [['downloadHosts', 'invalid-format']]],
  [{ downloadHosts: 'zoom.us' }, [['downloadHosts', 'wrong-type']]],
  [
    { timeoutMs: 0, maxAttachmentBytes: 1.5 },
    [
      ['timeoutMs', 'out-of-bounds'],
      ['maxAttachmentBytes', 'out-of-bounds'],
    ],
  ],
  [{ downloadTimeoutMs: 2 ** 31 }, [['downloadTimeoutMs', 'out-of-bounds']]],
  [{ handleLifetimeMs: 1n }, [['handleLifetimeMs', 'wrong-type']]],
];

for (const [name, make] of Object.entries(makers)) {
  const wrong = name === 'proxy' ? [...OF_BOTH, ...OF_A_PROXY] : OF_BOTH;
  for (const [options, expected] of wrong) {
    const fields = expected.map((issue) => issue.join(': ')).join(', ');
    test(`a ${name} refuses ${inspect(options)}, naming ${fields}`, () => {
      const issues = issuesOf(() => make({ ...CREDENTIALS, ...options }));
      assert.deepEqual(
        issues.map(({ field, code }) => [field, code]),
        expected,
      );
    });
  }

  test(`a ${name} without options, or with invalid ones, says so`, () => {
    for (const none of [undefined, null, {}]) {
      assert.deepEqual(
        issuesOf(() => make(none)).map(({ field }) => field),
        ['accountId', 'clientId', 'clientSecret'],
      );
    }
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const thrower = {
      get accountId() {
        throw new Error('hunter2');
      },
    };
    for (const odd of [
      5,
      'simulator-secret',
      [],
      new Map(),
      () => {},
      Symbol('s'),
      proxy,
      thrower,
    ]) {
      assert.deepEqual(
        issuesOf(() => make(odd)).map(({ field, code }) => [field, code]),
        [['options', 'wrong-type']],
      );
    }
  });

  test(`a ${name} treats null and undefined as not given`, () => {
    const none = { tokenUrl: null, fetch: undefined, timeoutMs: null };
    const more = { basePath: null, baseUrl: null, downloadHosts: null, onError: null };
    make({ ...CREDENTIALS, ...none, ...(name === 'proxy' && more) });
  });
}

test('options of the proxy are not options of the token', () => {
  const options = { ...CREDENTIALS, authorize: () => true };
  const [issue] = issuesOf(() => makers.token(options));
  assert.deepEqual([issue?.field, issue?.code], ['authorize', 'unknown-option']);
});

test('a null option uses its default over HTTP', async () => {
  const options = /** @type {object} */ ({ basePath: null, downloadHosts: null, timeoutMs: null });
  const { url } = await startProxy(options);
  const { status } = await fetch(`${url}/zoom/phone/sms/sessions/demo`);
  assert.equal(status, 200);
});

test('methods and getters of a class are options, and its other members are ignored', async () => {
  let asked = 0;
  const { accountId, clientId, clientSecret } = CREDENTIALS;
  class Config {
    accountId = accountId;
    clientId = clientId;
    cache = new Map();
    get clientSecret() {
      return clientSecret;
    }
    authorize() {
      return true;
    }
    async fetch() {
      asked += 1;
      return Response.json({ access_token: 'a', expires_in: 3600, sms_histories: [] });
    }
  }
  const proxy = createZoomProxy(new Config());
  const answer = await proxy(new Request('https://own.example/zoom/phone/sms/sessions/s'));
  assert.deepEqual([answer.status, asked], [200, 2]);
});

test('a key called __proto__ adds no options', () => {
  const written = JSON.stringify(CREDENTIALS).replace(
    /\}$/,
    ',"__proto__":{"baseUrl":"http://evil.example"}}',
  );
  for (const make of Object.values(makers)) {
    const [issue] = issuesOf(() => make(JSON.parse(written)));
    assert.deepEqual([issue?.field, issue?.code], ['__proto__', 'unknown-option']);
  }
});
