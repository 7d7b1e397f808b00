import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queryObjects } from 'node:v8';
import { InvalidRequestError } from '../../pkg/inline.js';
import { createRandom } from '../../simulator/random.js';
import { drawAccount, inAccount, iso, SETTLE_MS } from './support.js';

// A variable: TypeScript would check what wasm-bindgen has written.
const BINDINGS = '../../pkg/wasm/zoom_phone_sms.js';

const HOUR = 3_600_000;
const { ARCHIVE_WORLDS = '25' } = process.env;
const RETRY = { max: 20, maxRetryWaitMs: 3_600_000 };

/** @import { Account, Given } from './support.js' */
/** @import { SmsArchiveQuery } from '../../pkg/inline.js' */

/** @typedef {{ given: Given[], state?: string, through?: number, failed: string[], late: number, longest: number }} Told */

/** @returns {Told} */
const nothing = () => ({ given: [], failed: [], late: 0, longest: 0 });

/**
 * Reads until the end, or until this many steps, and saves each step together with the state.
 *
 * @param {Account} account
 * @param {Told} told
 * @param {{ steps?: number, query?: Omit<SmsArchiveQuery, 'grain'> }} [options]
 */
async function read(account, told, { steps = Infinity, query = {} } = {}) {
  const { from } = account;
  const archive = account
    .client({ retry: RETRY })
    .archive({ from: iso(from), ...query, state: told.state ?? null });
  let left = steps;
  for await (const { session, page, error, through, failed, late } of archive) {
    // A session that is deleted while it is read, or whose page tokens keep failing, is read again next time.
    assert.ok(!error || /^(not-found|invalid-page-token)$/.test(error.kind), error?.message);
    for (const { message_id } of page?.sms_histories ?? []) {
      told.given.push({ session_id: `${session}`, message_id });
    }
    told.state = archive.state();
    told.longest = Math.max(told.longest, told.state.length);
    if (through !== undefined) Object.assign(told, { through: Date.parse(through), failed, late });
    left -= 1;
    if (left <= 0) break;
  }
  told.state = archive.state();
}

/** @param {Account} account @param {Told} told */
function check(account, told) {
  const { through = 0 } = told;
  const range = { from: account.from, through, by: through + SETTLE_MS };
  const { lost, doubled, invented } = account.compare(told.given, range);
  const isFailed = (/** @type {string} */ key) =>
    told.failed.some((id) => key.startsWith(`${id} `));
  assert.deepEqual(
    lost.filter((key) => !isFailed(key)),
    [],
  );
  assert.deepEqual(doubled, []);
  return invented;
}

for (let seed = 0; seed < Number(ARCHIVE_WORLDS); seed += 1) {
  test(`three nights give each message once, whatever the account does and however often it is killed: seed ${seed}`, () =>
    inAccount(drawAccount(seed), async (account) => {
      const random = createRandom('kills', seed);
      const told = nothing();
      for (let night = 0; night < 3; night += 1) {
        for (let kill = random.below(5); kill > 0; kill -= 1) {
          await read(account, told, { steps: 1 + random.below(20) });
        }
        delete told.through;
        await read(account, told);
        assert.ok(told.through);
        assert.deepEqual(check(account, told), []);
        if (told.failed.length === 0) assert.ok(`${told.state}`.length <= 100, told.state);
        await account.clock.sleep((1 + random.below(30)) * HOUR);
      }
      assert.equal(told.late, 0);
    }));
}

test('a night without news costs two requests, and one with news little more than its pages', () =>
  inAccount(
    { account: { sessions: 1_153, messages: 11_530, liveSessions: 0, liveMessages: 0 } },
    async (account) => {
      const told = nothing();
      await read(account, told);
      const { session } = account.least({ through: /** @type {number} */ (told.through) });
      assert.ok(
        account.requests.session <= 1.08 * session,
        `${account.requests.session} of ${session}`,
      );
      account.forgetRequests();
      await account.clock.sleep(24 * HOUR);
      await read(account, told);
      assert.deepEqual([account.requests.list, account.requests.session], [2, 0]);
      assert.ok(`${told.state}`.length <= 100);
    },
  ));

test('the state stays small while sessions are read', () =>
  inAccount({ account: { sessions: 300, messages: 6_000 } }, async (account) => {
    const told = nothing();
    await read(account, told, { query: { concurrency: 4 } });
    assert.ok(told.longest <= 200 + 4 * (120 + 30 * 10), `${told.longest}`);
  }));

test('only the sessions that are being read are in memory, whatever the number of sessions', () =>
  inAccount({ account: { sessions: 300, messages: 600 } }, async (account) => {
    const { SmsHistory } = await import(BINDINGS);
    // It collects garbage before it counts.
    const histories = () => queryObjects(SmsHistory, { format: 'count' });
    const [before, concurrency] = [histories(), 4];
    const archive = account.client().archive({ from: iso(account.from), concurrency });
    let ended = 0;
    for await (const { session, done } of archive) {
      if (!session || !done) continue;
      ended += 1;
      if (ended % 100 !== 0) continue;
      const own = histories() - before;
      assert.ok(own <= concurrency, `${own} after ${ended} sessions`);
    }
    assert.ok(ended >= 300, `${ended}`);
  }));

test('a state of anything else is refused with the way out, and nothing is sent', () =>
  inAccount({}, async (account) => {
    const told = nothing();
    await read(account, told, { steps: 3 });
    account.forgetRequests();
    const state = `${told.state}`;
    const from = iso(account.from);
    const earlier = iso(account.from - HOUR);
    for (const [query, says] of /** @type {const} */ ([
      [{ from, state: state.replace(/\d/, '7').replace(/0/, '1') }, /has been changed/],
      [{ from, state: 'x' }, /is not a state/],
      [{ from, state, userId: 'me' }, /is of another `userId`/],
      [{ from, state, session_type: 'user' }, /is of another `userId` or `session_type`/],
      [{ from: earlier, state }, /with a later `from`/],
      [{}, /`from` is missing/],
    ])) {
      await assert.rejects(account.client().archive(query).next(), (error) => {
        assert.ok(error instanceof InvalidRequestError);
        assert.match(error.message, says);
        return true;
      });
    }
    assert.deepEqual([account.requests.list, account.requests.session], [0, 0]);
  }));

test('nothing is given outside a range with an end, and then nothing is asked for again', () =>
  inAccount({}, async (account) => {
    const told = nothing();
    const to = iso(account.from + 200 * 24 * HOUR);
    await read(account, told, { query: { to } });
    assert.equal(told.through, Date.parse(to) + 999);
    assert.deepEqual(check(account, told), []);
    account.forgetRequests();
    await read(account, told, { query: { to } });
    assert.deepEqual([account.requests.list, account.requests.session], [0, 0]);
  }));

test('a limit ends a run, and the next one goes on', () =>
  inAccount({}, async (account) => {
    const told = nothing();
    let runs = 0;
    while (told.through === undefined) {
      const before = told.given.length;
      await read(account, told, { query: { limit: 250 } });
      assert.ok(told.given.length - before <= 250);
      runs += 1;
    }
    assert.ok(runs >= 4);
    assert.deepEqual(check(account, told), []);
  }));

test('with a grain, the messages come as rows that name their session', () =>
  inAccount({}, async (account) => {
    const archive = account.client().archive({ from: iso(account.from), grain: 'message' });
    /** @type {Given[]} */
    const given = [];
    for await (const { session, rows = [], through } of archive) {
      for (const { session_id, message_id } of rows) {
        assert.equal(session_id, session);
        given.push({ session_id: `${session_id}`, message_id });
      }
      if (through === undefined) continue;
      const by = Date.parse(through) + SETTLE_MS;
      const found = account.compare(given, { through: Date.parse(through), by });
      assert.deepEqual(found, { lost: [], doubled: [], invented: [] });
    }
  }));

test('a signal ends an archive at once, and its state goes on', () =>
  inAccount({}, async (account) => {
    const controller = new AbortController();
    const { signal } = controller;
    const archive = account.client().archive({ from: iso(account.from), signal });
    const told = nothing();
    await assert.rejects(
      async () => {
        for await (const { session, page } of archive) {
          for (const { message_id } of page?.sms_histories ?? []) {
            told.given.push({ session_id: `${session}`, message_id });
          }
          told.state = archive.state();
          if (told.given.length > 100) controller.abort(new Error('enough'));
        }
      },
      { name: 'AbortError' },
    );
    await read(account, told);
    assert.deepEqual(check(account, told), []);
  }));

test('what fails for all sessions is thrown, and the state goes on', () =>
  inAccount({}, async (account) => {
    const told = nothing();
    await read(account, told, { steps: 5 });
    const client = account.client({ token: 'refused' });
    const archive = client.archive({ from: iso(account.from), state: told.state ?? null });
    await assert.rejects(archive.next(), { name: 'AuthenticationError' });
    assert.equal(archive.state(), told.state);
    await read(account, told);
    assert.deepEqual(check(account, told), []);
  }));

test('progress counts sessions, messages, lists and requests, and estimates the rest', () =>
  inAccount({ switches: { latencyMs: 100 } }, async (account) => {
    /** @type {(import('../../pkg/inline.js').SmsArchiveProgress & { at: number })[]} */
    const seen = [];
    const told = nothing();
    const onProgress = (/** @type {import('../../pkg/inline.js').SmsArchiveProgress} */ now) => {
      seen.push({ ...now, at: account.clock.now });
      throw new Error('ignored');
    };
    await read(account, told, { query: { onProgress } });
    const last = seen.at(-1);
    assert.ok(last && last.lists > 0 && last.failed === 0 && last.listed);
    assert.equal(last.messages, told.given.length);
    assert.equal(last.read, last.sessions);
    assert.equal(last.requests, account.requests.list + account.requests.session);
    assert.deepEqual([last.remainingMs, last.waitingFor, last.waitingUntil], [0, null, null]);
    assert.ok(seen.every((one) => one.remainingMs === null || one.listed));
    assert.ok(seen.every((one) => one.remainingMs === null || one.read >= 8));
    // A third into the reading, the estimate is within a half of what it took.
    const third = seen.find(({ read, sessions, listed }) => listed && read >= sessions / 3);
    const rest = last.at - (third?.at ?? 0);
    const estimate = third?.remainingMs ?? 0;
    assert.ok(estimate > rest / 2 && estimate < rest * 1.5, `${estimate} ms for ${rest} ms`);
  }));

test('progress says what the next request waits for, and until when', () =>
  inAccount({ account: { sessions: 9, messages: 30 } }, async (account) => {
    /** @type {import('../../pkg/inline.js').SmsArchiveProgress[]} */
    const seen = [];
    const { clock, from } = account;
    account.simulator.set({ faults: [{ kind: '503', times: 1 }] });
    const client = account.client({ rateLimit: { perSecond: 1, key: 'progress' } });
    const archive = client.archive({
      from: iso(from),
      onProgress: (now) => {
        if (now.waitingFor)
          seen.push({ ...now, waitingUntil: (now.waitingUntil ?? 0) - clock.now });
      },
    });
    for await (const _ of archive);
    const kinds = new Set(seen.map(({ waitingFor }) => waitingFor));
    assert.deepEqual([...kinds].sort(), ['rate-limit', 'retry']);
    const ends = seen.flatMap(({ waitingUntil }) => waitingUntil ?? []);
    assert.ok(
      ends.some((ms) => ms > 250 && ms <= 1_100),
      `${ends}`,
    );
  }));
