import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STATIC_TOKENS } from '../../simulator/index.js';
import {
  askPath,
  createClocked,
  DAY,
  idsOf,
  LIST,
  MINUTE,
  NOW,
  readLists,
  readSessions,
  userList,
} from './support.js';

const MAYA = 'Zt4eHn91QkGbX6wUoPs2Cg';
const TESTER = 'DnEopNmXQEGU2uvvzjgojw';
const ODD = 'odd/id ?#%✓';
const MARCH_2022 = { from: '2022-03-01', to: '2022-03-31' };

test('a list has the sessions of users unless it is asked for others', async () => {
  const { simulator } = createClocked();
  for (const [session_type, ids] of /** @type {const} */ ([
    [undefined, ['history-1000', 'history-365']],
    ['user', ['history-1000', 'history-365']],
    ['call_queue', [ODD, 'demo']],
    ['auto_receptionist', ['edge-200']],
    ['service_endpoint', ['burst-120']],
    ['all', ['history-1000', 'history-365', 'demo', ODD, 'edge-200', 'burst-120']],
  ])) {
    const sessions = await readSessions(simulator, { session_type });
    assert.deepEqual(idsOf(sessions).sort(), ids.toSorted(), session_type);
    for (const session of sessions) {
      if (session_type !== 'all') assert.equal(session.session_type, session_type ?? 'user');
    }
  }
});

test('an unknown session type is refused in the documented words', async () => {
  const { simulator } = createClocked();
  for (const [path, session_type] of [
    [LIST, 'users'],
    [LIST, ''],
    [userList(MAYA), 'service_endpoint'],
  ]) {
    const { status, body } = await askPath(simulator, String(path), { session_type });
    assert.deepEqual([status, body], [400, { code: 400, message: 'SMS session type is invalid.' }]);
  }
});

for (const [field, query] of /** @type {const} */ ([
  ['page_size', { page_size: 101 }],
  ['page_size', { page_size: 'ten' }],
  ['filter_type', { filter_type: 'sent' }],
  ['phone_number', { phone_number: 'Dana' }],
  ['from', { from: '2024-3-1', to: '2024-03-15' }],
  ['to', { from: '2024-03-01', to: '2024-03-15T00:00:00Z' }],
])) {
  test(`a list refuses ${JSON.stringify(query)} and names the field`, async () => {
    const { status, body } = await askPath(createClocked().simulator, LIST, query);
    assert.deepEqual([status, body.code, body.errors[0].field], [400, 300, field]);
  });
}

test('a list needs both ends of a range or none, and a positive page size', async () => {
  const { simulator } = createClocked();
  for (const query of [{ from: '2024-03-01' }, { to: '2024-03-01' }, { page_size: 0 }]) {
    const { status, body } = await askPath(simulator, LIST, query);
    assert.deepEqual([status, body.code], [400, 400]);
  }
});

test('a list covers a month at most', async () => {
  const year = { session_type: 'all', from: '2022-03-23', to: '2024-03-15' };
  const { simulator } = createClocked();
  assert.deepEqual(idsOf(await readSessions(simulator, year)), [
    '35ccd84704253f5f793d0a721c7fe655',
  ]);
  simulator.set({ longRange: 'refuse' });
  const { status, body } = await askPath(simulator, LIST, year);
  assert.deepEqual([status, body.code], [400, 300]);
});

test('the ends of the range are those of the policy', async () => {
  const { simulator } = createClocked();
  const at = '2022-03-23T02:58:01Z';
  for (const [rangeEnds, to, count] of /** @type {const} */ ([
    ['[]', at, 1],
    ['[)', at, 0],
    ['(]', at, 0],
    ['[)', '2022-03-23T02:58:02Z', 1],
    ['()', '2022-03-23T02:58:02Z', 0],
    ['(]', '2022-03-23T02:58:02Z', 0],
  ])) {
    simulator.set({ rangeEnds });
    assert.equal((await readSessions(simulator, { from: at, to })).length, count, rangeEnds + to);
  }
});

test('a list can be of the sessions with one number', async () => {
  const { simulator } = createClocked();
  for (const phone_number of ['12065550148', '+12065550148']) {
    const sessions = await readSessions(simulator, { session_type: 'all', phone_number });
    assert.deepEqual(idsOf(sessions).sort(), ['demo', ODD]);
  }
  assert.deepEqual(await readSessions(simulator, { phone_number: '1' }), []);
});

test('a user is named by id or by e-mail, and has the sessions of their queues', async () => {
  const { simulator } = createClocked();
  for (const user of [MAYA, 'maya@simulator.example', 'Maya@Simulator.example']) {
    const sessions = await readSessions(simulator, { session_type: 'all' }, userList(user));
    assert.deepEqual(idsOf(sessions).sort(), ['demo', 'history-1000', ODD]);
    assert.deepEqual(idsOf(await readSessions(simulator, {}, userList(user))), ['history-1000']);
  }
  assert.equal((await readSessions(simulator, MARCH_2022, userList(TESTER))).length, 1);
});

test("a user who does not exist is refused, and so is 'me' without a user's token", async () => {
  const { simulator } = createClocked();
  for (const user of ['someone', 'me', 'a/b']) {
    const { status, body } = await askPath(simulator, userList(user));
    assert.deepEqual([status, body.code], [404, 1001]);
  }
});

test("a user's token opens the list of 'me', and no other list", async () => {
  const { simulator } = createClocked();
  const { body } = await askPath(simulator, userList('me'), {}, STATIC_TOKENS.user);
  assert.deepEqual(idsOf(body.sms_sessions), ['history-1000']);
  const refused = await askPath(simulator, userList(MAYA), {}, STATIC_TOKENS.user);
  assert.deepEqual([refused.status, refused.body.code], [400, 4700]);
  assert.match(
    refused.body.message,
    /does not contain scopes:\[phone:read:list_sms_sessions:admin/,
  );
  const account = await askPath(simulator, LIST, {}, STATIC_TOKENS.user);
  assert.deepEqual([account.status, account.body.code], [400, 4711]);
});

test('a granular scope of sessions opens sessions and sync, not lists and single messages', async () => {
  const { simulator } = createClocked();
  for (const [path, status] of /** @type {const} */ ([
    ['/phone/sms/sessions/demo', 200],
    ['/phone/sms/sessions/demo/sync?count=1', 200],
    ['/phone/sms/sessions/demo/messages/demo-0001', 400],
    [LIST, 400],
    [userList(MAYA), 400],
  ])) {
    const answer = await askPath(simulator, path, {}, STATIC_TOKENS.granular);
    assert.equal(answer.status, status, path);
    if (status === 400) assert.equal(answer.body.code, 4711);
  }
});

test('the list of an account that does not exist has the code of a token', async () => {
  const { simulator } = createClocked();
  const of = (/** @type {string} */ account) =>
    askPath(simulator, `/accounts/${account}${LIST}`, {}, STATIC_TOKENS.master);
  assert.equal((await of('simulator-account-1')).status, 200);
  const { status, body } = await of('another');
  assert.deepEqual([status, body], [401, { code: 124, message: 'Account does not exist.' }]);
});

test('a page token belongs to one list and its query, and expires', async () => {
  const { simulator, clock } = createClocked();
  const query = { session_type: 'all', page_size: 1 };
  const { next_page_token } = (await askPath(simulator, LIST, query)).body;
  const follow = (/** @type {string} */ path, /** @type {object} */ more) =>
    askPath(simulator, path, { ...query, next_page_token, ...more });
  assert.equal((await follow(LIST, {})).status, 200);
  for (const [path, more] of /** @type {[string, object][]} */ ([
    [LIST, { page_size: 2 }],
    [LIST, { session_type: 'user' }],
    [userList(MAYA), {}],
    [LIST, { next_page_token: 'x' }],
  ])) {
    const { status, body } = await follow(path, more);
    assert.deepEqual([status, body.code], [400, 400]);
  }
  clock.time += 15 * MINUTE + 1;
  assert.equal((await follow(LIST, {})).status, 400);
});

for (const listPlace of /** @type {const} */ (['session', 'offset'])) {
  for (const sessionOrder of /** @type {const} */ (['newest-first', 'oldest-first', 'unsorted'])) {
    test(`pages of any size have every session once: ${sessionOrder}, ${listPlace}`, async () => {
      const { simulator } = createClocked({ listPlace, sessionOrder });
      const all = await readSessions(simulator, { session_type: 'all' });
      assert.equal(all.length, 6);
      const times = all.map(({ last_access_time }) => last_access_time);
      if (sessionOrder === 'oldest-first') assert.deepEqual(times, times.toSorted());
      if (sessionOrder === 'newest-first') assert.deepEqual(times, times.toSorted().reverse());
      for (const page_size of [1, 2, 3, 6, 100]) {
        const pages = await readLists(simulator, { session_type: 'all', page_size });
        assert.deepEqual(
          pages.flatMap((page) => page.sms_sessions),
          all,
        );
        assert.equal(pages.length, Math.ceil(6 / page_size));
      }
    });
  }
}

test('pages can be shorter than asked for, or empty, although there is a next one', async () => {
  const { simulator } = createClocked();
  const query = { session_type: 'all', page_size: 3 };
  const all = await readSessions(simulator, query);
  simulator.set({ shortPages: 1, emptyPages: 0.3 });
  const pages = await readLists(simulator, query);
  assert.ok(pages.some((page) => page.sms_sessions.length === 0 && page.next_page_token));
  assert.ok(pages.some(({ sms_sessions: { length } }) => length === 1 || length === 2));
  assert.deepEqual(
    pages.flatMap((page) => page.sms_sessions),
    all,
  );
});

test('page tokens of lists can repeat, and lead in circles', async () => {
  const query = { session_type: 'all', page_size: 1 };
  const { simulator } = createClocked({ pageTokens: 'repeat' });
  assert.equal((await readLists(simulator, query)).length, 7);
  simulator.set({ pageTokens: 'cycle' });
  const tokens = [];
  for (let next_page_token = ''; tokens.length < 12; tokens.push(next_page_token)) {
    ({ next_page_token } = (await askPath(simulator, LIST, { ...query, next_page_token })).body);
  }
  assert.ok(new Set(tokens).size < 7);
});

test('the label of a list is Medium, or Heavy if the policy says so of a user', async () => {
  const { simulator } = createClocked({ rateLimit: { plan: 'pro' } });
  const ask = async (/** @type {string} */ path) => {
    const { status, headers } = await askPath(simulator, path);
    return `${status} ${headers.get('x-ratelimit-category')} ${headers.get('x-ratelimit-remaining')}`;
  };
  assert.equal(await ask(LIST), '200 Medium 9');
  assert.equal(await ask(userList(MAYA)), '200 Medium 8');
  simulator.set({ userListLabel: 'heavy' });
  assert.equal(await ask(userList(MAYA)), '200 Heavy 4');
  assert.equal(await ask(LIST), '200 Medium 7');
});

test('the list of the future can be refused', async () => {
  const { simulator } = createClocked();
  const query = { from: '2024-03-10', to: '2024-03-16' };
  assert.equal((await askPath(simulator, LIST, query)).status, 200);
  simulator.set({ futureTo: 'refused' });
  assert.equal((await askPath(simulator, LIST, query)).body.errors[0].field, 'to');
  assert.equal((await askPath(simulator, LIST, { ...query, to: '2024-03-15' })).status, 200);
});

test('the Date header can be right, wrong and missing', async () => {
  const { simulator } = createClocked();
  const date = async () => (await askPath(simulator, LIST)).headers.get('date');
  assert.equal(await date(), null);
  simulator.set({ dateHeaderMs: 0 });
  assert.equal(await date(), 'Fri, 15 Mar 2024 12:00:00 GMT');
  simulator.set({ dateHeaderMs: -20 * MINUTE });
  assert.equal(Date.parse((await date()) ?? ''), NOW - 20 * MINUTE);
});

test('a session that gets a message moves in the list', async () => {
  const { simulator } = createClocked({
    sessionOrder: 'oldest-first',
    lateMessages: { count: 1, after: 1, at: '2024-03-15T11:00:00Z' },
  });
  const before = await readSessions(simulator, { session_type: 'all' });
  assert.notEqual(before.at(-1)?.session_id, 'burst-120');
  await askPath(simulator, '/phone/sms/sessions/burst-120');
  const [last] = (await readSessions(simulator, { session_type: 'all' })).reverse();
  assert.deepEqual(
    [last?.session_id, last?.last_access_time],
    ['burst-120', '2024-03-15T11:00:00Z'],
  );
});

test('lists are recorded by endpoint', async () => {
  const { simulator } = createClocked();
  for (const path of [LIST, userList(MAYA), `${LIST}/demo`, `${LIST}/demo/sync`, '/else']) {
    await askPath(simulator, path);
  }
  await askPath(simulator, `${LIST}/demo/messages/demo-0001`);
  assert.deepEqual(
    simulator.requests.map(({ endpoint }) => endpoint),
    ['list', 'user-list', 'session', 'sync', null, 'message'],
  );
});

test('a session that has no messages, or only older ones, is not listed', async () => {
  const { simulator, clock } = createClocked();
  assert.equal((await readSessions(simulator, { session_type: 'all' })).length, 6);
  clock.time += 60 * DAY;
  assert.deepEqual(await readSessions(simulator, { session_type: 'all' }), []);
});
