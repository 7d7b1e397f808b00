import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importPackage, installPackage, startSimulator } from './support.js';

const sms = await importPackage(await installPackage());
const account = { sessions: 6, messages: 90, days: 40 };
const NOW = Date.now();
const { url, simulator } = await startSimulator({ account, rateLimit: { perSecond: 1_000 } });
const client = new sms.SmsClient({
  token: () => simulator.issueToken(),
  baseUrl: `${url}/v2`,
  rateLimit: { perSecond: 1_000 },
});
const from = new Date(NOW - 41 * 86_400_000).toISOString().slice(0, 10);
const shown = [...simulator.shown()];
const idOf = (/** @type {{ message_id?: string | null }} */ { message_id }) => message_id;
const range = { from, to: new Date(NOW + 86_400_000).toISOString().slice(0, 10) };
/** @type {Map<string, typeof shown>} */
const bySession = new Map();
for (const message of shown) {
  bySession.set(message.session_id, [...(bySession.get(message.session_id) ?? []), message]);
}
const [session, messages] = [...bySession].reduce((one, other) =>
  one[1].length < other[1].length ? other : one,
);

test('messages, rows, sessions and archives come as one array with everything', async () => {
  assert.ok(messages.length > 5);
  const all = await client.messages(session, range).toArray();
  assert.deepEqual(all.map(idOf).sort(), messages.map(idOf).sort());
  const rows = await client.rows(session, { ...range, page_size: 3 }).toArray();
  assert.deepEqual(rows.map(idOf).sort(), messages.map(idOf).sort());
  const sessions = await client.sessions({ from }).toArray();
  assert.ok(sessions.some(({ session_id }) => session_id === session));
  for (const query of [{ from }, { from, grain: /** @type {const} */ ('message') }]) {
    const archived = await client.archive(query).toArray();
    assert.deepEqual(archived.map(idOf).sort(), shown.map(idOf).sort());
  }
});

test('as many as the limit are returned; one more is an error that names it, and no part', async () => {
  const most = messages.length;
  assert.equal((await client.messages(session, range).toArray({ limit: most })).length, most);
  for (const list of [
    client.messages(session, range),
    client.rows(session, range),
    client.archive({ from }),
  ]) {
    await assert.rejects(list.toArray({ limit: most - 1 }), (error) => {
      assert.ok(error instanceof sms.InvalidRequestError);
      assert.deepEqual(
        error.issues.map(({ field, code }) => [field, code]),
        [['limit', 'out-of-bounds']],
      );
      assert.match(error.message, new RegExp(`is ${most - 1}, and there are more`));
      return true;
    });
    assert.deepEqual(await list.next(), { done: true, value: undefined }, 'reading has ended');
  }
});

test('a limit that is none is refused before any request', async () => {
  const before = simulator.requests.length;
  for (const limit of [0, -1, 1.5, Number.NaN, Infinity, '7']) {
    const options = /** @type {any} */ ({ limit });
    await assert.rejects(client.messages(session).toArray(options), /`limit`/);
  }
  const misspelt = /** @type {any} */ ({ most: 3 });
  await assert.rejects(client.sessions().toArray(misspelt), /`most` is not an option/);
  assert.equal(simulator.requests.length, before);
});

test('it begins where reading has got to, and a signal ends it', async () => {
  const list = client.messages(session, range);
  await list.next();
  assert.equal((await list.toArray()).length, messages.length - 1);
  const controller = new AbortController();
  const aborted = client.messages(session, { ...range, signal: controller.signal }).toArray();
  controller.abort();
  await assert.rejects(aborted, { name: 'AbortError' });
});

test('an archive with a session that fails is no array', async () => {
  const failing = new sms.SmsClient({
    token: () => simulator.issueToken(),
    baseUrl: `${url}/v2`,
    rateLimit: { perSecond: 1_000 },
    fetch: (request) =>
      request.url.includes(`/sessions/${encodeURIComponent(session)}`)
        ? Promise.resolve(Response.json({ code: 7013, message: 'no' }, { status: 404 }))
        : fetch(request),
  });
  await assert.rejects(failing.archive({ from }).toArray(), { name: 'NotFoundError' });
});
