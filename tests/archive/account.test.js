import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawAccount, inAccount, iso, SETTLE_MS } from './support.js';

const HOUR = 3_600_000;

/** @import { Account } from './support.js' */

/**
 * Every message of every session that has been shown, session after session.
 * @param {Account} account
 * @param {{ to?: number }} [range]
 */
async function readAll({ client, from, shown, serverNow }, { to = serverNow() } = {}) {
  const reader = client();
  const given = [];
  for (const session_id of new Set(shown().map((message) => message.session_id))) {
    const query = { from: iso(from), to: iso(to) };
    for await (const { message_id } of reader.messages(session_id, query)) {
      given.push({ session_id, message_id });
    }
  }
  return given;
}

test('what is read of a still account is what it has shown, each once', () =>
  inAccount({ account: { sessions: 20, messages: 200, days: 60 } }, async (account) => {
    const given = await readAll(account);
    assert.equal(given.length, 200);
    assert.deepEqual(account.compare(given), { lost: [], doubled: [], invented: [] });
    assert.equal(account.requests.failed, 0);
    assert.ok(account.requests.session >= account.least().session);
  }));

test('the comparison finds a message that is lost, doubled, invented or outside the range', () =>
  inAccount({ account: { sessions: 3, messages: 30 } }, async (account) => {
    const all = account.shown();
    const [first, second] = all;
    assert.ok(first && second);
    const key = `${first.session_id} ${first.message_id}`;
    const other = { session_id: first.session_id, message_id: 'x' };
    assert.deepEqual(account.compare(all.slice(1)).lost, [key]);
    assert.deepEqual(account.compare([first, ...all]).doubled, [key]);
    assert.deepEqual(account.compare([other, ...all]).invented, [`${first.session_id} x`]);
    const through = Math.max(...all.map(({ at }) => at)) - 1;
    assert.ok(account.compare(all, { through }).invented.length >= 1);
  }));

test('messages arrive while the clock runs, and only then', () =>
  inAccount({}, async (account) => {
    const before = account.shown().length;
    assert.equal(before, 900);
    await account.clock.sleep(6 * HOUR);
    assert.equal(account.shown().length, 1_200);
    assert.equal(account.shown({ by: account.serverNow() - 6 * HOUR }).length, before);
  }));

test('the sessions of an account are those that its lists have, with the same times', () =>
  inAccount({}, async (account) => {
    await account.clock.sleep(2 * HOUR);
    const from = account.serverNow() - 20 * 24 * HOUR;
    const path = `/v2/phone/sms/sessions?session_type=all&page_size=100`;
    const url = `https://simulator.example${path}&from=${iso(from)}&to=${iso(account.serverNow() + HOUR)}`;
    const response = await account.simulator.fetch(url, {
      headers: { authorization: `Bearer ${account.simulator.issueToken()}` },
    });
    /** @type {import('../../simulator/wire.js').SmsSession[]} */
    const listed = (await response.json()).sms_sessions;
    const times = listed.map((one) => [one.session_id, Date.parse(one.last_access_time)]);
    assert.ok(times.length > 10);
    assert.deepEqual(times.sort(), [...account.sessions({ from })].sort());
  }));

test('requests are counted by endpoint, also while others run', () =>
  inAccount({ switches: { latencyMs: { min: 1, max: 9 } } }, async (account) => {
    const ids = [...new Set(account.shown().map(({ session_id }) => session_id))].slice(0, 5);
    const client = account.client();
    await Promise.all(ids.map((id) => client.getSmsSession(id)));
    await assert.rejects(client.getSmsSession('unknown'));
    const { session, failed } = account.requests;
    assert.deepEqual([session, failed], [6, 1]);
    account.forgetRequests();
    assert.equal(account.requests.session, 0);
  }));

test('the least is a page for each month up to the last message, and for each hundred messages', () =>
  inAccount({ account: { sessions: 1, messages: 250, days: 1 } }, async (account) => {
    assert.deepEqual(account.least(), { list: 1, session: 3 });
    assert.deepEqual(account.least({ pageSize: 10 }), { list: 1, session: 25 });
    const last = Math.max(...account.shown().map(({ at }) => at));
    // Eleven months without messages, and then one with all of them.
    const from = new Date(last);
    from.setUTCMonth(from.getUTCMonth() - 11);
    assert.equal(account.least({ from: from.getTime() - HOUR * 25 }).session, 11 + 3);
    assert.deepEqual(account.least({ through: 0 }), { list: 1, session: 0 });
  }));

test('drawn accounts settle in time: what is dated earlier is listed and visible', async () => {
  for (let seed = 0; seed < 60; seed += 1) {
    await inAccount(drawAccount(seed), async (account) => {
      const { visibleAfterMs, listedAfterMs, dateHeaderMs } = account.simulator.switches;
      const late = typeof visibleAfterMs === 'number' ? visibleAfterMs : visibleAfterMs.max;
      assert.ok(late + listedAfterMs <= SETTLE_MS, `seed ${seed}`);
      const named = account.serverNow() + (dateHeaderMs ?? Number.POSITIVE_INFINITY);
      assert.ok(Math.min(named, account.clock.now) <= account.serverNow(), `seed ${seed}`);
    });
  }
});
