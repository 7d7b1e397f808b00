import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askPath, createClocked, LIST, NOW } from './support.js';

/** @typedef {import('../../simulator/index.js').Simulator} Simulator */
/** @typedef {import('../../simulator/wire.js').SmsMessage} Message */

/** @param {Simulator} simulator @param {string} id @param {import('./support.js').Query} query */
const sync = (simulator, id, query) =>
  askPath(simulator, `${LIST}/${encodeURIComponent(id)}/sync`, query);

/** @param {readonly Message[]} messages */
const idsOf = (messages) => messages.map(({ message_id }) => message_id);

/** Oldest first, without the field that sync does not have. @param {readonly Message[]} messages */
const withoutStatus = (messages) => messages.map(({ delivery_status, ...message }) => message);

for (const [id, count] of /** @type {const} */ ([
  ['demo', 7],
  ['history-1000', 250],
  ['edge-300', 1],
  ['burst-260', 11],
])) {
  test(`FSync and then BSync give the whole of ${id} once, ${count} at a time`, async () => {
    const { simulator } = createClocked();
    const found = [];
    let answer = await sync(simulator, id, { count, sync_type: 'FSync' });
    while (answer.body.sms_histories.length > 0) {
      assert.equal(answer.status, 200);
      assert.ok(answer.body.sms_histories.length <= count);
      found.push(...answer.body.sms_histories);
      const { sync_token } = answer.body;
      answer = await sync(simulator, id, { count, sync_type: 'BSync', sync_token });
    }
    assert.deepEqual(found.reverse(), withoutStatus(simulator.groundTruth(id)));
  });
}

test('ISync gives what has arrived since the token, and nothing twice', async () => {
  const { simulator } = createClocked();
  const first = await sync(simulator, 'demo', { count: 10 });
  const ask = (/** @type {string} */ sync_token, count = 3) =>
    sync(simulator, 'demo', { count, sync_type: 'ISync', sync_token });
  const none = await ask(first.body.sync_token);
  assert.deepEqual(none.body.sms_histories, []);
  simulator.set({ lateMessages: { count: 3 } });
  const some = await ask(none.body.sync_token);
  const newest = simulator.groundTruth('demo').slice(-3).reverse();
  assert.deepEqual(idsOf(some.body.sms_histories), idsOf(newest));
  assert.deepEqual((await ask(some.body.sync_token)).body.sms_histories, []);
  const { status, body } = await ask(none.body.sync_token, 2);
  assert.deepEqual([status, body.code], [400, 7035]);
});

test('a sync token has the documented form, and names the times that the client has', async () => {
  const { simulator } = createClocked();
  const { body } = await sync(simulator, 'demo', { count: 250 });
  const [id = '', from, to] = Buffer.from(body.sync_token, 'base64').toString().split('_');
  assert.match(id, /^\w{10}$/);
  const truth = simulator.groundTruth('demo');
  const times = [truth[0], truth.at(-1)].map((message) => Date.parse(message?.date_time ?? ''));
  assert.deepEqual([Number(from), Number(to)], times);
});

test('a token that is missing, changed, of another session or expired is refused with 300', async () => {
  const { simulator, clock } = createClocked();
  const { sync_token } = (await sync(simulator, 'demo', { count: 3 })).body;
  const forged = Buffer.from(`${Buffer.from(sync_token, 'base64')}0`).toString('base64');
  const ask = (/** @type {string} */ id, /** @type {string | undefined} */ token) =>
    sync(simulator, id, { count: 3, sync_type: 'BSync', sync_token: token });
  assert.equal((await ask('demo', sync_token)).status, 200);
  for (const [id, token] of /** @type {const} */ ([
    ['demo', undefined],
    ['demo', ''],
    ['demo', 'x'],
    ['demo', forged],
    ['history-100', sync_token],
  ])) {
    const { status, body } = await ask(id, token);
    assert.deepEqual([status, body.code], [400, 300], token);
  }
  simulator.set({ syncTokenStatus: 404, syncTokenLifetimeS: 60 });
  clock.time = NOW + 60_000;
  assert.equal((await ask('demo', sync_token)).status, 200);
  clock.time += 1;
  const { status, body } = await ask('demo', sync_token);
  assert.deepEqual([status, body.code], [404, 300]);
});

for (const [field, query] of /** @type {const} */ ([
  ['count', {}],
  ['count', { count: 0 }],
  ['count', { count: 251 }],
  ['count', { count: 1.5 }],
  ['sync_type', { count: 1, sync_type: 'fsync' }],
])) {
  test(`sync refuses ${JSON.stringify(query)} and names the field`, async () => {
    const { status, body } = await sync(createClocked().simulator, 'demo', query);
    assert.deepEqual([status, body.code, body.errors[0].field], [400, 300, field]);
  });
}

test('sync does not know a session in words of its own', async () => {
  const { simulator } = createClocked();
  const { status, body } = await sync(simulator, 'no-such-session', { count: 1 });
  assert.deepEqual([status, body.code], [404, 12004]);
});

test('sync of an empty session waits for its first message', async () => {
  const { simulator } = createClocked();
  const { sms_histories, sync_token } = (await sync(simulator, 'empty', { count: 1 })).body;
  assert.deepEqual(sms_histories, []);
  for (const sync_type of ['ISync', 'BSync']) {
    const { status, body } = await sync(simulator, 'empty', { count: 1, sync_type, sync_token });
    assert.deepEqual([status, body.sms_histories], [200, []]);
  }
});

test('sync may reach back some days only', async () => {
  const { simulator } = createClocked({ syncDepthDays: 15 });
  const { body } = await sync(simulator, 'demo', { count: 250 });
  const recent = simulator
    .groundTruth('demo')
    .filter(({ date_time }) => Date.parse(date_time) >= NOW - 15 * 86_400_000);
  assert.deepEqual(idsOf(body.sms_histories), idsOf(recent.reverse()));
  const { sync_token } = body;
  const rest = await sync(simulator, 'demo', { count: 250, sync_type: 'BSync', sync_token });
  assert.deepEqual(rest.body.sms_histories, []);
});

test('a session that stands for a fault answers sync with it', async () => {
  const { simulator } = createClocked();
  assert.equal((await sync(simulator, 'error-2031', {})).status, 403);
});
