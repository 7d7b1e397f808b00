import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf, withFetch } from './downloads.js';

test('a signal ends a download that waits for a token, too', async () => {
  const reason = new Error('enough');
  const controller = new AbortController();
  const token = () => {
    controller.abort(reason);
    return new Promise(() => {});
  };
  const client = withFetch(() => assert.fail('asked'), { token });
  const { signal } = controller;
  const file = { download_url: 'https://zoom.us/f' };
  const error = await failureOf(client.downloadAttachment(file, { signal, sendToken: true }));
  assert.deepEqual([error.kind, error.cause], ['aborted', reason]);
});

test('links to other hosts are not requested', async () => {
  const client = withFetch(() => assert.fail('asked'));
  for (const download_url of [
    'http://zoom.us/f',
    'https://evil.example/f',
    'https://zoom.us@evil.example/f',
    'https://user:secret@zoom.us/f',
    'https://zoom.us.evil.example/f',
    'https://evilzoom.us/f',
    'https://zoom.us:8443/f',
    'http://127.0.0.1/f',
    'https://localhost/f',
    'file:///etc/passwd',
    'data:text/plain,secret',
    'javascript:alert(1)',
    'blob:https://api.zoom.us/secret',
    '//evil.example/f',
    '\\\\evil.example/f',
  ]) {
    const error = await failureOf(client.downloadAttachment({ download_url }));
    assert.deepEqual(
      [error.kind, error.issues[0]?.code],
      ['invalid-request', 'insecure'],
      download_url,
    );
  }
});

test("redirects are followed only to Zoom's hosts, without the token", async () => {
  /** @type {[string, string | null][]} */
  const asked = [];
  let location = 'https://cdn.zoom.us/f';
  const client = withFetch(async ({ url, redirect, headers }) => {
    assert.equal(redirect, 'manual');
    asked.push([url, headers.get('authorization')]);
    return asked.length % 2 === 1
      ? new Response(null, { status: 302, headers: { location } })
      : new Response('file');
  });
  const file = { download_url: 'https://file.zoom.us/f?jwt=x' };
  assert.equal(await (await client.downloadAttachment(file, { sendToken: true })).text(), 'file');
  assert.deepEqual(asked, [
    ['https://file.zoom.us/f?jwt=x', 'Bearer secret-token'],
    ['https://cdn.zoom.us/f', null],
  ]);
  for (location of [
    'https://evil.example/f',
    'http://cdn.zoom.us/f',
    'http://127.0.0.1/',
    'https://[/',
  ]) {
    asked.length = 0;
    assert.equal((await failureOf(client.downloadAttachment(file))).kind, 'unexpected-status');
    assert.equal(asked.length, 1);
  }
});

test("named hosts are allowed, and replace Zoom's", async () => {
  const client = withFetch(async () => new Response('file'));
  const hosts = ['files.example', '*.cdn.example'];
  for (const download_url of ['https://files.example/f', 'https://a.cdn.example/f']) {
    assert.equal((await client.downloadAttachment({ download_url }, { hosts })).status, 200);
  }
  const file = { download_url: 'https://zoom.us/f' };
  assert.equal(
    (await failureOf(client.downloadAttachment(file, { hosts }))).kind,
    'invalid-request',
  );
});

test('a fetch error is shown by its names, never by its message', async () => {
  const file = { download_url: 'https://zoom.us/file/download/x?jwt=secret' };
  const thrown = Object.assign(new TypeError(`request to ${file.download_url} failed`), {
    cause: Object.assign(new Error(file.download_url), {
      code: 'ECONNRESET',
      url: file.download_url,
    }),
  });
  for (const fetch of [
    async () => Promise.reject(thrown),
    () => {
      throw thrown;
    },
    async () => new Response(new ReadableStream({ pull: (stream) => stream.error(thrown) })),
  ]) {
    const work = withFetch(fetch)
      .downloadAttachment(file)
      .then((response) => response.text());
    const error = await failureOf(work);
    assert.equal(error.kind, 'network');
    assert.match(String(error.cause), /TypeError, Error, ECONNRESET/);
  }
});

test('an invalid error name or code is left out', async () => {
  const file = { download_url: 'https://zoom.us/file/download/x?jwt=secret' };
  const thrown = Object.assign(new Error(''), { name: file.download_url, code: file.download_url });
  const error = await failureOf(withFetch(() => Promise.reject(thrown)).downloadAttachment(file));
  assert.equal(String(error.cause), 'Error');
});

/** @type {[unknown, unknown, string[]][]} */
const WRONG = [
  [undefined, undefined, ['attachment.download_url']],
  [null, undefined, ['attachment.download_url']],
  ['https://zoom.us/f', undefined, ['attachment.download_url']],
  [{ download_url: null }, undefined, ['attachment.download_url']],
  [{ download_url: '' }, undefined, ['attachment.download_url']],
  [{ download_url: 'https://zoom.us/f' }, { maxBytes: 0 }, ['maxBytes']],
  [{ download_url: 'https://zoom.us/f' }, { maxBytes: '5' }, ['maxBytes']],
  [{ download_url: 'https://zoom.us/f' }, { sessionId: 's' }, ['message']],
  [
    { download_url: 'https://zoom.us/f' },
    { message: { message_id: 'm' } },
    ['sessionId', 'message.date_time'],
  ],
  [{ download_url: 'https://zoom.us/f' }, { hosts: 'zoom.us' }, ['hosts']],
  [{ download_url: 'https://elsewhere.example/f' }, { hosts: ['*'] }, ['hosts']],
  [{ download_url: 'https://elsewhere.example/f' }, { hosts: ['*.'] }, ['hosts']],
  [{ download_url: 'https://evilzoom.us/f' }, { hosts: ['*zoom.us'] }, ['hosts']],
  [{ download_url: 'https://files.example/f' }, { hosts: ['https://files.example'] }, ['hosts']],
  [{ download_url: 'https://files.example/f' }, { hosts: ['Files.example'] }, ['hosts']],
  [{ download_url: 'https://zoom.us/f' }, { signal: {} }, ['signal']],
  [{ download_url: 'https://zoom.us/f' }, { sendToken: 1 }, ['sendToken']],
  [{ download_url: 'https://zoom.us/f' }, { bearer: true }, ['bearer']],
];
for (const [attachment, options, fields] of WRONG) {
  test(`${JSON.stringify([attachment, options])} is refused before anything is sent, naming ${fields}`, async () => {
    const client = withFetch(() => assert.fail('asked'));
    // @ts-expect-error: types find most of them.
    const error = await failureOf(client.downloadAttachment(attachment, options));
    assert.deepEqual(
      error.issues.map(({ field }) => field),
      fields,
    );
  });
}
