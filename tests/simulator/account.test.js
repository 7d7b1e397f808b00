import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACCOUNT, ALL, createAccount, HOUR, iso, listed, SPARSE } from './account-support.js';
import {
  askPath,
  createClocked,
  DAY,
  idsOf,
  LIST,
  MINUTE,
  NOW,
  readLists,
  readMessages,
  readSessions,
  userList,
} from './support.js';

test('an account has as many sessions and messages as it was told, before and while the clock runs', () => {
  const { simulator, clock } = createAccount();
  const count = () => {
    const shown = [...simulator.shown()];
    return [new Set(shown.map(({ session_id }) => session_id)).size, shown.length];
  };
  // Every fourth of the forty begins later.
  assert.deepEqual(count(), [70, 2_000]);
  clock.time += 10 * HOUR;
  assert.deepEqual(count(), [80, 2_800]);
});

test('sessions have the messages that the account has shown, in the order of their dates', async () => {
  const { simulator, clock } = createAccount();
  clock.time += 3 * HOUR;
  const ids = new Set();
  for (const id of await listed(simulator)) {
    const shown = [...simulator.shown(id)];
    const messages = simulator.groundTruth(id);
    assert.deepEqual(
      messages.map(({ message_id, date_time }) => [message_id, Date.parse(date_time)]),
      shown.map(({ message_id, at }) => [message_id, at]),
    );
    const month = { from: '2024-02-15', to: '2024-03-15', page_size: 100 };
    const read = await readMessages(simulator, id, month);
    assert.deepEqual(
      read,
      messages.filter(({ date_time }) => date_time >= '2024-02-15'),
    );
    for (const { message_id } of messages) ids.add(message_id);
  }
  const shown = [...simulator.shown()].map(({ message_id }) => message_id);
  assert.equal(new Set(shown).size, shown.length);
  assert.ok(ids.size > 0);
});

test('the parties of the messages are those of the session', async () => {
  const { simulator } = createAccount();
  for (const { session_id, participants } of await readSessions(simulator, ALL)) {
    const numbers = new Set(participants.map(({ phone_number }) => phone_number));
    const owners = participants.filter(({ is_session_owner }) => is_session_owner);
    assert.equal(owners.length, 1);
    for (const { sender, to_members } of simulator.groundTruth(session_id)) {
      for (const { phone_number } of [...(sender ? [sender] : []), ...(to_members ?? [])]) {
        assert.ok(numbers.has(phone_number));
      }
    }
  }
});

test('the lists of the users have what is theirs, and the account has more', async () => {
  const { simulator } = createAccount(SPARSE);
  const all = await readSessions(simulator, ALL);
  const types = new Set(all.map(({ session_type }) => session_type));
  assert.deepEqual([...types].sort(), [
    'auto_receptionist',
    'call_queue',
    'service_endpoint',
    'user',
  ]);
  const of = async (/** @type {number} */ n) =>
    readSessions(simulator, ALL, userList(`user-${n}@simulator.example`));
  for (const n of [0, 5]) {
    for (const { session_type, participants } of await of(n)) {
      const owner = participants.find(({ is_session_owner }) => is_session_owner);
      if (session_type === 'user') assert.equal(owner?.display_name, `User ${n}`);
      else assert.equal(owner?.display_name, `Queue ${n % 4}`);
    }
  }
  const deleted = await askPath(simulator, userList('user-9@simulator.example'));
  assert.equal(deleted.body.code, 1001);
  const statuses = all.flatMap(({ participants }) =>
    participants.map(({ extension_status }) => extension_status),
  );
  assert.ok(statuses.includes('deleted'));
});

test('a session moves in the list when it gets a message, so that offsets skip or repeat', async () => {
  const { simulator, clock } = createAccount({ sessionOrder: 'oldest-first', listPlace: 'offset' });
  const found = new Set();
  let token;
  do {
    const query = { ...ALL, page_size: 2, next_page_token: token };
    const { body } = await askPath(simulator, LIST, query);
    for (const id of idsOf(body.sms_sessions)) found.add(id);
    token = body.next_page_token;
    clock.time += 10 * MINUTE;
  } while (token);
  const present = await listed(simulator);
  assert.ok(present.some((id) => !found.has(id)));
});

test('a broadcast puts many sessions into one second', async () => {
  const account = { ...ACCOUNT, sessions: 300, broadcast: 200 };
  const { simulator } = createAccount({ account });
  const at = iso(NOW - 6 * HOUR);
  const sessions = await readSessions(simulator, { ...ALL, from: at, to: at });
  const dated = [...simulator.shown()].filter((known) => known.at === NOW - 6 * HOUR);
  // The others of the two hundred begin later.
  assert.ok(dated.length > 180);
  assert.deepEqual(idsOf(sessions).sort(), dated.map(({ session_id }) => session_id).sort());
  assert.ok(sessions.every(({ last_access_time }) => last_access_time === at));
  for (const id of idsOf(sessions)) {
    const times = [...simulator.shown(id)].map(({ at }) => at);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
  }
});

test('a message is visible so long after its date, and only then moves its session', async () => {
  const { simulator, clock } = createAccount({ visibleAfterMs: 10 * MINUTE });
  clock.time += 2 * HOUR;
  const shown = [...simulator.shown()];
  assert.ok(shown.every(({ at, visibleAt }) => visibleAt === at + 10 * MINUTE));
  assert.ok(Math.max(...shown.map(({ at }) => at)) <= clock.time - 10 * MINUTE);
  for (const session of await readSessions(simulator, ALL)) {
    const last = Math.max(...[...simulator.shown(session.session_id)].map(({ at }) => at));
    assert.equal(Date.parse(session.last_access_time), last);
  }
  const minute = { from: iso(clock.time - MINUTE), to: iso(clock.time) };
  const any = { ...minute, filter_type: 'sent_received_message_time' };
  assert.deepEqual(await listed(simulator, any), []);
  simulator.set({ visibleAfterMs: 0 });
  assert.ok((await listed(simulator, any)).length > 0);
  simulator.set({ visibleAfterMs: { min: 0, max: 10 * MINUTE } });
  const delays = new Set([...simulator.shown()].map(({ at, visibleAt }) => visibleAt - at));
  assert.ok(delays.size > 100 && Math.max(...delays) <= 10 * MINUTE);
});

test('deleted messages do not make others visible before their time', () => {
  const { simulator, clock } = createAccount({ visibleAfterMs: HOUR });
  clock.time += 5 * HOUR;
  simulator.set({ deletedMessages: { count: 1 } });
  for (const id of new Set([...simulator.shown()].map(({ session_id }) => session_id))) {
    const [, ...others] = [...simulator.shown(id)].map(({ message_id }) => message_id);
    const held = simulator.groundTruth(id).map(({ message_id }) => message_id);
    assert.deepEqual(held, others);
  }
});

test("a user's list does not tell the status of extensions", async () => {
  const { simulator } = createAccount(SPARSE);
  const isOfUser = (/** @type {import('../../simulator/wire.js').SmsSession} */ session) =>
    session.participants.some(({ display_name }) => display_name === 'User 14');
  const status = (/** @type {import('../../simulator/wire.js').SmsSession[]} */ sessions) =>
    sessions.filter(isOfUser).map(({ participants }) => participants[0]?.extension_status);
  const query = { ...ALL, session_type: 'user' };
  const account = status(await readSessions(simulator, query));
  assert.ok(account.length > 0 && account.every((one) => one === 'inactive'));
  const own = status(await readSessions(simulator, query, userList('user-14@simulator.example')));
  assert.deepEqual(own, Array(account.length).fill(undefined));
});

test('lists can be behind what the sessions show', async () => {
  const { simulator, clock } = createAccount();
  clock.time += 2 * HOUR;
  const before = await readSessions(simulator, ALL);
  simulator.set({ listedAfterMs: 20 * MINUTE });
  clock.time += 20 * MINUTE;
  assert.deepEqual(await readSessions(simulator, ALL), before);
  simulator.set({ listedAfterMs: 0 });
  assert.notDeepEqual(await readSessions(simulator, ALL), before);
});

test('a deleted session is in no list and unknown; reopened, it has its later messages only', async () => {
  const account = { ...ACCOUNT, deleted: 0.5, reopened: 1 };
  const { simulator, clock } = createAccount({ account });
  const states = new Set();
  for (let hour = 0; hour < 10; hour += 1) {
    clock.time += HOUR;
    const ids = await listed(simulator);
    /** @type {Map<string, { at: number, goneAt: number }[]>} */
    const bySession = new Map();
    for (const known of simulator.shown()) {
      bySession.set(known.session_id, [...(bySession.get(known.session_id) ?? []), known]);
    }
    for (const [id, messages] of bySession) {
      const present = messages.filter(({ goneAt }) => goneAt > clock.time);
      const { status, body } = await askPath(simulator, `${LIST}/${id}`, { page_size: 1 });
      if (present.length === 0) {
        states.add('deleted');
        assert.deepEqual([status, body.code], [404, 7013]);
        assert.ok(!ids.includes(id));
      } else if (present.length < messages.length) {
        states.add('reopened');
        assert.ok(ids.includes(id));
        assert.equal(simulator.groundTruth(id).length, present.length);
      }
    }
  }
  assert.deepEqual([...states].sort(), ['deleted', 'reopened']);
});

test('a deleted session that is not reopened stays away', async () => {
  const account = { ...ACCOUNT, deleted: 1, reopened: 0 };
  const { simulator, clock } = createAccount({ account });
  clock.time += 11 * HOUR;
  assert.deepEqual(await listed(simulator), []);
  assert.ok([...simulator.shown()].every(({ goneAt }) => goneAt <= clock.time));
});

test('the same seed gives the same account, another seed another one', async () => {
  const shown = (/** @type {number} */ seed) => [...createAccount({ seed }).simulator.shown()];
  assert.deepEqual(shown(1), shown(1));
  assert.notDeepEqual(shown(1), shown(2));
});

test('the clock can be set back: the account is what it was', async () => {
  const { simulator, clock } = createAccount({ filterMeaning: 'last-access' });
  const before = await readSessions(simulator, ALL);
  clock.time += 5 * HOUR;
  assert.notDeepEqual(await readSessions(simulator, ALL), before);
  clock.time = NOW;
  assert.deepEqual(await readSessions(simulator, ALL), before);
});

test('what an account has shown is known of a generated account alone', () => {
  const { simulator } = createAccount();
  assert.throws(
    () => [...simulator.shown('demo')],
    /RangeError: The account has no session 'demo'/,
  );
  simulator.set({ account: null });
  assert.throws(() => simulator.shown(), /RangeError: Only a generated account/);
});

test('a list of ten thousand sessions with a million messages asks for few of them', async () => {
  const account = { sessions: 10_000, messages: 1_000_000, liveSessions: 100, liveMessages: 1_000 };
  const { simulator, clock } = createClocked({ account });
  const first = await readLists(simulator, { ...ALL, from: iso(NOW - DAY), to: iso(NOW) });
  clock.time += MINUTE;
  const second = await readLists(simulator, { ...ALL, from: iso(NOW - DAY), to: iso(NOW) });
  assert.ok(first.length > 0 && second.length > 0);
  const id = idsOf(second[0]?.sms_sessions ?? [])[0] ?? '';
  assert.ok(simulator.groundTruth(id).length > 0);
});
