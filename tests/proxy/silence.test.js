import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { getEventListeners, once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { isSmsError, SmsClient } from '../../pkg/inline.js';
import { listen, startProxy } from './support.js';

const PIECE = Buffer.alloc(65_536, 'x');
/** So long that a busy machine's pauses are short beside it. */
const TIMEOUT_MS = 1_500;

/** A file server whose answers a test writes by hand. */
async function startFiles() {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'image/png' });
    response.write(PIECE);
  });
  const url = await listen(server);
  /** The next answer, when its first piece has been written. @returns {Promise<import('node:http').ServerResponse>} */
  const answered = async () => (await once(server, 'request'))[1];
  return { url, answered, file: { download_url: `${url}/f?jwt=secret` } };
}

/** @param {string} url @param {Partial<import('../../pkg/inline.js').SmsClientOptions>} [more] */
const clientOf = (url, more) =>
  new SmsClient({ baseUrl: `${url}/v2`, token: 'token', timeoutMs: TIMEOUT_MS, ...more });

/** @param {Promise<unknown>} promise */
async function failureOf(promise) {
  const error = await promise.then(
    () => assert.fail('it succeeded'),
    (error) => error,
  );
  assert.ok(isSmsError(error));
  assert.doesNotMatch(JSON.stringify(error) + error.stack, /jwt|secret/);
  return error;
}

test('a stalled body ends with a timeout error and closes its connection', async () => {
  const { url, answered, file } = await startFiles();
  const answer = answered();
  const response = await clientOf(url).downloadAttachment(file);
  const closed = answer.then((stalled) => once(stalled, 'close'));
  const error = await failureOf(response.arrayBuffer());
  assert.deepEqual([error.name, error.kind, error.retryable], ['TimeoutError', 'timeout', true]);
  assert.match(error.message, /`timeoutMs`/);
  await closed;
});

test('so does the body of a fetch that ignores its signal', async () => {
  const body = new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array(5)) });
  const client = clientOf('http://127.0.0.1:9', { fetch: async () => new Response(body) });
  const file = { download_url: 'https://zoom.us/f?jwt=secret' };
  const response = await client.downloadAttachment(file);
  assert.equal((await failureOf(response.arrayBuffer())).kind, 'timeout');
});

test('a body in chunks may take longer than `timeoutMs` in total', async () => {
  const { url, answered, file } = await startFiles();
  const answer = answered();
  const response = await clientOf(url).downloadAttachment(file);
  const writing = (async () => {
    const slow = await answer;
    for (let pieces = 1; pieces < 8; pieces += 1) {
      await wait(TIMEOUT_MS / 4);
      slow.write(PIECE);
    }
    slow.end();
  })();
  assert.equal((await response.arrayBuffer()).byteLength, 8 * PIECE.byteLength);
  await writing;
});

test('a slow reader does not count as a stalled body', async () => {
  const { url, answered, file } = await startFiles();
  const answer = answered();
  const response = await clientOf(url).downloadAttachment(file);
  const stream = await answer;
  for (let pieces = 1; pieces < 100; pieces += 1) stream.write(PIECE);
  stream.end();
  let length = 0;
  for await (const piece of response.body ?? []) {
    if (length === 0) await wait(2 * TIMEOUT_MS);
    length += piece.byteLength;
  }
  assert.equal(length, 100 * PIECE.byteLength);
});

test('nor does a body that arrived while its reader blocked the thread', async () => {
  const { url, answered, file } = await startFiles();
  const answer = answered();
  const response = await clientOf(url).downloadAttachment(file);
  const stream = await answer;
  const whole = response.arrayBuffer();
  await wait(TIMEOUT_MS / 8);
  stream.end(PIECE);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2 * TIMEOUT_MS);
  assert.equal((await whole).byteLength, 2 * PIECE.byteLength);
});

test('a long-lived signal keeps no listeners of finished downloads', async () => {
  const { url, answered, file } = await startFiles();
  const { signal } = new AbortController();
  const begin = async () => {
    const answer = answered();
    const response = await clientOf(url).downloadAttachment(file, { signal });
    assert.equal(getEventListeners(signal, 'abort').length, 1);
    return { response, stream: await answer };
  };
  const whole = await begin();
  whole.stream.end();
  await whole.response.arrayBuffer();
  assert.deepEqual(getEventListeners(signal, 'abort'), []);
  const { response: unread } = await begin();
  // Its first piece is there, and nothing is waited for.
  await wait(TIMEOUT_MS / 8);
  await unread.body?.cancel();
  assert.deepEqual(getEventListeners(signal, 'abort'), []);
  await failureOf((await begin()).response.arrayBuffer());
  assert.deepEqual(getEventListeners(signal, 'abort'), []);
});

test('a body that stalls through the proxy does so too', async () => {
  const { url, simulator } = await startProxy({}, { downloadFault: 'slow-body', slowMs: 60_000 });
  const client = clientOf(url, { baseUrl: `${url}/zoom` });
  // The page may take its time, whatever the machine has to do.
  const patient = new SmsClient({ baseUrl: `${url}/zoom`, token: 'token' });
  const [truth] = simulator.groundTruth('demo').filter(({ attachments }) => attachments?.length);
  const { sms_histories } = await patient.getSmsSession('demo', { page_size: 100 });
  const message = sms_histories.find(({ message_id }) => message_id === truth?.message_id);
  const response = await client.downloadAttachment(message?.attachments?.[0] ?? {});
  assert.equal((await failureOf(response.arrayBuffer())).kind, 'timeout');
});

test('no timer of a download keeps a program running', async () => {
  const { url, answered } = await startFiles();
  const source = `
    import { SmsClient } from ${JSON.stringify(new URL('../../pkg/inline.js', import.meta.url).href)};
    const client = new SmsClient({ baseUrl: '${url}', token: 't', timeoutMs: 120_000 });
    const download = () => client.downloadAttachment({ download_url: '${url}/f' });
    const whole = await download();
    console.log((await whole.arrayBuffer()).byteLength);
    // The second chunk is awaited although it is no longer wanted.
    const reader = (await download()).body.getReader();
    await reader.read();
    const read = reader.read();
    await reader.cancel();
    console.log((await read).done);
    const controller = new AbortController();
    const { body } = await client.downloadAttachment({ download_url: '${url}/f' }, { signal: controller.signal });
    const aborted = body.getReader();
    await aborted.read();
    const rest = aborted.read().catch((error) => error.kind);
    controller.abort();
    console.log(await rest);
  `;
  const first = answered();
  const running = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', source], {
    timeout: 60_000,
  });
  (await first).end();
  assert.equal((await running).stdout, '65536\ntrue\naborted\n');
});
