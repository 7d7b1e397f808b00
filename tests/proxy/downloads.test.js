import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import * as undici from 'undici';
import { SmsClient } from '../../pkg/inline.js';
import { serve } from '../../simulator/serve.js';
import { failureOf, find, withFetch } from './downloads.js';
import { startProxy } from './support.js';

/** @import { SmsAttachment, SmsMessage } from '../../pkg/inline.js' */

const { proxy, url, zoom, simulator } = await startProxy();

const CLIENTS = {
  'of Zoom': new SmsClient({ baseUrl: `${zoom.url}/v2`, token: 'simulator-token' }),
  'through the proxy': new SmsClient({ baseUrl: `${url}/zoom`, token: 'of-the-page' }),
};

/** How many requests a function makes at the simulator. @param {() => Promise<unknown>} work */
async function requestsOf(work) {
  const before = simulator.requests.length;
  await work();
  return simulator.requests.slice(before).map(({ path }) => path.split('/')[1]);
}

for (const [how, client] of Object.entries(CLIENTS)) {
  test(`an attachment ${how} streams completely, without showing its address`, async () => {
    const { file } = await find(client);
    const response = await client.downloadAttachment(file);
    assert.deepEqual([response.status, response.url], [200, '']);
    assert.equal(response.headers.get('content-type'), 'image/jpeg');
    const reader = response.body?.getReader();
    const first = await reader?.read();
    assert.ok(first?.value && first.value.byteLength < (file.size ?? 0), 'in pieces');
    await reader?.cancel();
    assert.doesNotMatch(
      inspect(response, { depth: 9, showHidden: true }),
      /eyJ|jwt=|attachments\//,
    );
    const again = await client.downloadAttachment(file);
    assert.equal((await again.arrayBuffer()).byteLength, file.size);
  });

  test(`the message of an attachment ${how} is not modified`, async () => {
    const { message } = await find(client);
    const before = structuredClone(message);
    await (await client.downloadAttachment(message.attachments?.[0] ?? {})).arrayBuffer();
    assert.deepEqual(message, before);
    assert.deepEqual(
      Reflect.ownKeys(message.attachments?.[0] ?? {}).filter((key) => typeof key === 'symbol'),
      [],
    );
  });

  test(`no token goes with an attachment ${how}`, async () => {
    const { file } = await find(client);
    await (await client.downloadAttachment(file)).arrayBuffer();
    assert.equal(simulator.requests.at(-1)?.authorized, false);
  });

  test(`a link ${how} that is refused is renewed once, by its page`, async (t) => {
    const { file, message } = await find(client);
    t.after(() => simulator.set({ downloadFault: 'none' }));
    simulator.set({ downloadFault: 'refused' });
    const options = { sessionId: 'demo', message };
    const asked = await requestsOf(async () => {
      const error = await failureOf(client.downloadAttachment(file, options));
      assert.deepEqual([error.kind, error.status], ['authentication', 401]);
    });
    assert.deepEqual(asked, ['file', 'v2', 'file']);
    const once = await requestsOf(() => failureOf(client.downloadAttachment(file)));
    assert.deepEqual(once, ['file']);
  });

  test(`a message ${how} that no longer exists, or has another attachment, is reported as such`, async (t) => {
    const { file, message } = await find(client);
    t.after(() => simulator.set({ downloadFault: 'none' }));
    simulator.set({ downloadFault: 'refused' });
    for (const [attachment, of] of /** @type {[SmsAttachment, SmsMessage][]} */ ([
      [{ ...file, id: 'another' }, message],
      [file, { ...message, message_id: 'another' }],
      [file, { ...message, date_time: '2020-01-01T00:00:00Z' }],
    ])) {
      const options = { sessionId: 'demo', message: of };
      const error = await failureOf(client.downloadAttachment(attachment, options));
      assert.equal(error.kind, 'not-found');
    }
    const options = { sessionId: 'no-such-session', message };
    assert.equal((await failureOf(client.downloadAttachment(file, options))).code, 7013);
  });

  test(`an attachment ${how} that is too long ends at its limit`, async (t) => {
    const { file } = await find(client);
    const size = file.size ?? 0;
    await (await client.downloadAttachment(file, { maxBytes: size })).arrayBuffer();
    const told = await failureOf(client.downloadAttachment(file, { maxBytes: size - 1 }));
    assert.equal(told.kind, 'decode');
    t.after(() => simulator.set({ downloadFault: 'none' }));
    simulator.set({ downloadFault: 'endless' });
    const maxBytes = 2_000_000;
    const response = await client.downloadAttachment(file, { maxBytes });
    let length = 0;
    const reading = (async () => {
      for await (const chunk of response.body ?? []) length += chunk.byteLength;
    })();
    assert.match((await failureOf(reading)).message, /more than 2000000 bytes/);
    assert.ok(length <= maxBytes && length > 0);
  });

  test(`an attachment ${how} that breaks off is an error`, async (t) => {
    const { file } = await find(client);
    t.after(() => simulator.set({ downloadFault: 'none' }));
    simulator.set({ downloadFault: 'broken' });
    const work = client.downloadAttachment(file).then((response) => response.arrayBuffer());
    assert.match((await failureOf(work)).kind, /network|server/);
  });

  test(`a download ${how} ends by its signal: before, on the way, and while it is read`, async (t) => {
    const { file } = await find(client);
    t.after(() => simulator.set({ downloadFault: 'none' }));
    const reason = new Error('enough');
    const early = client.downloadAttachment(file, { signal: AbortSignal.abort(reason) });
    assert.equal((await failureOf(early)).cause, reason);
    for (const fault of /** @type {const} */ (['slow', 'endless'])) {
      simulator.set({ downloadFault: fault });
      const controller = new AbortController();
      const { signal } = controller;
      const work = client
        .downloadAttachment(file, { signal, maxBytes: 2 ** 40 })
        .then(async (response) => {
          for await (const _ of response.body ?? []);
        });
      setTimeout(() => controller.abort(reason), 50);
      const error = await failureOf(work);
      assert.deepEqual([error.kind, error.cause], ['aborted', reason]);
    }
  });
}

test('a link with an expired JWT is not requested, and is renewed if possible', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
  const ending = await serve({ downloadLifetimeS: 60 });
  try {
    const client = new SmsClient({ baseUrl: `${ending.url}/v2`, token: 'simulator-token' });
    const { file, message } = await find(client);
    t.mock.timers.tick(61_000);
    const before = ending.simulator.requests.length;
    const error = await failureOf(client.downloadAttachment(file));
    assert.deepEqual([error.kind, error.issues[0]?.code], ['invalid-request', 'expired']);
    assert.equal(ending.simulator.requests.length, before);
    const options = { sessionId: 'demo', message };
    const response = await client.downloadAttachment(file, options);
    assert.equal((await response.arrayBuffer()).byteLength, file.size);
    const paths = ending.simulator.requests.slice(before).map(({ path }) => path.split('/')[1]);
    assert.deepEqual(paths, ['v2', 'file']);
  } finally {
    await ending.close();
  }
});

test('a new link is requested even if the clock is ahead', async (t) => {
  const start = Date.now() - performance.now();
  const right = await serve({ now: () => start + performance.now() });
  t.after(() => right.close());
  const client = new SmsClient({ baseUrl: `${right.url}/v2`, token: 'simulator-token' });
  const { file, message } = await find(client);
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 30 * 86_400_000 });
  const response = await client.downloadAttachment(file, { sessionId: 'demo', message });
  assert.equal((await response.arrayBuffer()).byteLength, file.size);
});

test('a message among many in one second is found again', async () => {
  const burst = await serve();
  try {
    const client = new SmsClient({
      baseUrl: `${burst.url}/v2`,
      token: 'simulator-token',
      rateLimit: false,
    });
    const truth = burst.simulator
      .groundTruth('burst-900')
      .findLast(({ attachments }) => attachments?.length);
    const message = /** @type {SmsMessage} */ (/** @type {unknown} */ (truth));
    const file = message.attachments?.at(-1);
    assert.ok(file);
    const expired = {
      ...file,
      download_url: `${burst.url}/file/download/x?jwt=eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.x`,
    };
    const response = await client.downloadAttachment(expired, { sessionId: 'burst-900', message });
    assert.equal((await response.arrayBuffer()).byteLength, file.size);
  } finally {
    await burst.close();
  }
});

test('an expired handle is renewed with its page', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
  const short = await startProxy({ handleLifetimeMs: 2_000 });
  const client = new SmsClient({ baseUrl: `${short.url}/zoom`, token: 'of-the-page' });
  const { file, message } = await find(client);
  t.mock.timers.tick(2_000);
  const error = await failureOf(client.downloadAttachment(file));
  assert.deepEqual([error.kind, error.status], ['not-found', 410]);
  const response = await client.downloadAttachment(file, { sessionId: 'demo', message });
  assert.equal((await response.arrayBuffer()).byteLength, file.size);
});

test("the token is sent only if enabled, and it is the client's", async () => {
  const strict = await serve({ download: 'jwt-and-bearer' });
  try {
    let tokens = 0;
    const token = () => {
      tokens += 1;
      return { access_token: strict.simulator.issueToken(), expires_in: 3599 };
    };
    const client = new SmsClient({ baseUrl: `${strict.url}/v2`, token });
    const { file } = await find(client);
    assert.equal((await failureOf(client.downloadAttachment(file))).status, 401);
    const response = await client.downloadAttachment(file, { sendToken: true });
    assert.equal((await response.arrayBuffer()).byteLength, file.size);
    assert.equal(tokens, 1);
  } finally {
    await strict.close();
  }
});

test("another library's fetch works too, streaming or not", async () => {
  const baseUrl = `${zoom.url}/v2`;
  const { file } = await find(CLIENTS['of Zoom']);
  const streaming = new SmsClient({
    ...{ baseUrl, token: 'simulator-token' },
    fetch: ({ url, headers, redirect, signal }) =>
      undici.fetch(url, { headers: [...headers], redirect, signal }),
  });
  const whole = new SmsClient({
    ...{ baseUrl, token: 'simulator-token' },
    fetch: async (request) => {
      const {
        status,
        headers,
        body: _,
        ...rest
      } = await fetch(request).then(async (response) => ({
        status: response.status,
        headers: response.headers,
        body: null,
        bytes: await response.arrayBuffer(),
      }));
      return { status, headers, arrayBuffer: async () => rest.bytes };
    },
  });
  for (const client of [streaming, whole]) {
    const response = await client.downloadAttachment(file);
    assert.equal(response.headers.get('content-type'), 'image/jpeg');
    assert.equal((await response.arrayBuffer()).byteLength, file.size);
  }
});

test('a download that does not begin in time is an error', async (t) => {
  t.after(() => simulator.set({ downloadFault: 'none', slowMs: 60_000 }));
  const client = new SmsClient({
    baseUrl: `${zoom.url}/v2`,
    token: 'simulator-token',
    timeoutMs: 200,
  });
  const { file } = await find(CLIENTS['of Zoom']);
  simulator.set({ downloadFault: 'slow', slowMs: 60_000 });
  assert.equal((await failureOf(client.downloadAttachment(file))).kind, 'timeout');
});

test('a proxy in the same process works as fetch', async () => {
  const client = withFetch(proxy, { baseUrl: 'https://app.example/zoom' });
  const { file } = await find(client);
  const response = await client.downloadAttachment(file);
  assert.equal((await response.arrayBuffer()).byteLength, file.size);
});
