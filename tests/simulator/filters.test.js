import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ACCOUNT,
  ALL,
  createAccount,
  expected,
  HOUR,
  iso,
  listed,
  SPARSE,
} from './account-support.js';
import { askPath, DAY, idsOf, LIST, MINUTE, NOW, readSessions } from './support.js';

test('a list shuffled by the minute is another one a minute later', async () => {
  const { simulator, clock } = createAccount({ sessionOrder: 'shuffled' });
  const first = await readSessions(simulator, ALL);
  assert.deepEqual(await readSessions(simulator, ALL), first);
  clock.time += MINUTE;
  const second = await readSessions(simulator, ALL);
  assert.notDeepEqual(second, first);
  assert.deepEqual(idsOf(second).sort(), idsOf(first).sort());
});

const WEEK = { from: iso(NOW - 40 * DAY), to: iso(NOW - 33 * DAY) };
const isInWeek = (/** @type {number} */ at) => NOW - 40 * DAY <= at && at <= NOW - 33 * DAY;

test('each filter selects as documented: the last message, or any that was sent or received', async () => {
  const { simulator } = createAccount(SPARSE);
  const filter = (/** @type {string} */ filter_type) => listed(simulator, { ...WEEK, filter_type });
  assert.deepEqual(
    await filter('last_message_time'),
    expected(simulator, ({ at, isLast }) => isLast && isInWeek(at)),
  );
  const both = await filter('sent_received_message_time');
  assert.deepEqual(
    both,
    expected(simulator, ({ at }) => isInWeek(at)),
  );
  for (const [filter_type, wanted] of [
    ['sent_message_time', 'out'],
    ['received_message_time', 'in'],
  ]) {
    const ids = await filter(String(filter_type));
    assert.ok(ids.length < both.length && ids.length > 0);
    for (const id of both) {
      const week = simulator.groundTruth(id).filter((one) => isInWeek(Date.parse(one.date_time)));
      const directions = week.map(({ direction }) => direction?.toLowerCase());
      if (directions.includes(wanted)) assert.ok(ids.includes(id));
      else if (directions.every(Boolean)) assert.ok(!ids.includes(id));
    }
  }
});

test('filters can mean the last message of a kind, or be ignored', async () => {
  const { simulator } = createAccount({ ...SPARSE, filterMeaning: 'last' });
  const filter = (/** @type {string} */ filter_type) => listed(simulator, { ...WEEK, filter_type });
  const last = await filter('last_message_time');
  assert.deepEqual(await filter('sent_received_message_time'), last);
  assert.notDeepEqual(await filter('sent_message_time'), last);
  simulator.set({ filterMeaning: 'ignored' });
  for (const filter_type of ['sent_message_time', 'sent_received_message_time']) {
    assert.deepEqual(await filter(filter_type), last);
  }
});

test('with the last access, sessions have a later time than that of their last message, never an earlier one', async () => {
  const { simulator, clock } = createAccount();
  const timesOf = async () =>
    new Map(
      (await readSessions(simulator, ALL)).map((session) => [
        session.session_id,
        session.last_access_time,
      ]),
    );
  const messages = await timesOf();
  simulator.set({ filterMeaning: 'last-access' });
  let before = await timesOf();
  const later = [...messages].filter(([id, time]) => (before.get(id) ?? '') > time);
  assert.ok(later.length > 0);
  assert.ok([...messages].every(([id, time]) => (before.get(id) ?? '') >= time));
  for (let n = 0; n < 20; n += 1) {
    clock.time += HOUR;
    const now = await timesOf();
    for (const [id, time] of before) assert.ok((now.get(id) ?? time) >= time, id);
    before = now;
  }
});

test('messages that do not count leave their session where it was, unless any message is asked for', async () => {
  const { simulator } = createAccount();
  const times = await readSessions(simulator, ALL);
  simulator.set({ filterMeaning: 'some-uncounted' });
  const counted = new Map(
    (await readSessions(simulator, ALL)).map((one) => [one.session_id, one.last_access_time]),
  );
  const earlier = times.filter((one) => (counted.get(one.session_id) ?? '') < one.last_access_time);
  assert.ok(earlier.length > 0 && earlier.length < times.length / 2);
  const any = { ...WEEK, filter_type: 'sent_received_message_time' };
  assert.deepEqual(
    await listed(simulator, any),
    expected(simulator, ({ at }) => isInWeek(at)),
  );
});

test('pages have every session once, whatever the filters mean', async () => {
  const { simulator } = createAccount();
  for (const filterMeaning of /** @type {const} */ (['any', 'last-access', 'some-uncounted'])) {
    for (const sessionOrder of /** @type {const} */ ([
      'newest-first',
      'oldest-first',
      'shuffled',
    ])) {
      simulator.set({ filterMeaning, sessionOrder });
      const all = await readSessions(simulator, ALL);
      assert.deepEqual(await readSessions(simulator, { ...ALL, page_size: 7 }), all);
    }
  }
});

test('a list does not depend on what was asked before', async () => {
  const options = { visibleAfterMs: { min: 0, max: HOUR }, account: { ...ACCOUNT, deleted: 0.3 } };
  for (const filterMeaning of /** @type {const} */ (['any', 'last-access', 'some-uncounted'])) {
    const { simulator, clock } = createAccount({ ...options, filterMeaning });
    for (let hour = 0; hour < 6; hour += 1) {
      clock.time += HOUR;
      const fresh = createAccount({ ...options, filterMeaning });
      fresh.clock.time = clock.time;
      const expected = await readSessions(fresh.simulator, ALL);
      assert.deepEqual(await readSessions(simulator, ALL), expected);
    }
  }
});

test('the past 30 days are the same for all pages of a list', async () => {
  const account = { ...ACCOUNT, liveSessions: 0, liveMessages: 0 };
  const { simulator, clock } = createAccount({
    ...{ account, sessionOrder: 'oldest-first', listPlace: 'offset' },
  });
  const [first, second] = await readSessions(simulator, ALL);
  clock.time = Date.parse(first?.last_access_time ?? '') + 30 * DAY - MINUTE;
  const query = { ...ALL, page_size: 1 };
  const { body } = await askPath(simulator, LIST, query);
  assert.deepEqual(idsOf(body.sms_sessions), [first?.session_id]);
  clock.time += 2 * MINUTE;
  const { next_page_token } = body;
  const next = await askPath(simulator, LIST, { ...query, next_page_token });
  assert.deepEqual(idsOf(next.body.sms_sessions), [second?.session_id]);
});

test('any message that is visible counts, and no other', async () => {
  const { simulator, clock } = createAccount({ visibleAfterMs: { min: 0, max: HOUR } });
  for (let hour = 0; hour < 8; hour += 1) {
    clock.time += HOUR;
    // Later messages of the same sessions can be visible already.
    const [from, to] = [clock.time - HOUR, clock.time - HOUR / 2];
    const range = { from: iso(from), to: iso(to) };
    assert.deepEqual(
      await listed(simulator, { ...range, filter_type: 'sent_received_message_time' }),
      expected(simulator, ({ at }) => from <= at && at <= to),
    );
  }
});
