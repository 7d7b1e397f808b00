import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FAULTS } from '../../simulator/index.js';
import { ask, createClocked, createRequest, NOW } from './support.js';

/** The page a fault is built on. */
const PAGE = {
  next_page_token: '',
  page_size: 3,
  sms_histories: createClocked().simulator.groundTruth('demo').slice(0, 3),
};

/**
 * @param {string} id
 * @param {import('../../simulator/index.js').SimulatorOptions} [options]
 */
async function askRaw(id, options) {
  const response = await createClocked(options).simulator.fetch(createRequest(id));
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, type: response.headers.get('content-type') ?? '', bytes };
}

/** @param {Uint8Array} bytes */
const decode = (bytes) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);

const NO_SCOPE = /^Invalid access token, does not contain scopes:\[phone_sms:master\]\.$/;

/** @type {Record<string, { status: number, code: number, message: RegExp }>} */
const ERRORS = {
  'error-429-qps': { status: 429, code: 429, message: /maximum per-second rate limit/ },
  'error-429-daily': { status: 429, code: 429, message: /maximum daily rate limit/ },
  'error-429-concurrent': { status: 429, code: 429, message: /^Too many concurrent requests\.$/ },
  'error-400-range': { status: 400, code: 300, message: /^Validation Failed\.$/ },
  'error-page-token': { status: 400, code: 400, message: /page token is invalid or expired/ },
  'error-124': { status: 401, code: 124, message: /access token/ },
  'error-124-400': { status: 400, code: 124, message: /access token is expired/i },
  'error-4700': { status: 401, code: 4700, message: /^Token cannot be empty\.$/ },
  'error-4711': { status: 401, code: 4711, message: /scopes of the token differ/ },
  'error-1004': { status: 400, code: 1004, message: /^Not allow to access this account\.$/ },
  'error-scope': { status: 400, code: 4711, message: NO_SCOPE },
  'error-scope-4700': { status: 400, code: 4700, message: NO_SCOPE },
  'error-scope-104': { status: 400, code: 104, message: NO_SCOPE },
  'error-scope-401': { status: 401, code: 4711, message: NO_SCOPE },
  'error-scope-403': { status: 403, code: 4711, message: NO_SCOPE },
  'error-2001': { status: 404, code: 2001, message: /Account does not exist/ },
  'error-7013': { status: 404, code: 7013, message: /retrieving SMS history/ },
  'error-2031': { status: 403, code: 2031, message: /Zoom Phone/ },
  'error-500': { status: 500, code: 500, message: /./ },
};

for (const [id, { status, code, message }] of Object.entries(ERRORS)) {
  test(`${id} answers ${status} with code ${code}`, async () => {
    const answer = await ask(createClocked().simulator, id);
    assert.deepEqual([answer.status, answer.body.code], [status, code]);
    assert.match(answer.body.message, message);
  });
}

test('the three kinds of 429 say when to come back in one way, in two, and not at all', async () => {
  const { simulator, clock } = createClocked();
  clock.time += 250;
  /** @param {string} id */
  async function hints(id) {
    const { headers } = await ask(simulator, id);
    return [headers.get('retry-after'), headers.get('x-ratelimit-reset')];
  }
  const midnight = String(Date.UTC(2024, 2, 16) / 1000);
  assert.deepEqual(await hints('error-429-qps'), [null, String(NOW / 1000 + 1)]);
  assert.deepEqual(await hints('error-429-daily'), ['2024-03-16T00:00:00Z', midnight]);
  assert.deepEqual(await hints('error-429-concurrent'), [null, null]);
});

for (const [id, status] of /** @type {const} */ ([
  ['html', 200],
  ['error-502-html', 502],
])) {
  test(`${id} answers ${status} with a web page`, async () => {
    const answer = await askRaw(id);
    assert.equal(answer.status, status);
    assert.match(answer.type, /^text\/html/);
    assert.match(decode(answer.bytes), /^<!doctype html>/);
  });
}

test('redirect points to a place that notes whether the token came along', async () => {
  const { simulator } = createClocked();
  const request = createRequest('redirect');
  const response = await simulator.fetch(request);
  assert.equal(response.status, 302);

  const target = new URL(response.headers.get('location') ?? '', request.url);
  assert.equal((await simulator.fetch(target)).status, 200);
  assert.deepEqual(simulator.leaks, { requests: 1, authorized: 0 });
  await simulator.fetch(target, { headers: request.headers });
  const report = await simulator.fetch(new URL('/leak-report', request.url));
  assert.deepEqual(await report.json(), { requests: 2, authorized: 1 });
});

test('empty-body is 200 without a byte', async () => {
  const { status, bytes } = await askRaw('empty-body');
  assert.deepEqual([status, bytes.length], [200, 0]);
});

test('truncated is 200 with JSON that stops in the middle', async () => {
  const { status, bytes } = await askRaw('truncated');
  assert.equal(status, 200);
  assert.ok(JSON.stringify(PAGE).startsWith(decode(bytes)));
  assert.throws(() => JSON.parse(decode(bytes)), SyntaxError);
});

// What is malformed about the chunk is tested where there are chunks: in serve.test.js.
for (const id of ['broken', 'malformed-chunk']) {
  test(`${id} gives the beginning of the body and then an error`, async () => {
    const response = await createClocked().simulator.fetch(createRequest(id));
    assert.equal(response.status, 200);
    const reader = response.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    assert.ok(value && JSON.stringify(PAGE).startsWith(decode(value)));
    await assert.rejects(async () => reader?.read(), /broke the connection/);
  });
}

test('not-utf8 is no UTF-8, and otherwise JSON', async () => {
  const { bytes } = await askRaw('not-utf8');
  assert.throws(() => decode(bytes), TypeError);
  const body = JSON.parse(new TextDecoder('latin1').decode(bytes));
  assert.equal(body.sms_histories[0].message, 'caf\u00e9');
});

test('lone-surrogate is JSON, but the text is not well-formed', async () => {
  const { bytes } = await askRaw('lone-surrogate');
  assert.match(decode(bytes), /cut \\ud83d"/);
});

test('bom begins with a byte order mark, and the rest is the page', async () => {
  const { bytes } = await askRaw('bom');
  assert.deepEqual([...bytes.slice(0, 3)], [0xef, 0xbb, 0xbf]);
  assert.deepEqual(JSON.parse(decode(bytes.slice(3))), PAGE);
});

test('wrong-type has a number where the first message id should be', async () => {
  const { body } = await ask(createClocked().simulator, 'wrong-type');
  const [first, ...rest] = PAGE.sms_histories;
  assert.deepEqual(body.sms_histories, [{ ...first, message_id: 42 }, ...rest]);
});

test('null-id has null where the second message id should be', async () => {
  const { body } = await ask(createClocked().simulator, 'null-id');
  const [first, second, ...rest] = PAGE.sms_histories;
  assert.deepEqual(body.sms_histories, [first, { ...second, message_id: null }, ...rest]);
});

test('extra-fields has unknown fields at every level, and the known ones unchanged', async () => {
  const { bytes } = await askRaw('extra-fields');
  const known = JSON.parse(decode(bytes), (key, value) => (key === 'x_future' ? undefined : value));
  assert.deepEqual(known, PAGE);
  const body = JSON.parse(decode(bytes));
  const [message] = body.sms_histories;
  for (const object of [body, message, message.sender, message.to_members[0].owner]) {
    assert.ok('x_future' in object);
  }
});

test('slow sends its headers at once and its body late', async () => {
  const { sleep, slept, wake } = createSleep();
  const { simulator } = createClocked({ slowMs: 80, sleep });
  const response = await simulator.fetch(createRequest('slow'));
  const body = response.json();
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(slept, [80]);
  wake();
  assert.deepEqual(await body, PAGE);
});

test('slow-headers sends everything late', async () => {
  const { sleep, slept, wake } = createSleep();
  const { simulator } = createClocked({ slowMs: 80, sleep });
  let isHere = false;
  const answer = simulator.fetch(createRequest('slow-headers')).finally(() => {
    isHere = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([slept, isHere], [[80], false]);
  wake();
  assert.deepEqual(await (await answer).json(), PAGE);
});

/** A sleep that lasts until the test ends it. */
function createSleep() {
  /** @type {number[]} */
  const slept = [];
  let wake = () => {};
  /** @type {Promise<void>} */
  const woken = new Promise((resolve) => {
    wake = resolve;
  });
  const sleep = (/** @type {number} */ ms) => {
    slept.push(ms);
    return woken;
  };
  return { sleep, slept, wake };
}

/** A timer left behind would keep a test run alive for a minute. */
const countTimers = () => process.getActiveResourcesInfo().filter((r) => r === 'Timeout').length;

test('slow answers end when the request is aborted, and leave no timer', async () => {
  const { simulator } = createClocked();
  const timers = countTimers();
  const reason = new Error('enough');

  const headers = new AbortController();
  const pending = simulator.fetch(createRequest('slow-headers', {}, { signal: headers.signal }));
  headers.abort(reason);
  await assert.rejects(pending, reason);

  const body = new AbortController();
  const response = await simulator.fetch(createRequest('slow', {}, { signal: body.signal }));
  const text = response.text();
  body.abort(reason);
  await assert.rejects(text, reason);
  assert.equal(countTimers(), timers);
});

test('a slow body whose reader gives up leaves no timer', async () => {
  const timers = countTimers();
  const response = await createClocked().simulator.fetch(createRequest('slow'));
  assert.equal(countTimers(), timers + 1);
  await response.body?.cancel();
  assert.equal(countTimers(), timers);
});

test('a flaky session fails once for each request and then answers', async () => {
  const { simulator } = createClocked();
  const truth = simulator.groundTruth('flaky-error-500');
  assert.equal(truth.length, 100);

  const query = { from: '2024-01-01', to: '2024-01-31', page_size: 3 };
  const messages = [];
  /** @type {string | undefined} */
  let next_page_token;
  do {
    const page = { ...query, next_page_token };
    assert.equal((await ask(simulator, 'flaky-error-500', page)).status, 500);
    const { status, body } = await ask(simulator, 'flaky-error-500', page);
    assert.equal(status, 200);
    messages.push(...body.sms_histories);
    next_page_token = body.next_page_token;
  } while (next_page_token);
  assert.deepEqual(
    messages,
    truth.filter(({ date_time }) => date_time.startsWith('2024-01')),
  );
});

test('a fault is no way round the access token', async () => {
  const { simulator } = createClocked();
  for (const id of Object.keys(FAULTS)) {
    assert.equal((await ask(simulator, id, {}, { headers: {} })).status, 401);
  }
});

test('every fault is in the README, with its sentence', () => {
  const file = new URL('../../simulator/README.md', import.meta.url);
  // The formatter pads the columns of a table.
  const readme = readFileSync(file, 'utf8').replaceAll(/ +/g, ' ');
  for (const [id, { about }] of Object.entries(FAULTS)) {
    assert.ok(readme.includes(`| \`${id}\` | ${about} |`), id);
  }
});

test('every fault has a test', () => {
  const source = readFileSync(new URL(import.meta.url), 'utf8');
  for (const id of Object.keys(FAULTS)) assert.ok(source.includes(id), id);
});
