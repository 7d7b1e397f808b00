import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidRequestError } from '../../pkg/inline.js';
import { createRandom } from '../../simulator/random.js';
import { drawAccount, inAccount, iso, SETTLE_MS } from './support.js';

const HOUR = 3_600_000;
const { SESSION_WORLDS = '25' } = process.env;
const RETRY = { max: 20, maxRetryWaitMs: 3_600_000 };

/** @import { Account } from './support.js' */
/** @import { SmsListedSession, SmsSessionsProgress, SmsSessionsQuery } from '../../pkg/inline.js' */

/** @typedef {{ run: string[], ever: Set<string>, state?: string }} Told */

/** @returns {Told} */
const nothing = () => ({ run: [], ever: new Set() });

/**
 * Lists until the end, or until this many sessions, and saves each together with the state.
 *
 * @param {Account} account
 * @param {Told} told
 * @param {{ sessions?: number, query?: SmsSessionsQuery }} [options]
 */
async function list(account, told, { sessions: most = Infinity, query = {} } = {}) {
  const sessions = account
    .client({ retry: RETRY })
    .sessions({ from: iso(account.from), ...query, state: told.state ?? null });
  let left = most;
  for await (const { session_id } of sessions) {
    told.run.push(session_id);
    told.ever.add(session_id);
    told.state = sessions.state();
    left -= 1;
    if (left <= 0) return;
  }
  told.state = sessions.state();
}

/** In the middle of a run, a state also says where. @param {Told} told */
const isDone = ({ state = '' }) => state.split(' ').length === 5;

/** @param {AsyncIterable<SmsListedSession>} sessions */
async function collect(sessions) {
  const all = [];
  for await (const session of sessions) all.push(session);
  return all;
}

for (let seed = 0; seed < Number(SESSION_WORLDS); seed += 1) {
  test(`each session comes once, whatever the account does and however often the list is killed: seed ${seed}`, () =>
    inAccount(drawAccount(seed), async (account) => {
      const random = createRandom('kills', seed);
      const told = nothing();
      for (let night = 0; night < 3; night += 1) {
        const begin = account.serverNow();
        const through = begin - SETTLE_MS;
        for (let kill = random.below(5); kill > 0; kill -= 1) {
          await list(account, told, { sessions: 1 + random.below(60) });
          if (isDone(told)) break;
        }
        if (told.run.length === 0 || !isDone(told)) await list(account, told);
        const due = account.sessions({ through, by: begin });
        assert.deepEqual(
          [...due.keys()].filter((id) => !told.ever.has(id)),
          [],
        );
        assert.equal(new Set(told.run).size, told.run.length);
        assert.ok(`${told.state}`.length <= 100, told.state);
        told.run = [];
        await account.clock.sleep((1 + random.below(30)) * HOUR);
      }
    }));
}

test('what is returned is what Zoom sent of a session, and a page with few sessions costs little', () =>
  inAccount({ account: { sessions: 1_153, messages: 11_530 } }, async (account) => {
    const client = account.client();
    const query = {
      from: iso(account.from),
      filter_type: /** @type {const} */ ('last_message_time'),
    };
    const sessions = client.sessions(query);
    const plan = await sessions.plan();
    assert.equal(account.requests.list, 0);
    const all = await collect(sessions);
    assert.equal(new Set(all.map(({ session_id }) => session_id)).size, 1_153);
    const due = account.sessions();
    for (const { session_id, last_access_time } of all) {
      assert.equal(Date.parse(`${last_access_time}`), due.get(session_id));
    }
    assert.deepEqual(Object.keys(all[0] ?? {}).sort(), [
      'last_access_time',
      'participants',
      'session_id',
      'session_type',
    ]);
    assert.ok(plan.requests === 14 && plan.windows.length === 14, `${plan.requests}`);
    assert.ok(account.requests.list <= 40, `${account.requests.list}`);
    assert.equal(account.requests.session, 0);
  }));

test('a run after another returns what has got messages since its beginning, and little else', () =>
  inAccount({}, async (account) => {
    const told = nothing();
    await list(account, told);
    const begin = account.serverNow();
    told.run = [];
    account.forgetRequests();
    await account.clock.sleep(6 * HOUR);
    await list(account, told);
    const news = account.sessions({ from: begin });
    const recent = account.sessions({ from: begin - SETTLE_MS - HOUR });
    assert.ok(news.size > 5);
    assert.deepEqual(
      [...news.keys()].filter((id) => !told.run.includes(id)),
      [],
    );
    assert.deepEqual(
      told.run.filter((id) => !recent.has(id)),
      [],
    );
    assert.ok(account.requests.list <= 6, `${account.requests.list}`);
  }));

test('a range with an end is listed once, and then nothing is requested', () =>
  inAccount({}, async (account) => {
    const through = account.from + 200 * 24 * HOUR;
    const query = { to: iso(through) };
    const told = nothing();
    await list(account, told, { query });
    const due = account.sessions({ through });
    assert.deepEqual(
      [...due.keys()].filter((id) => !told.ever.has(id)),
      [],
    );
    assert.ok(told.run.length < 60);
    account.forgetRequests();
    await list(account, told, { query });
    assert.equal(account.requests.list, 0);
  }));

test('a limit ends a run, and the next one goes on', () =>
  inAccount({}, async (account) => {
    const told = nothing();
    const { size } = account.sessions();
    for (let runs = 1; told.ever.size < size; runs += 1) {
      await list(account, told, { query: { limit: 25 } });
      assert.ok(told.run.length <= 25 * runs);
    }
    assert.equal(told.ever.size, told.run.length);
  }));

test('one user, one type or one number', () =>
  inAccount({}, async (account) => {
    const client = account.client();
    const from = iso(account.from);
    const all = await collect(client.sessions({ from }));
    const [first] = all;
    const { phone_number } = first?.participants?.find((one) => !one.is_session_owner) ?? {};
    const ofNumber = await collect(client.sessions({ from, phone_number: `${phone_number}` }));
    assert.ok(ofNumber.length >= 1 && ofNumber.length < all.length);
    const queues = await collect(client.sessions({ from, session_type: 'call_queue' }));
    assert.ok(queues.length > 0 && queues.every((one) => one.session_type === 'call_queue'));
    const parties = all.flatMap(({ participants }) => participants ?? []);
    const present = parties.filter(({ extension_status }) => !extension_status);
    const userId = present.find(({ owner }) => owner?.type === 'user')?.owner?.id ?? '';
    account.forgetRequests();
    const own = await collect(client.sessions({ from, userId }));
    assert.ok(own.length > 0 && own.length < all.length);
    assert.ok(account.requests['user-list'] > 0 && account.requests.list === 0);
  }));

test('a state of anything else is refused with the way out, and nothing is sent', () =>
  inAccount({}, async (account) => {
    const told = nothing();
    await list(account, told, { sessions: 3 });
    account.forgetRequests();
    const { state = '' } = told;
    const from = iso(account.from);
    for (const [query, says] of /** @type {const} */ ([
      [{ from, state: state.replace(/\d/, '7') }, /has been changed/],
      [{ from, state: 'x' }, /is not a state/],
      [{ from, state, userId: 'me' }, /is of another `userId`/],
      [{ from, state, filter_type: 'sent_message_time' }, /another filter/],
      [{ from, to: from, state }, /another `to`/],
      [{ from: iso(account.from - HOUR), state }, /with a later `from`/],
      [{ to: from }, /`from` is missing/],
      [{ from, phone_number: 'x', limit: -1 }, /2 problems|phone_number/],
    ])) {
      await assert.rejects(account.client().sessions(query).next(), (error) => {
        assert.ok(error instanceof InvalidRequestError);
        assert.match(error.message, says);
        return true;
      });
    }
    assert.equal(account.requests.list, 0);
  }));

test('a signal, a deadline and the end of the iteration stop a list, and its state goes on', () =>
  inAccount({ switches: { latencyMs: 400 } }, async (account) => {
    const from = iso(account.from);
    const controller = new AbortController();
    const told = nothing();
    const { signal } = controller;
    const aborted = account.client().sessions({ from, signal });
    await assert.rejects(
      async () => {
        for await (const { session_id } of aborted) {
          told.run.push(session_id);
          told.ever.add(session_id);
          if (told.run.length === 10) controller.abort(new Error('enough'));
        }
      },
      { name: 'AbortError' },
    );
    told.state = aborted.state();
    const late = account.client().sessions({ from, state: told.state, deadlineMs: 1_000 });
    await assert.rejects(
      async () => {
        for await (const { session_id } of late) {
          told.run.push(session_id);
          told.ever.add(session_id);
        }
      },
      { name: 'TimeoutError', message: /`state\(\)`/ },
    );
    told.state = late.state();
    account.forgetRequests();
    await list(account, told, { sessions: 1 });
    const { list: requests } = account.requests;
    await account.clock.sleep(HOUR);
    assert.equal(account.requests.list, requests);
    await list(account, told);
    assert.equal(told.ever.size, told.run.length);
    assert.ok(told.ever.size >= account.sessions({ through: account.serverNow() - HOUR }).size);
  }));

test('what fails is thrown, and the state goes on', () =>
  inAccount({}, async (account) => {
    const told = nothing();
    await list(account, told, { sessions: 5 });
    const client = account.client({ token: 'refused' });
    const sessions = client.sessions({ from: iso(account.from), state: told.state ?? null });
    await assert.rejects(sessions.next(), { name: 'AuthenticationError' });
    assert.equal(sessions.state(), told.state);
    await list(account, told);
    assert.equal(told.ever.size, told.run.length);
  }));

test('progress counts what was listed, and says what is waited for', () =>
  inAccount({}, async (account) => {
    /** @type {SmsSessionsProgress[]} */
    const seen = [];
    account.simulator.set({ faults: [{ kind: '503', times: 1 }] });
    const onProgress = (/** @type {SmsSessionsProgress} */ now) => {
      seen.push(now);
      throw new Error('ignored');
    };
    const all = await collect(account.client().sessions({ from: iso(account.from), onProgress }));
    const last = seen.at(-1);
    const { sessions, lists, requests, pass, passes, waitingFor } = last ?? {};
    assert.deepEqual({ sessions, pass, passes }, { sessions: all.length, pass: 2, passes: 2 });
    assert.deepEqual([requests, waitingFor], [account.requests.list, null]);
    assert.equal(lists, (requests ?? 0) - 1);
    assert.equal(seen[0]?.waitingFor, 'retry');
    const times = seen.filter(({ pass }) => pass === 0).map(({ at }) => Date.parse(at));
    assert.deepEqual(times, [...times].sort());
  }));
