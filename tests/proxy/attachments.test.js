import assert from 'node:assert/strict';
import { test } from 'node:test';
import { get, seal } from './handles.js';
import { linksOf, startProxy } from './support.js';

/**
 * An answer that no caller takes for a whole file.
 *
 * @param {string} url
 */
async function assertCutOff(url) {
  const response = await fetch(url);
  if (response.status === 200) await assert.rejects(response.arrayBuffer());
  else assert.ok(response.status >= 500);
}

test('a file has its own type, and can neither run nor pass for another type', async () => {
  const { url, simulator } = await startProxy();
  const files = simulator.groundTruth('demo').flatMap(({ attachments }) => attachments ?? []);
  const links = await linksOf(url);
  const types = [];
  for (const [index, link] of links.entries()) {
    const response = await fetch(url + link);
    const bytes = await response.arrayBuffer();
    assert.equal(response.status, 200);
    assert.equal(bytes.byteLength, files[index]?.size);
    const header = (/** @type {string} */ name) => response.headers.get(name);
    assert.equal(header('content-length'), String(files[index]?.size));
    assert.equal(header('x-content-type-options'), 'nosniff');
    assert.match(header('content-security-policy') ?? '', /^default-src 'none';.* sandbox$/);
    assert.equal(header('cross-origin-resource-policy'), 'same-origin');
    assert.equal(header('content-disposition'), 'inline');
    // A browser's cache must not serve one user's file to another.
    assert.match(header('cache-control') ?? '', /^private\b/);
    assert.equal(header('vary'), 'authorization, cookie');
    types.push(header('content-type'));
  }
  assert.deepEqual(types, ['image/jpeg', 'image/gif', 'video/mp4', 'image/png']);
  const download = simulator.requests.filter(({ path }) => path.startsWith('/file/'));
  assert.ok(
    download.every(({ authorized }) => !authorized),
    'the token stays away from files',
  );
});

for (const fault of /** @type {const} */ (['html', 'svg', 'disguised'])) {
  test(`${fault}: a script can only be saved, not shown as a document or picture`, async () => {
    const { url } = await startProxy({}, { downloadFault: fault });
    const [link] = await linksOf(url);
    const { status, headers } = await get(url + link);
    assert.equal(status, 200);
    assert.equal(headers.get('content-type'), 'application/octet-stream');
    assert.equal(headers.get('content-disposition'), 'attachment');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.match(headers.get('content-security-policy') ?? '', /sandbox$/);
  });
}

test('a file that is too long is refused, or cut off if it has no length', async () => {
  const { url, simulator } = await startProxy({ maxAttachmentBytes: 100_000 });
  const [link = ''] = await linksOf(url);
  assert.equal((await get(url + link)).status, 502);
  simulator.set({ downloadFault: 'endless' });
  await assertCutOff(url + link);
});

test('a file that is slow to begin or to arrive is abandoned', async () => {
  const { url, simulator } = await startProxy(
    { timeoutMs: 1_500, downloadTimeoutMs: 1_500 },
    { downloadFault: 'slow' },
  );
  const [link = ''] = await linksOf(url);
  assert.equal((await get(url + link)).status, 504);
  simulator.set({ downloadFault: 'slow-body' });
  await assertCutOff(url + link);
});

test('a refusal of the file server keeps its status and shows nothing of the link', async () => {
  const { url, simulator } = await startProxy();
  const [link = ''] = await linksOf(url);
  for (const [fault, status] of /** @type {const} */ ([
    ['refused', 401],
    ['500', 500],
  ])) {
    simulator.set({ downloadFault: fault });
    const { status: got, text, headers } = await get(url + link);
    assert.equal(got, status);
    assert.ok(headers.get('x-zm-trackingid'));
    assert.doesNotMatch(text, /eyJ|jwt|file\//);
  }
  simulator.set({ downloadFault: 'broken' });
  await assertCutOff(url + link);
});

test('a caller who disconnects ends the download', { timeout: 60_000 }, async () => {
  let cancel = () => {};
  const cancelled = new Promise((resolve) => {
    cancel = () => resolve(undefined);
  });
  const { url } = await startProxy({
    fetch: async () =>
      new Response(
        new ReadableStream({
          pull: async (stream) => {
            await new Promise((resolve) => setTimeout(resolve, 5));
            stream.enqueue(new Uint8Array(65_536));
          },
          cancel: () => cancel(),
        }),
      ),
  });
  const response = await fetch(url + (await seal()));
  await response.body?.cancel();
  await cancelled;
});

test('every type that pages show is recognized by its bytes', async () => {
  const { kindOf } = await import('../../pkg/lib/proxy/answers.js');
  for (const [beginning, kind] of [
    ['\x89PNG\r\n\x1a\n....', 'image/png'],
    ['\xff\xd8\xff\xe0', 'image/jpeg'],
    ['GIF89a', 'image/gif'],
    ['RIFF1234WEBPVP8 ', 'image/webp'],
    ['RIFF1234WAVEfmt ', 'audio/wav'],
    ['\0\0\0\x18ftypheic', 'image/heic'],
    ['\0\0\0\x18ftypM4A ', 'audio/mp4'],
    ['\0\0\0\x18ftyp3gp4', 'video/3gpp'],
    ['\0\0\0\x18ftypisom', 'video/mp4'],
    ['\x1a\x45\xdf\xa3', 'video/webm'],
    ['ID3', 'audio/mpeg'],
    ['#!AMR\n', 'audio/amr'],
    ['', 'application/octet-stream'],
    ['<svg', 'application/octet-stream'],
    ['<!doctype html>', 'application/octet-stream'],
    ['%PDF-1.7', 'application/octet-stream'],
    ['BEGIN:VCARD', 'application/octet-stream'],
    ['RIFF', 'application/octet-stream'],
    [' GIF89a', 'application/octet-stream'],
  ]) {
    assert.equal(kindOf(Buffer.from(beginning ?? '', 'latin1')), kind, beginning);
  }
});
