import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSimulator } from '../../simulator/index.js';
import { importPackage, installPackage, startSimulator } from './support.js';

const sms = await importPackage(await installPackage());
const { url } = await startSimulator();
const client = new sms.SmsClient({ token: 'simulator-token', baseUrl: `${url}/v2` });

/** @param {(request: Request) => Promise<Response>} fetch */
const clientWith = (fetch) => new sms.SmsClient({ token: 't', fetch });

test('a message by itself is the one in its page', async () => {
  const sessionId = 'history-50/a ?#%✓';
  // The simulator's messages are of the past year.
  const range = { from: new Date(Date.now() - 366 * 86_400_000), to: new Date() };
  let read = 0;
  for await (const message of client.messages(sessionId, { ...range, limit: 20 })) {
    assert.deepEqual(await client.getSmsMessage(sessionId, message.message_id), message);
    read += 1;
  }
  assert.equal(read, 20);
});

test('a message has what JSON.parse makes of it, in its order, with unknown fields and halves of pairs', async () => {
  const text =
    '{"x":{"b":[1e400,null],"a":1},"date_time":"2022-03-23T02:58:01Z","2":0,"message_id":"m","message":"\\ud83d",' +
    '"x":2}';
  const found = await clientWith(async () => new Response(`\ufeff${text}`)).getSmsMessage('s', 'm');
  assert.deepEqual(found, JSON.parse(text));
  assert.deepEqual(Object.keys(found), Object.keys(JSON.parse(text)));
});

test('both ids arrive as they were meant, each in one segment', async () => {
  /** @type {string[]} */
  const seen = [];
  const recording = clientWith(async (request) => {
    seen.push(request.url);
    return Response.json({ message_id: 'm', date_time: '2022-03-23T02:58:01Z' });
  });
  await recording.getSmsMessage('a/b', '../c?d=#', { signal: null });
  const base = 'https://api.zoom.us/v2/phone/sms/sessions';
  assert.deepEqual(seen, [`${base}/a%2Fb/messages/..%2Fc%3Fd%3D%23`]);
});

test('wrong ids and options are all told at once, and nothing is sent', async () => {
  const silent = clientWith(async () => assert.fail('something was sent'));
  /** @type {any} */
  const wrong = [7, '', { signals: 1, signal: 'x' }];
  const [sessionId, messageId, options] = wrong;
  await assert.rejects(silent.getSmsMessage(sessionId, messageId, options), (error) => {
    assert.ok(error instanceof sms.InvalidRequestError);
    const issues = error.issues.map(({ field, code }) => `${field} ${code}`);
    assert.deepEqual(issues, [
      'sessionId wrong-type',
      'messageId missing',
      'signal wrong-type',
      'signals unknown-option',
    ]);
    return true;
  });
});

test('each refusal is an error of its class, in words of a message', async () => {
  for (const [sessionId, type, says] of /** @type {const} */ ([
    ['demo', sms.NotFoundError, /no such account, SMS session or message .* Check both ids/],
    ['no-such-session', sms.NotFoundError, /Check both ids/],
    ['error-2001', sms.NotFoundError, /Zoom says: Account does not exist/],
    ['error-1004', sms.ForbiddenError, /Not allow to access this account/],
    ['error-124', sms.AuthenticationError, /access token/],
    ['error-429-daily', sms.RateLimitError, /for today/],
  ])) {
    await assert.rejects(client.getSmsMessage(sessionId, 'no-such-message'), (error) => {
      assert.ok(error instanceof type, `${sessionId} ${error}`);
      assert.match(error.message, says);
      return true;
    });
  }
  const refusing = clientWith(async () => new Response('{}', { status: 403 }));
  await assert.rejects(refusing.getSmsMessage('s', 'm'), /may read this SMS message/);
});

test('what is no message is a DecodeError with the path', async () => {
  for (const [body, path] of [
    ['{"message_id":"m"}', 'date_time'],
    ['{"sms_histories":[]}', 'message_id'],
    ['[]', 'body'],
    ['<html>', 'body'],
  ]) {
    const odd = clientWith(async () => new Response(body));
    await assert.rejects(odd.getSmsMessage('s', 'm'), (error) => {
      assert.ok(error instanceof sms.DecodeError);
      assert.equal(error.path, path);
      return true;
    });
  }
});

test('a message shares the token of its client, is sent once, and ends with its signal', async () => {
  const simulator = createSimulator({ faults: [{ kind: '500' }] });
  let tokens = 0;
  const shared = new sms.SmsClient({
    baseUrl: 'https://simulator.example/v2',
    fetch: (request) => simulator.fetch(request),
    token: async () => {
      tokens += 1;
      return simulator.issueToken();
    },
  });
  const calls = ['a', 'b'].map((id) => shared.getSmsMessage('demo', id));
  for (const { status } of await Promise.allSettled(calls)) assert.equal(status, 'rejected');
  assert.deepEqual([tokens, simulator.requests.length], [1, 2]);
  const aborted = { signal: AbortSignal.abort(new Error('enough')) };
  await assert.rejects(shared.getSmsMessage('demo', 'a', aborted), sms.AbortError);
});
