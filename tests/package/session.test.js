import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { importPackage, installPackage, startSimulator } from './support.js';

const sms = await importPackage(await installPackage());
const { url } = await startSimulator();
const options = { token: 'simulator-token', baseUrl: `${url}/v2` };
const client = new sms.SmsClient(options);
const sample = readFileSync(new URL('../data/sms-session.sample.json', import.meta.url));

test('the documented session is deep-equal to what Zoom documents', async () => {
  assert.deepEqual(await client.getSmsSession('seed'), JSON.parse(sample.toString()));
});

test('the documented session has 2 message, 4 recipient and 4 attachment rows', async () => {
  const session = await client.getSmsSession('seed');
  const counts = /** @type {const} */ (['message', 'recipient', 'attachment']).map(
    (grain) => sms.flattenSmsHistories(session, { grain }).length,
  );
  assert.deepEqual(counts, [2, 4, 4]);
});

test('a session, its messages, its bytes, its text and several pages give the same rows', () => {
  const session = JSON.parse(sample.toString());
  const rows = sms.flattenSmsHistories(session);
  for (const input of [session.sms_histories, sample, sample.toString(), [session], [sample]]) {
    assert.deepEqual(sms.flattenSmsHistories(input), rows);
  }
  assert.deepEqual(sms.flattenSmsHistories([session, session]), [...rows, ...rows]);
});

test('following next_page_token gives every message of a range once', async () => {
  const query = { page_size: 7, sort: /** @type {const} */ (1) };
  const ids = [];
  let next_page_token = '';
  do {
    const page = await client.getSmsSession('demo', { ...query, next_page_token });
    ids.push(...page.sms_histories.map((message) => message.message_id));
    next_page_token = page.next_page_token ?? '';
  } while (next_page_token);
  assert.ok(ids.length > 7);
  assert.equal(new Set(ids).size, ids.length);
});

test('an id with every odd character is one segment of the path', async () => {
  const session = await client.getSmsSession('odd/id ?#%✓');
  assert.ok(session.sms_histories);
});

test('a hostile id, a path prefix and a query arrive unchanged', async () => {
  /** @type {string[]} */
  const seen = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.end('{"sms_histories":[]}');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  after(() => server.close());
  const address = server.address();
  assert.ok(typeof address === 'object' && address);
  const baseUrl = `http://127.0.0.1:${address.port}/a/proxy/v2/`;
  await sms.getSmsSession('../../users/me?x=#', { token: 't', baseUrl });
  const from = new Date('2024-01-01T00:00:00.500Z');
  await sms.getSmsSession('s', {
    ...{ token: () => ({ access_token: 'u', expires_in: 3599 }), baseUrl },
    ...{ from, to: '2024-01-31T00:00:00Z', sort: 2, page_size: 100 },
    ...{ delivery_status: 'failed_to_send', next_page_token: 'a&b=c' },
  });
  assert.deepEqual(seen, [
    'GET /a/proxy/v2/phone/sms/sessions/..%2F..%2Fusers%2Fme%3Fx%3D%23 Bearer t',
    'GET /a/proxy/v2/phone/sms/sessions/s?from=2024-01-01T00%3A00%3A00Z&to=2024-01-31T00%3A00%3A00Z' +
      '&sort=2&page_size=100&delivery_status=failed_to_send&next_page_token=a%26b%3Dc Bearer u',
  ]);
});

test('calls in flight share one token, and the next call after a refusal asks for another', async () => {
  /** @type {string[]} */
  const whys = [];
  const shared = new sms.SmsClient({
    ...options,
    token: async (why) => {
      whys.push(why);
      return why === 'rejected' ? 'simulator-token' : 'stale';
    },
  });
  const calls = await Promise.allSettled([1, 2, 3].map(() => shared.getSmsSession('seed')));
  assert.ok(calls.every(({ status }) => status === 'rejected'));
  await shared.getSmsSession('seed');
  assert.deepEqual(whys, ['initial', 'rejected']);
});

test('changing a query after the call only affects the next call', async () => {
  /** @type {string[]} */
  const seen = [];
  const recording = new sms.SmsClient({
    ...options,
    fetch: async (request) => {
      seen.push(new URL(request.url).search);
      return new Response('{"sms_histories":[]}');
    },
  });
  const query = { from: '2024-01-01', to: '2024-01-31' };
  const january = recording.getSmsSession('s', query);
  Object.assign(query, { from: '2024-02-01', to: '2024-02-28' });
  await Promise.all([january, recording.getSmsSession('s', query)]);
  assert.deepEqual(seen, ['?from=2024-01-01&to=2024-01-31', '?from=2024-02-01&to=2024-02-28']);
});

test('whatever a list does when it is read, the next call is served', () => {
  const hostile = new Proxy([{ sms_histories: [] }], {
    get(target, name) {
      if (name === '0' || name === 'toJSON') throw new Error('own');
      return Reflect.get(target, name);
    },
  });
  const long = [{ sms_histories: [] }];
  long.length = 2 ** 32 - 1;
  for (let i = 0; i < 1_000; i += 1) {
    assert.throws(() => sms.flattenSmsHistories(hostile), sms.InvalidRequestError);
  }
  assert.throws(() => sms.flattenSmsHistories(long), sms.InvalidRequestError);
  assert.deepEqual(sms.flattenSmsHistories({ sms_histories: [] }), []);
});
