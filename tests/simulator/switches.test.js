import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { SWITCHES } from '../../simulator/index.js';
import { ask, createClocked, createRequest, NOW, readMessages } from './support.js';

const CONTROL = 'https://simulator.example/control';

/**
 * @param {import('../../simulator/index.js').Simulator} simulator
 * @param {string} method
 * @param {string | object} [body] As it is, or as JSON.
 */
async function control(simulator, method, body) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await simulator.fetch(CONTROL, { method, ...(body && { body: text }) });
  return { status: response.status, body: await response.json() };
}

/** A value for each switch that it does not begin with. */
const OTHERS = /** @type {const} */ ({
  tokenLifetimeS: 5,
  slowMs: 7,
  latencyMs: { min: 1, max: 2 },
  rateLimit: { plan: 'pro', label: 'heavy', concurrency: 2, window: 'sliding' },
  rateLimitHeaders: 'none',
  faults: [
    { kind: '500', probability: 0.5, times: 1, after: 2, retryAfterS: 3, on: 'list', share: 0.1 },
  ],
  pageTokenLifetimeMs: 9,
  pageTokens: 'cycle',
  pageTokenPlace: 'offset',
  emptyPages: 0.1,
  duplicates: 0.2,
  lateMessages: { count: 1, after: 2, at: 'middle' },
  deletedMessages: { count: 3, after: 1, every: 2, at: 'any' },
  downloadLifetimeS: 4,
  downloadFault: 'html',
  account: {
    ...{ sessions: 3, messages: 9, days: 2, users: 4, broadcast: 2, deleted: 0.5, reopened: 0.1 },
    ...{ liveSessions: 1, liveMessages: 2, liveHours: 5 },
  },
  visibleAfterMs: { min: 3, max: 4 },
  listedAfterMs: 6,
  filterMeaning: 'last-access',
  sessionOrder: 'unsorted',
  listPlace: 'offset',
  shortPages: 0.3,
  syncDepthDays: 90,
  syncTokenLifetimeS: 60,
  dateHeaderMs: -1_200_000,
  rangeEnds: '()',
  bareTo: 'midnight',
  monthEnd: 'excluded',
  longRange: 'refuse',
  defaultSort: 2,
  download: 'jwt-and-bearer',
  userListLabel: 'heavy',
  futureTo: 'refused',
  syncTokenStatus: 404,
});

test('every switch is an option, and can be set and reset', () => {
  const { simulator } = createClocked();
  const initial = simulator.switches;
  assert.deepEqual(Object.keys(OTHERS), Object.keys(SWITCHES));
  simulator.set(OTHERS);
  assert.deepEqual(simulator.switches, OTHERS);
  simulator.set({ slowMs: 8 });
  assert.deepEqual(simulator.switches, { ...OTHERS, slowMs: 8 });
  simulator.reset();
  assert.deepEqual(simulator.switches, initial);

  const created = createClocked(OTHERS).simulator;
  assert.deepEqual(created.switches, OTHERS);
  created.set({ slowMs: 8, pageTokens: 'repeat' });
  created.reset();
  assert.deepEqual(created.switches, OTHERS);
});

test('setting a switch takes effect with the next request', async () => {
  const { simulator } = createClocked();
  const truth = simulator.groundTruth('demo');
  simulator.set({ defaultSort: 2 });
  assert.deepEqual(await readMessages(simulator, 'demo'), truth.toReversed());
  simulator.set({ faults: [{ kind: '500' }] });
  assert.equal((await ask(simulator, 'demo')).status, 500);
  simulator.reset();
  assert.deepEqual(await readMessages(simulator, 'demo'), truth);
});

test('setting a switch resets its counts', async () => {
  const { simulator } = createClocked({ rateLimit: { perDay: 1 } });
  await ask(simulator, 'empty');
  assert.equal((await ask(simulator, 'empty')).status, 429);
  simulator.set({ slowMs: 1 });
  assert.equal((await ask(simulator, 'empty')).status, 429);
  simulator.set({ rateLimit: { perDay: 1 } });
  assert.equal((await ask(simulator, 'empty')).status, 200);
  assert.equal((await ask(simulator, 'empty')).status, 429);
});

for (const wrong of [
  { latencyMs: -1 },
  { slowMs: 2 ** 31 },
  { latencyMs: { min: 2, max: 1 } },
  { latencyMs: { min: 2 } },
  { rateLimit: { plan: 'free' } },
  { rateLimit: { plan: 'pro', label: 'none' } },
  { rateLimit: { label: 'heavy', perMonth: 1 } },
  { rateLimit: { plan: 'pro', label: 'heavy', perSecond: 3 } },
  { rateLimit: { perSecond: 0 } },
  { rateLimit: { perMinute: 3 } },
  { rateLimitHeaders: 'some' },
  { faults: { kind: '500' } },
  { faults: [{ kind: '501' }] },
  { faults: [{ kind: 'toString' }] },
  { faults: [{ kind: '500', probability: 2 }] },
  { faults: [{ kind: '500', often: true }] },
  { pageTokenLifetimeMs: 1.5 },
  { pageTokens: 'circle' },
  { faults: [{ kind: '500', on: 'lists' }] },
  { faults: [{ kind: '500', share: 2 }] },
  { account: {} },
  { account: { sessions: 2, messages: 1 } },
  { account: { sessions: 100_001, messages: 200_000 } },
  { account: { sessions: 2, messages: 4, liveSessions: 3 } },
  { account: { sessions: 2, messages: 4, liveSessions: 2, liveMessages: 1 } },
  { account: { sessions: 2, messages: 4, queues: 1 } },
  { account: { sessions: 2, messages: 4, broadcast: 3 } },
  { emptyPages: '0.5' },
  { dateHeaderMs: 0.5 },
  { filterMeaning: 'none' },
  { sessionOrder: 'newest' },
  { duplicates: Number.NaN },
  { lateMessages: { count: 0 } },
  { lateMessages: { count: 1, at: 'beginning' } },
  { lateMessages: { count: 1, at: '2024-02-29' } },
  { deletedMessages: { count: 0 } },
  { deletedMessages: { count: 1, at: 'middle' } },
  { deletedMessages: { after: 1 } },
]) {
  test(`${JSON.stringify(wrong)} is refused by name, and nothing changes`, () => {
    const [name = ''] = Object.keys(wrong);
    const { simulator } = createClocked();
    const { switches } = simulator;
    const changes = /** @type {{}} */ ({ defaultSort: 2, ...wrong });
    assert.throws(
      () => simulator.set(changes),
      new RegExp(`TypeError: '${name}' must be .*, not .*\\.$`),
    );
    assert.throws(() => createClocked(changes), TypeError);
    assert.deepEqual(simulator.switches, switches);
  });
}

test('an array given to a switch can be changed afterwards without effect', () => {
  const { simulator } = createClocked();
  /** @type {import('../../simulator/fault-mix.js').FaultEntry[]} */
  const faults = [];
  simulator.set({ faults });
  faults.push({ kind: '500' });
  assert.deepEqual(simulator.switches.faults, []);
});

test('/control shows, sets and resets the switches', async () => {
  const { simulator } = createClocked({ slowMs: 5 });
  const initial = simulator.switches;
  assert.deepEqual(await control(simulator, 'GET'), { status: 200, body: initial });

  const put = await control(simulator, 'PUT', { latencyMs: 3, pageTokens: 'repeat' });
  const changed = { ...initial, latencyMs: 3, pageTokens: 'repeat' };
  assert.deepEqual(put, { status: 200, body: changed });
  assert.deepEqual(simulator.switches, changed);

  assert.deepEqual(await control(simulator, 'DELETE'), { status: 200, body: initial });
  assert.deepEqual(simulator.switches, initial);
});

test('/control explains a refusal, and changes nothing', async () => {
  const { simulator } = createClocked();
  const { switches } = simulator;
  for (const [body, message] of /** @type {[string | object, string][]} */ ([
    ['{', 'Send a JSON object of switches.'],
    ['[]', 'Send a JSON object of switches.'],
    [{ seed: 2 }, "The simulator has no option 'seed'."],
    [{ slowMs: 1, emptyPages: 2 }, "'emptyPages' must be a number from 0 to 1, not 2."],
  ])) {
    assert.deepEqual(await control(simulator, 'PUT', body), { status: 400, body: { message } });
  }
  assert.deepEqual(simulator.switches, switches);
});

test('/control/requests is the record, without requests to /control', async () => {
  const { simulator } = createClocked();
  await control(simulator, 'PUT', { faults: [{ kind: '503-seconds' }] });
  await simulator.fetch(createRequest('demo'));
  /** @type {import('../../simulator/request-log.js').LoggedRequest[]} */
  const record = await (await simulator.fetch(`${CONTROL}/requests`)).json();
  assert.deepEqual(record, simulator.requests);
  assert.deepEqual(
    record.map(({ fault, retryAtMs }) => [fault, retryAtMs]),
    [['503-seconds', NOW + 2000]],
  );
});

test('every switch is in the README, with its sentence', () => {
  const file = new URL('../../simulator/README.md', import.meta.url);
  const readme = readFileSync(file, 'utf8').replaceAll(/ +/g, ' ');
  for (const [name, { about }] of Object.entries(SWITCHES)) {
    assert.ok(readme.includes(`| \`${name}\` |`), name);
    assert.ok(readme.includes(` ${about} |`), about);
  }
});
