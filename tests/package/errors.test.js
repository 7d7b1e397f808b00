import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, test } from 'node:test';
import { inspect } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { importPackage, installPackage, startSimulator } from './support.js';

const sms = await importPackage(await installPackage());
const simulator = await startSimulator();
const options = { token: 'simulator-token', baseUrl: `${simulator.url}/v2` };
const client = new sms.SmsClient(options);

/** @param {Promise<unknown>} promise */
async function errorOf(promise) {
  const settled = await promise.then(
    () => undefined,
    (/** @type {unknown} */ error) => error,
  );
  assert.ok(settled instanceof sms.SmsError, String(settled));
  return settled;
}

/** What is known of every answer of Zoom's that is an error. */
const ANSWERED = ['kind', 'retryable', 'status', 'code', 'trackingId'];

/** @type {[id: string, type: typeof sms.SmsError, kind: string, fields: object][]} */
const ANSWERS = [
  ['error-124', sms.AuthenticationError, 'authentication', { code: 124, retryable: false }],
  ['error-scope', sms.MissingScopeError, 'missing-scope', { code: 4711 }],
  ['error-4700', sms.AuthenticationError, 'authentication', { status: 401, code: 4700 }],
  ['error-4711', sms.AuthenticationError, 'authentication', { status: 401, code: 4711 }],
  ['error-1004', sms.ForbiddenError, 'forbidden', { status: 400, code: 1004 }],
  ['error-2031', sms.ForbiddenError, 'forbidden', { status: 403, code: 2031 }],
  ['error-2001', sms.NotFoundError, 'not-found', { status: 404, code: 2001 }],
  ['error-7013', sms.NotFoundError, 'not-found', { status: 404, code: 7013 }],
  ['no-such-session', sms.NotFoundError, 'not-found', { status: 404 }],
  ['error-page-token', sms.InvalidPageTokenError, 'invalid-page-token', { status: 400 }],
  ['error-429-qps', sms.RateLimitError, 'rate-limited', { status: 429, retryable: true }],
  ['error-429-daily', sms.RateLimitError, 'rate-limited', { status: 429, retryable: false }],
  ['error-429-concurrent', sms.RateLimitError, 'rate-limited', { status: 429, retryable: true }],
  ['error-500', sms.ServerError, 'server', { status: 500, retryable: true }],
  ['error-502-html', sms.ServerError, 'server', { status: 502, retryable: true }],
  ['redirect', sms.UnexpectedStatusError, 'unexpected-status', { status: 302, retryable: false }],
  ['html', sms.DecodeError, 'decode', { status: 200, path: 'body', retryable: true }],
  ['empty-body', sms.DecodeError, 'decode', { path: 'body' }],
  ['truncated', sms.DecodeError, 'decode', { status: 200, retryable: true }],
  ['not-utf8', sms.DecodeError, 'decode', {}],
  ['wrong-type', sms.DecodeError, 'decode', { retryable: false }],
  ['null-id', sms.DecodeError, 'decode', { path: 'sms_histories[1].message_id' }],
  ['broken', sms.NetworkError, 'network', { status: undefined, retryable: true }],
];

for (const [id, type, kind, fields] of ANSWERS) {
  test(`the answer "${id}" is a ${type.prototype.name}`, async () => {
    const error = await errorOf(client.getSmsSession(id));
    assert.ok(error instanceof type);
    assert.equal(error.constructor, type);
    assert.deepEqual([error.name, error.kind], [type.prototype.name, kind]);
    for (const [name, value] of Object.entries(fields)) {
      assert.equal(Reflect.get(error, name), value, name);
    }
    assert.match(error.message, /\.$/);
  });
}

test('an error names the scopes, the tracking id and the cause', async () => {
  const scope = await errorOf(client.getSmsSession('error-scope'));
  assert.deepEqual(scope.scopes, ['phone_sms:master']);
  assert.equal(typeof scope.trackingId, 'string');
  const nowhere = new sms.SmsClient({ ...options, baseUrl: 'http://127.0.0.1:9/v2' });
  const network = await errorOf(nowhere.getSmsSession('seed'));
  assert.ok(network.cause instanceof Error);
});

test('a redirect is not followed and its target never sees the token', async () => {
  await errorOf(client.getSmsSession('redirect'));
  const report = await fetch(`${simulator.url}/leak-report`);
  assert.deepEqual(await report.json(), { requests: 0, authorized: 0 });
});

test('no part of an error shows the token', async () => {
  for (const [id] of ANSWERS) {
    const error = await errorOf(client.getSmsSession(id));
    const seen = [String(error), error.stack, JSON.stringify(error), JSON.stringify({ ...error })];
    assert.doesNotMatch(seen.join(), /simulator-token/, id);
  }
});

test('a truncated response leaves no trace of its content in the error', async () => {
  const page =
    '{"sms_histories":[{"message":"a secret text","sender":{"phone_number":"12092693625"}}';
  const server = createServer((socket) => {
    socket.on('error', () => {});
    const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked';
    socket.write(`${head}\r\n\r\n${page.length.toString(16)}\r\n${page}\r\n`);
    setTimeout(() => socket.write('not a chunk size: a secret text\r\n'), 20);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  after(() => server.close());
  const address = server.address();
  assert.ok(typeof address === 'object' && address);
  const broken = new sms.SmsClient({ ...options, baseUrl: `http://127.0.0.1:${address.port}` });
  const error = await errorOf(broken.getSmsSession('seed'));
  assert.ok(error instanceof sms.NetworkError);
  const seen = inspect(error, { depth: Infinity, showHidden: true, getters: true });
  assert.doesNotMatch(seen, /secret text|12092693625/);
});

test('a slow response ends at the time limit, with late headers or a late body', async () => {
  const hasty = new sms.SmsClient({ ...options, timeoutMs: 100 });
  for (const id of ['slow', 'slow-headers']) {
    const error = await errorOf(hasty.getSmsSession(id));
    assert.ok(error instanceof sms.TimeoutError);
    assert.equal(error.retryable, true);
  }
});

test('a signal stops a call in flight, with any reason', async () => {
  for (const reason of ['text', 7, null, new Error('why'), { why: 1 }]) {
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 20);
    const error = await errorOf(client.getSmsSession('slow', { signal: controller.signal }));
    assert.ok(error instanceof sms.AbortError);
    assert.equal(error.cause, reason);
  }
});

/** What a function of the caller's does that aborts the signal, and fails then. */
const FAILS = /** @type {const} */ (['fetch', 'body', 'token', 'acquire']);

for (const fails of FAILS) {
  test(`a failure after the signal was aborted is handled: ${fails}`, async (t) => {
    /** @type {unknown[]} */
    const unhandled = [];
    const note = (/** @type {unknown} */ error) => unhandled.push(error);
    process.on('unhandledRejection', note);
    t.after(() => process.off('unhandledRejection', note));
    for (const whole of [false, true]) {
      const controller = new AbortController();
      const { signal } = controller;
      const fail = async () => {
        controller.abort(fails);
        await undefined;
        throw new Error('of the caller');
      };
      const answer = { status: 200, headers: new Headers(), arrayBuffer: fail };
      const reader = new sms.SmsClient({
        ...options,
        // Not the limit that earlier tests have used up.
        rateLimit: { key: `fails in ${fails}` },
        ...(fails === 'fetch' && { fetch: fail }),
        ...(fails === 'body' && { fetch: async () => /** @type {any} */ (answer) }),
        ...(fails === 'token' && { token: fail }),
        ...(fails === 'acquire' && { rateLimit: { acquire: fail } }),
      });
      // A single page has no turn to wait for.
      if (!whole && fails === 'acquire') continue;
      const work = whole
        ? reader.pages('seed', { signal }).next()
        : reader.getSmsSession('seed', { signal });
      const error = await errorOf(work);
      assert.deepEqual([error.kind, error.cause], ['aborted', fails]);
    }
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(unhandled, []);
  });
}

test('the cause of a fetch error has no properties with data, under any key', async () => {
  /** @type {((error: Error, held: string) => unknown)[]} */
  const holders = [
    (error, held) => Object.assign(error, { request: { held } }),
    (error, held) => Object.assign(error, { note: held }),
    (error, held) => Object.assign(error, { [Symbol('request')]: held }),
    (error, held) => Object.assign(error, { [Symbol('request')]: { held } }),
    (error, held) => Object.assign(error, { [held]: true }),
    (error, held) => Object.assign(error, { code: { held } }),
    (error, held) => Object.assign(error, { cause: Object.assign(new Error(), { held }) }),
    (error, held) => Object.defineProperty(error, 'message', { value: `No: ${held}` }),
  ];
  for (const hold of holders) {
    const fetch = async (/** @type {Request} */ request) => {
      throw hold(new Error('down'), request.headers.get('authorization') ?? '');
    };
    const error = await errorOf(new sms.SmsClient({ ...options, fetch }).getSmsSession('seed'));
    assert.ok(error.cause instanceof Error);
    const seen = inspect(error, { depth: Infinity, showHidden: true, getters: true });
    assert.doesNotMatch(seen, /simulator-token/, String(hold));
  }
});

test('the code of a fetch error is shown at any length, unless it is a secret', async () => {
  for (const [code, shown] of [
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['HPE_INVALID_TRANSFER_ENCODING', 'HPE_INVALID_TRANSFER_ENCODING'],
    ['SECRET_TOKEN_OF_28_CHARACTERS', '…'],
    ['abcdefghijklmnopqrstuvwxyz012345', '…'],
  ]) {
    // What else it holds has it copied.
    const thrown = Object.assign(new TypeError('down'), { code, cert: {} });
    const error = await errorOf(
      sms.getSmsSession('s', {
        token: 'SECRET_TOKEN_OF_28_CHARACTERS',
        fetch: () => Promise.reject(thrown),
      }),
    );
    assert.equal(Reflect.get(Object(error.cause), 'code'), shown);
  }
});

test('a plain fetch error is the cause itself', async () => {
  const reason = Object.assign(new TypeError('down', { cause: new Error('why') }), {
    code: 'ECONNREFUSED',
    errno: -111,
    [Symbol('internal')]: true,
  });
  const fetch = async () => {
    throw reason;
  };
  const error = await errorOf(new sms.SmsClient({ ...options, fetch }).getSmsSession('seed'));
  assert.equal(error.cause, reason);
});

test('abandoned histories do not keep a process running', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((it) => it === 'Timeout').length;
  const before = timers();
  const { signal } = new AbortController();
  const fetch = async () => Response.json({ sms_histories: [] });
  const steps = new sms.SmsClient({ ...options, fetch }).histories(['a'], {}, { signal });
  assert.equal((await steps.next()).done, false);
  assert.equal(timers(), before);
  await steps.return();
});

test('isSmsError and instanceof recognize errors of another copy of the package', async () => {
  const copy = await importPackage(await installPackage());
  const error = await copy.getSmsSession('', options).catch((/** @type {unknown} */ it) => it);
  assert.notEqual(copy.SmsError, sms.SmsError);
  assert.ok(sms.isSmsError(error));
  assert.ok(error instanceof sms.SmsError && error instanceof sms.InvalidRequestError);
  assert.ok(!(error instanceof sms.NetworkError));
});

test("a subclass of a package error matches its own instances, not the package's", async () => {
  class Mine extends sms.ServerError {}
  const error = await errorOf(client.getSmsSession('error-500'));
  const mine = new Mine({ kind: 'server', message: 'mine', retryable: false });
  assert.deepEqual([error instanceof Mine, mine instanceof Mine], [false, true]);
  assert.ok(error instanceof sms.ServerError && mine instanceof sms.ServerError);
});

test('isSmsError recognizes errors of other realms, and nothing else', async () => {
  const context = createContext({ error: await errorOf(client.getSmsSession('error-500')) });
  const foreign = runInContext('Object.create(error)', context);
  assert.equal(sms.isSmsError(foreign), true);
  for (const other of [new Error('x'), null, undefined, 'server', {}, { kind: 'server' }]) {
    assert.equal(sms.isSmsError(other), false);
  }
});

test('a console prints the known fields of an error, and no empty ones', async () => {
  const nowhere = new sms.SmsClient({ ...options, baseUrl: 'http://127.0.0.1:9/v2' });
  for (const [ask, known] of /** @type {[() => Promise<unknown>, string[]][]} */ ([
    [() => nowhere.getSmsSession('seed'), ['kind', 'retryable']],
    [() => client.getSmsSession(''), ['kind', 'retryable', 'issues']],
    [() => client.getSmsSession('error-scope'), [...ANSWERED, 'scopes']],
    [() => client.getSmsSession('error-429-daily'), [...ANSWERED, 'retryAt']],
    [() => client.getSmsSession('null-id'), ['kind', 'retryable', 'status', 'trackingId', 'path']],
    [() => client.getSmsSession('seed', { page_size: 0 }), ['kind', 'retryable', 'issues']],
  ])) {
    const error = await errorOf(ask());
    assert.deepEqual(Object.keys(error).sort(), [...known].sort());
    assert.doesNotMatch(inspect(error), /undefined|\[\]/);
    assert.ok(inspect(error).includes(error.message) && inspect({ error }).includes(error.kind));
    for (const list of [error.errors, error.scopes, error.issues]) assert.ok(Array.isArray(list));
  }
  const plain = new sms.SmsError({ kind: 'server', message: 'x', retryable: true });
  assert.deepEqual(
    [plain.errors, plain.scopes, plain.issues, plain.status],
    [[], [], [], undefined],
  );
});

test('a network error names the requested origin, and nothing else of the address', async () => {
  for (const [baseUrl, origin] of [
    ['http://127.0.0.1:9/a/private/path', 'http://127.0.0.1:9'],
    ['http://localhost:9', 'http://localhost:9'],
  ]) {
    const error = await errorOf(new sms.SmsClient({ ...options, baseUrl }).getSmsSession('seed'));
    assert.ok(error.message.includes(`from ${origin}:`), error.message);
    assert.doesNotMatch(error.message, /private|sessions/);
  }
  const fetch = () => Promise.reject(new Error('down'));
  const own = await errorOf(new sms.SmsClient({ token: 't', fetch }).getSmsSession('seed'));
  assert.match(own.message, /from https:\/\/api\.zoom\.us: the `fetch` that was given failed/);
});

test('a base URL without /v2 is reported as such, not as a missing session', async () => {
  const error = await errorOf(
    new sms.SmsClient({ ...options, baseUrl: simulator.url }).getSmsSession('seed'),
  );
  assert.deepEqual([error.kind, error.code], ['not-found', 2300]);
  assert.match(error.message, /`baseUrl`.*\/v2/);
  assert.doesNotMatch(error.message, /no such account/);
});

test('a master scope reads a sub account with its base URL, and the error without one says so', async () => {
  const token = 'simulator-token-master';
  const own = new sms.SmsClient({ token, baseUrl: `${simulator.url}/v2` });
  const refused = await errorOf(own.getSmsSession('seed'));
  assert.deepEqual(refused.scopes, ['phone_sms:read', 'phone_sms:read:admin']);
  const baseUrl = `${simulator.url}/v2/accounts/simulator-account-west`;
  const sub = new sms.SmsClient({ token, baseUrl });
  assert.equal((await sub.getSmsSession('seed')).sms_histories.length, 2);
  const lacking = await errorOf(new sms.SmsClient({ ...options, baseUrl }).getSmsSession('seed'));
  assert.ok(lacking instanceof sms.MissingScopeError);
  assert.ok(lacking.scopes.includes('phone_sms:master'));
  assert.match(lacking.message, /`baseUrl` that ends in \/v2\/accounts\/\{accountId\}/);
});

test('a status 304 is not called a redirect', async () => {
  const fetch = async () => new Response(null, { status: 304 });
  const error = await errorOf(sms.getSmsSession('s', { token: 't', fetch }));
  assert.ok(error instanceof sms.UnexpectedStatusError);
  assert.match(error.message, /status 304/);
  assert.doesNotMatch(error.message, /redirect/);
});

test('the JSON of an error has its fields but not its cause', async () => {
  const controller = new AbortController();
  controller.abort('private');
  const error = await errorOf(client.getSmsSession('seed', { signal: controller.signal }));
  const logged = JSON.parse(JSON.stringify(error));
  assert.deepEqual([logged.name, logged.kind, logged.cause], ['AbortError', 'aborted', undefined]);
  assert.equal(typeof logged.message, 'string');
});
