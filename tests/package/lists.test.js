import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSimulator } from '../../simulator/index.js';
import { importPackage, installPackage, startSimulator } from './support.js';

const sms = await importPackage(await installPackage());
const { url } = await startSimulator();
const client = new sms.SmsClient({ token: 'simulator-token', baseUrl: `${url}/v2` });

/** @param {(request: Request) => Promise<Response>} fetch */
const clientWith = (fetch) => new sms.SmsClient({ token: 't', fetch });

/** @param {string} body */
const answering = (body) => clientWith(async () => new Response(body));

/** A client whose requests are refused with Zoom's code. @param {number} status @param {number} code @param {string} message */
const refused = (status, code, message) =>
  clientWith(async () => Response.json({ code, message }, { status }));

test('a list of the account leads to the messages of its sessions', async () => {
  const year = { from: new Date(Date.now() - 20 * 86_400_000), to: new Date() };
  const list = await client.listSmsSessions({ ...year, session_type: 'all', page_size: 100 });
  assert.ok(list.sms_sessions.length > 0);
  const [session] = list.sms_sessions;
  assert.ok(session);
  const page = await client.getSmsSession(session.session_id);
  assert.ok(Array.isArray(page.sms_histories));
  assert.equal(typeof session.participants?.[0]?.phone_number, 'string');
});

test('a list has what JSON.parse makes of it, with unknown fields and values', async () => {
  const text =
    '{"x":[1e400],"sms_sessions":[{"session_type":"new_kind","session_id":"s","participants":[{"is_session_owner":true,' +
    '"extension_status":null,"y":1,"owner":{"id":"o","type":"user"}}],"last_access_time":"2022-03-25T02:11:27Z"}],"page_size":30}';
  const list = await answering(`\ufeff${text}`).listSmsSessions();
  assert.deepEqual(list, JSON.parse(text));
  assert.deepEqual(Object.keys(list), Object.keys(JSON.parse(text)));
});

test('the requests have the names and values of the query, and each id is one segment', async () => {
  /** @type {string[]} */
  const seen = [];
  const recording = clientWith(async (request) => {
    seen.push(request.url.replace('https://api.zoom.us/v2', ''));
    return Response.json({ sms_sessions: [], sms_histories: [] });
  });
  const from = '2024-01-01';
  await recording.listSmsSessions({
    from,
    to: '2024-01-31',
    session_type: 'service_endpoint',
    phone_number: '+18108001001',
    filter_type: 'sent_received_message_time',
    page_size: 100,
    next_page_token: 'a b',
  });
  await recording.listSmsSessions();
  await recording.listUserSmsSessions('../ada@example.com', { next_page_token: '' });
  await recording.syncSmsSession('a/b', { count: 250, sync_type: 'ISync', sync_token: 'MF8=' });
  assert.deepEqual(seen, [
    '/phone/sms/sessions?from=2024-01-01&to=2024-01-31&session_type=service_endpoint&phone_number=%2B18108001001' +
      '&filter_type=sent_received_message_time&page_size=100&next_page_token=a%20b',
    '/phone/sms/sessions',
    '/phone/users/..%2Fada%40example.com/sms/sessions',
    '/phone/sms/sessions/a%2Fb/sync?sync_type=ISync&count=250&sync_token=MF8%3D',
  ]);
});

test('everything that is wrong with a query is told at once, and nothing is sent', async () => {
  const silent = clientWith(async () => assert.fail('something was sent'));
  /** @type {any} */
  const wrong = {
    from: '2024-01-01',
    to: '2024-03-31',
    session_type: 'users',
    phone_number: '(810) 800',
    filter_type: 'last',
    page_size: 101,
    pageSize: 5,
  };
  /** @param {unknown} error */
  const issuesOf = (error) => {
    assert.ok(error instanceof sms.InvalidRequestError);
    return error.issues.map(({ field, code }) => `${field} ${code}`);
  };
  await assert.rejects(silent.listUserSmsSessions('', wrong), (error) => {
    assert.deepEqual(issuesOf(error), [
      'userId missing',
      'to longer-than-a-month',
      'session_type unknown-value',
      'phone_number invalid-format',
      'filter_type unknown-value',
      'page_size out-of-bounds',
      'pageSize unknown-option',
    ]);
    return true;
  });
  /** @type {any} */
  const noCount = { sync_type: 'fsync' };
  await assert.rejects(silent.syncSmsSession('s', noCount), (error) => {
    assert.deepEqual(issuesOf(error), ['sync_type unknown-value', 'count missing']);
    return true;
  });
});

test('a sync that goes on needs the token of an earlier one, and nothing is sent without it', async () => {
  const silent = clientWith(async () => assert.fail('something was sent'));
  for (const sync_type of /** @type {const} */ (['ISync', 'BSync'])) {
    await assert.rejects(silent.syncSmsSession('s', { sync_type, count: 1 }), (error) => {
      assert.ok(error instanceof sms.InvalidRequestError);
      assert.deepEqual(
        error.issues.map(({ field, code }) => `${field} ${code}`),
        ['sync_token missing'],
      );
      return true;
    });
  }
});

test('a body that is no list is a DecodeError with the path, and shows no content', async () => {
  for (const [body, path] of /** @type {const} */ ([
    ['[]', 'body'],
    ['{}', 'sms_sessions'],
    ['{"sms_sessions":null}', 'sms_sessions'],
    ['{"sms_sessions":[7]}', 'sms_sessions[0]'],
    ['{"sms_sessions":[{"session_id":"a"},{"session_id":""}]}', 'sms_sessions[1].session_id'],
    ['{"sms_sessions":[{"session_type":"user"}]}', 'sms_sessions[0].session_id'],
    [
      '{"sms_sessions":[{"session_id":"a","participants":[{"is_session_owner":"yes"}]}]}',
      'sms_sessions[0].participants[0].is_session_owner',
    ],
    [
      '{"sms_sessions":[{"session_id":"a","participants":[{"owner":{"id":7}}]}]}',
      'sms_sessions[0].participants[0].owner.id',
    ],
    ['{"sms_sessions":[],"page_size":"30"}', 'page_size'],
    ['{"sms_sessions":[]}}', 'body'],
    ['<html>', 'body'],
  ])) {
    await assert.rejects(answering(body).listSmsSessions(), (error) => {
      assert.ok(error instanceof sms.DecodeError, body);
      assert.equal(error.path, path, body);
      return true;
    });
  }
});

test('refusals say what Zoom means at each endpoint', async () => {
  const list = refused(404, 7012, 'x').listSmsSessions();
  await assert.rejects(list, { kind: 'not-found', message: /no such account/ });
  const noAccount = refused(401, 124, 'Account does not exist.').listSmsSessions();
  await assert.rejects(noAccount, { kind: 'not-found', message: /no such account/ });
  const expired = refused(401, 124, 'Access token is expired.').listSmsSessions();
  await assert.rejects(expired, { kind: 'authentication' });
  const user = refused(404, 1001, 'User does not exist').listUserSmsSessions('me');
  await assert.rejects(user, { kind: 'not-found', message: /`me` works only with/ });
  for (const [status, code] of /** @type {const} */ ([
    [400, 300],
    [404, 300],
    [400, 7035],
  ])) {
    const sync = refused(status, code, 'x').syncSmsSession('s', { count: 1 });
    await assert.rejects(sync, { name: 'InvalidPageTokenError', message: /sync_type: "FSync"/ });
  }
  const gone = refused(404, 12004, 'x').syncSmsSession('s', { count: 1 });
  await assert.rejects(gone, { kind: 'not-found' });
});

test('a sync goes on from its token', async () => {
  const simulator = createSimulator();
  const syncing = new sms.SmsClient({
    token: 'simulator-token',
    fetch: (request) => simulator.fetch(request),
  });
  const first = await syncing.syncSmsSession('demo', { sync_type: 'FSync', count: 2 });
  assert.equal(first.sms_histories.length, 2);
  const { sync_token } = first;
  assert.ok(sync_token);
  const older = await syncing.syncSmsSession('demo', { sync_type: 'BSync', count: 2, sync_token });
  const ids = new Set([...first.sms_histories, ...older.sms_histories].map((m) => m.message_id));
  assert.equal(ids.size, first.sms_histories.length + older.sms_histories.length);
});
