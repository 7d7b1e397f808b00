import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FAULT_KINDS } from '../../simulator/index.js';
import {
  ask,
  askPath,
  createClocked,
  createRequest,
  LIST,
  NOW,
  readMessages,
  userList,
} from './support.js';

/** @typedef {import('../../simulator/fault-kinds.js').FaultName} FaultName */

/**
 * The answer of a request that is struck, and the simulator that gave it.
 * @param {FaultName} kind
 * @param {import('../../simulator/index.js').SimulatorOptions} [options]
 */
async function strike(kind, options) {
  const { simulator, clock } = createClocked({ faults: [{ kind, times: 1 }], ...options });
  const response = await simulator.fetch(createRequest('demo'));
  return { simulator, clock, response, entry: simulator.requests.at(-1) };
}

/** What the request would have been answered. */
const ORDINARY = await (await createClocked().simulator.fetch(createRequest('demo'))).text();

for (const [kind, status, message] of /** @type {[FaultName, number, RegExp][]} */ ([
  ['429-qps', 429, /per-second rate limit/],
  ['429-daily', 429, /daily rate limit/],
  ['429-concurrent', 429, /^Too many concurrent requests\.$/],
  ['408', 408, /timeout/],
  ['425', 425, /early/],
  ['500', 500, /Internal/],
  ['503', 503, /unavailable/],
  ['504', 504, /timeout/],
])) {
  test(`a request struck by ${kind} is answered ${status}, on record, and the next is not`, async () => {
    const { simulator, response, entry } = await strike(kind);
    assert.equal(response.status, status);
    assert.match((await response.json()).message, message);
    assert.deepEqual([entry?.fault, entry?.status, entry?.refusal], [kind, status, null]);
    assert.equal((await ask(simulator, 'demo')).status, 200);
    assert.equal(simulator.requests.at(-1)?.fault, null);
  });
}

for (const [kind, header] of /** @type {[FaultName, string][]} */ ([
  ['503-seconds', '2'],
  ['503-http-date', 'Fri, 15 Mar 2024 12:00:02 GMT'],
  ['503-rfc850-date', 'Friday, 15-Mar-24 12:00:02 GMT'],
  ['503-asctime-date', 'Fri Mar 15 12:00:02 2024'],
  ['503-iso', '2024-03-15T12:00:02Z'],
  ['503-iso-offset', '2024-03-15T14:00:02+02:00'],
  ['503-iso-bare', '2024-03-15T12:00:02'],
])) {
  test(`${kind} asks to come back in two seconds, and notes who does not wait`, async () => {
    const { simulator, clock, response, entry } = await strike(kind);
    assert.equal(response.status, 503);
    assert.equal(response.headers.get('retry-after'), header);
    assert.equal(entry?.retryAtMs, NOW + 2000);
    clock.time += 1999;
    // Another request is not what was unavailable.
    await ask(simulator, 'empty');
    assert.equal(simulator.requests.at(-1)?.tooEarly, false);
    await ask(simulator, 'demo');
    assert.equal(simulator.requests.at(-1)?.tooEarly, true);
    clock.time += 1;
    await ask(simulator, 'demo');
    assert.equal(simulator.requests.at(-1)?.tooEarly, false);
  });
}

test('how long a 503 asks to wait can be chosen', async () => {
  const faults = [{ kind: /** @type {const} */ ('503-iso'), retryAfterS: 90 }];
  const { response } = await strike('503-iso', { faults });
  assert.equal(response.headers.get('retry-after'), '2024-03-15T12:01:30Z');
});

test('502-html, html and empty-body are no JSON', async () => {
  const gateway = await strike('502-html');
  assert.equal(gateway.response.status, 502);
  assert.match(await gateway.response.text(), /^<!doctype html>/);
  const login = await strike('html');
  assert.deepEqual(
    [login.response.status, login.response.headers.get('content-type')],
    [200, 'text/html'],
  );
  const empty = await strike('empty-body');
  assert.deepEqual([empty.response.status, await empty.response.text()], [200, '']);
});

test('truncated is the first half of what would have been answered', async () => {
  const { response } = await strike('truncated');
  assert.equal(response.status, 200);
  assert.equal(await response.text(), ORDINARY.slice(0, ORDINARY.length / 2));
});

test('cut-before is a failed fetch, without a status on record', async () => {
  const { simulator } = createClocked({ faults: [{ kind: 'cut-before', times: 1 }] });
  await assert.rejects(simulator.fetch(createRequest('demo')), (error) => {
    assert.ok(error instanceof TypeError);
    assert.equal(/** @type {{ code?: string }} */ (error.cause).code, 'ECONNRESET');
    return true;
  });
  const [entry] = simulator.requests;
  assert.deepEqual([entry?.status, entry?.fault], [null, 'cut-before']);
  assert.equal((await ask(simulator, 'demo')).status, 200);
});

for (const [kind, length] of /** @type {const} */ ([
  ['cut-inside', ORDINARY.length / 2],
  ['cut-after', ORDINARY.length],
])) {
  test(`${kind} gives so much of the body and then an error`, async () => {
    const { response } = await strike(kind);
    const reader = response.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    assert.equal(new TextDecoder().decode(value), ORDINARY.slice(0, length));
    await assert.rejects(async () => reader?.read(), /broke the connection/);
  });
}

test('slow-body sends the body after slowMs', async () => {
  /** @type {number[]} */
  const slept = [];
  const sleep = async (/** @type {number} */ ms) => void slept.push(ms);
  const { response } = await strike('slow-body', { slowMs: 7000, sleep });
  assert.equal(await response.text(), ORDINARY);
  assert.deepEqual(slept, [7000]);
});

test('a revoked token stays refused, and a new one is good', async () => {
  const { simulator } = createClocked({ faults: [{ kind: 'revoked-token', times: 1 }] });
  const bearing = (/** @type {string} */ token) => ({
    headers: { authorization: `Bearer ${token}` },
  });
  const old = bearing(simulator.issueToken());
  for (let i = 0; i < 3; i += 1) {
    const { status, body } = await ask(simulator, 'demo', {}, old);
    assert.deepEqual([status, body.code], [401, 124]);
  }
  const fresh = bearing(simulator.issueToken());
  assert.equal((await ask(simulator, 'demo', {}, fresh)).status, 200);
  assert.equal((await ask(simulator, 'demo', {}, old)).status, 401);
});

test('the token that needs no issuing is good again once another has been issued', async () => {
  const { simulator } = await strike('revoked-token');
  assert.equal((await ask(simulator, 'demo')).status, 401);
  simulator.issueToken();
  assert.equal((await ask(simulator, 'demo')).status, 200);
});

test('invalid-page-token spares requests without one', async () => {
  const { simulator } = createClocked({ faults: [{ kind: 'invalid-page-token', times: 1 }] });
  const { status, body } = await ask(simulator, 'demo');
  assert.equal(status, 200);
  const { next_page_token } = body;
  const refused = await ask(simulator, 'demo', { next_page_token });
  assert.deepEqual([refused.status, refused.body.code], [400, 400]);
  assert.equal((await ask(simulator, 'demo', { next_page_token })).status, 200);
});

test('a fault can strike the requests of one endpoint alone', async () => {
  const { simulator } = createClocked({ faults: [{ kind: '500', on: 'user-list' }] });
  assert.equal((await ask(simulator, 'demo')).status, 200);
  assert.equal((await askPath(simulator, LIST)).status, 200);
  assert.equal((await askPath(simulator, userList('maya@simulator.example'))).status, 500);
});

test('a fault can strike a share of the sessions, always the same ones, and no list', async () => {
  const { simulator } = createClocked({ faults: [{ kind: '500', share: 0.3 }] });
  const struck = async () => {
    const ids = [];
    for (let n = 0; n < 50; n += 1) {
      if ((await ask(simulator, `history-1/${n}`)).status === 500) ids.push(n);
    }
    return ids;
  };
  const first = await struck();
  assert.ok(first.length > 5 && first.length < 25, String(first.length));
  assert.deepEqual(await struck(), first);
  assert.equal((await askPath(simulator, LIST)).status, 200);
});

for (const [kind, code, path, other] of /** @type {[FaultName, number, string, string][]} */ ([
  ['7012', 7012, LIST, `${LIST}/demo`],
  ['7013', 7013, `${LIST}/demo`, LIST],
])) {
  test(`${kind} strikes only requests that can be answered so`, async () => {
    const { simulator } = createClocked({ faults: [{ kind }] });
    const { status, body } = await askPath(simulator, path);
    assert.deepEqual([status, body.code], [404, code]);
    assert.equal((await askPath(simulator, other)).status, 200);
  });
}

test('a fault starts and stops as configured', async () => {
  const { simulator } = createClocked({ faults: [{ kind: '500', after: 2, times: 3 }] });
  const statuses = [];
  for (let i = 0; i < 7; i += 1) statuses.push((await ask(simulator, 'demo')).status);
  assert.deepEqual(statuses, [200, 200, 500, 500, 500, 200, 200]);
});

test('a mix follows the seed and its probabilities', async () => {
  /** @param {number} seed */
  async function struck(seed) {
    const { simulator } = createClocked({
      seed,
      faults: [
        { kind: '500', probability: 0.2 },
        { kind: '408', probability: 0.1 },
      ],
    });
    for (let i = 0; i < 500; i += 1) await ask(simulator, 'empty');
    return simulator.requests.map(({ fault }) => fault);
  }
  const faults = await struck(1);
  const count = (/** @type {string} */ kind) => faults.filter((fault) => fault === kind).length;
  assert.ok(70 < count('500') && count('500') < 130, String(count('500')));
  assert.ok(20 < count('408') && count('408') < 65, String(count('408')));
  assert.deepEqual(await struck(1), faults);
  assert.notDeepEqual(await struck(2), faults);
});

test('a history with faults is complete for a client that retries', async () => {
  const { simulator } = createClocked({ faults: [{ kind: '500', probability: 0.5 }] });
  const query = { from: '2024-01-01', to: '2024-01-31' };
  const messages = [];
  /** @type {string | undefined} */
  let next_page_token;
  do {
    const { status, body } = await ask(simulator, 'history-2000', { ...query, next_page_token });
    if (status !== 200) continue;
    messages.push(...body.sms_histories);
    next_page_token = body.next_page_token;
  } while (next_page_token !== '');
  simulator.set({ faults: [] });
  assert.deepEqual(messages, await readMessages(simulator, 'history-2000', query));
});

test('every kind of fault has a test, and a sentence in the README', () => {
  const source = readFileSync(new URL(import.meta.url), 'utf8');
  const file = new URL('../../simulator/README.md', import.meta.url);
  const readme = readFileSync(file, 'utf8').replaceAll(/ +/g, ' ');
  for (const [kind, { about }] of Object.entries(FAULT_KINDS)) {
    assert.ok(source.includes(`'${kind}'`), kind);
    assert.ok(readme.includes(`| \`${kind}\` | ${about} |`), kind);
  }
});
