import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { createHandles } from '../../pkg/lib/proxy/handles.js';
import { CREDENTIALS, linksOf, listen, startProxy, startScript } from './support.js';

/** A forbidden server; it counts its visitors. */
let visitors = 0;
const forbidden = await listen(
  createServer((_, response) => {
    visitors += 1;
    response.end('internal');
  }),
);
after(() => assert.equal(visitors, 0, 'a request reached the forbidden server'));

const handles = createHandles(CREDENTIALS);

/** @param {Partial<import('../../pkg/lib/proxy/handles.js').Sealed>} [sealed] */
async function seal(sealed = {}) {
  const whole = { link: 'https://zoom.us/f', sessionId: 's', caller: '', expiresAt: Infinity };
  // Infinity has no JSON.
  const expiresAt = sealed.expiresAt ?? Date.now() + 60_000;
  return `/zoom/attachments/${await handles.seal({ ...whole, ...sealed, expiresAt })}`;
}

/**
 * @param {string} url
 * @param {RequestInit} [init]
 */
async function get(url, init) {
  const response = await fetch(url, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

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

test('a handle that was forged, cut, changed or made with another secret is refused', async () => {
  const { url, simulator } = await startProxy();
  const [link = ''] = await linksOf(url);
  const before = simulator.requests.length;
  const others = createHandles({ ...CREDENTIALS, clientSecret: 'another-secret' });
  const another = createHandles({ ...CREDENTIALS, accountId: 'another-account' });
  const sealed = { link: `${forbidden}/f`, sessionId: 'demo', caller: '', expiresAt: 9e15 };
  const at = link.length - 30;
  const forged = [
    '/zoom/attachments/AAAA',
    `/zoom/attachments/${'A'.repeat(80)}`,
    `/zoom/attachments/${btoa(`${forbidden}/f`.repeat(3)).replaceAll('=', '')}`,
    `/zoom/attachments/${await others.seal(sealed)}`,
    `/zoom/attachments/${await another.seal(sealed)}`,
    link.slice(0, -1),
    `${link}A`,
    `${link.slice(0, at)}${link[at] === 'A' ? 'B' : 'A'}${link.slice(at + 1)}`,
    link.replace('/attachments/', '/attachments/A'),
    link.replace('/attachments/', '/attachments/../attachments/x'),
    `/zoom/attachments/${encodeURIComponent(`${forbidden}/f`)}`,
    `/zoom/attachments/${forbidden}/f`,
  ];
  for (const path of forged) assert.equal((await get(url + path)).status, 404, path);
  // A changed byte anywhere is found.
  const handle = link.slice('/zoom/attachments/'.length);
  for (let index = 0; index < handle.length - 1; index += 7) {
    const changed = handle[index] === 'x' ? 'y' : 'x';
    const path = `/zoom/attachments/${handle.slice(0, index)}${changed}${handle.slice(index + 1)}`;
    assert.equal((await get(url + path)).status, 404);
  }
  assert.equal(simulator.requests.length, before, 'nothing was asked');
});

test('a handle reveals nothing, and differs each time', async () => {
  const { url } = await startProxy();
  const [one = '', two = ''] = [...(await linksOf(url)).slice(0, 1), ...(await linksOf(url))];
  assert.notEqual(one, two);
  // Of these, none is short enough to be there by chance.
  const told = {
    link: 'https://file.zoom.us/file/download/f?jwt=eyJhbGciOiJIUzI1NiJ9.payload.signature',
    sessionId: 'another-session',
    caller: 'a-caller-with-a-name',
  };
  const handle = (await seal(told)).slice('/zoom/attachments/'.length);
  const shown = [handle, Buffer.from(handle, 'base64url').toString('latin1')];
  for (const part of [...Object.values(told), ...told.link.split(/[:/?=.]+/)]) {
    if (part.length < 8) continue;
    assert.ok(!shown.some((text) => text.includes(part)), part);
  }
});

test('a handle belongs to its session, and opens only for callers who may see that session', async () => {
  const { url } = await startProxy({
    authorize: ({ headers }, { sessionId }) =>
      headers.get('x-may-see')?.split(' ').includes(sessionId),
  });
  const seeing = (/** @type {string} */ sessions) => ({ headers: { 'x-may-see': sessions } });
  const [link = ''] = await linksOf(url, 'demo', seeing('demo'));
  assert.equal((await get(url + link, seeing('demo history-9'))).status, 200);
  assert.equal((await get(url + link, seeing('history-9'))).status, 403);
  assert.equal((await get(url + link)).status, 403);
});

test('a handle belongs to its caller, if authorize names one', async () => {
  const { url } = await startProxy({
    authorize: ({ headers }) => ({ caller: headers.get('x-user') ?? 'nobody' }),
  });
  const as = (/** @type {string} */ user) => ({ headers: { 'x-user': user } });
  const [link = ''] = await linksOf(url, 'demo', as('ada'));
  assert.equal((await get(url + link, as('ada'))).status, 200);
  assert.equal((await get(url + link, as('eve'))).status, 403);
  assert.equal((await get(url + link)).status, 403);
});

test('a handle expires with its own lifetime or its link, whichever is sooner', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
  const { url: short } = await startProxy({ handleLifetimeMs: 5_000 });
  const [link = ''] = await linksOf(short);
  t.mock.timers.tick(5_000);
  const { status, text } = await get(short + link);
  assert.equal(status, 410);
  assert.match(JSON.parse(text).message, /ask for its messages again/);

  const { url, simulator } = await startProxy({}, { downloadLifetimeS: 1 });
  const [ending = ''] = await linksOf(url);
  t.mock.timers.tick(1_000);
  const before = simulator.requests.length;
  assert.equal((await get(url + ending)).status, 410);
  assert.equal(simulator.requests.length, before, 'what has ended is not asked for');
});

const { port } = new URL(forbidden);
/** Links to forbidden servers, in any place of Zoom's responses. */
const ELSEWHERE = [
  `${forbidden}/f`,
  `http://localhost:${port}/f`,
  `http://127.1:${port}/f`,
  `http://0x7f000001:${port}/f`,
  `http://2130706433:${port}/f`,
  `http://[::ffff:127.0.0.1]:${port}/f`,
  `http://zoom.us@127.0.0.1:${port}/f`,
  `https://zoom.us@127.0.0.1:${port}/f`,
  `https://zoom.us:secret@127.0.0.1:${port}/f`,
  'https://user:secret@zoom.us/f',
  'https://zoom.us@evil.example/f',
  'https://zoom.us.evil.example/f',
  'https://evilzoom.us/f',
  'https://zoom.us./f',
  'https://zoom.us:8443/f',
  'https://evil.example/zoom.us/f',
  'https://evil.example\\@zoom.us.evil.example/f',
  'https://evil.example/?x=zoom.us',
  'https://evil.example#.zoom.us',
  'https://169.254.169.254/latest/meta-data',
  'https://zооm.us/f',
  'http://zoom.us/f',
  'http://file.zoom.us/f',
  'ftp://zoom.us/f',
  'file:///etc/passwd',
  'data:text/html,x',
  'javascript:alert(1)',
  '//evil.example/f',
  '\\\\evil.example\\f',
  'https:/\\evil.example/f',
  'not a link',
];

test('links to other hosts, schemes, ports and users are not requested', async () => {
  let links = ELSEWHERE;
  const script = await startScript(() => ({
    body: JSON.stringify({
      sms_histories: links.map((download_url) => ({ attachments: [{ download_url }] })),
    }),
  }));
  /** @type {string[]} */
  const asked = [];
  const { url } = await startProxy({
    ...script.options,
    fetch: async (request) => {
      asked.push(request.url);
      return fetch(request);
    },
  });
  const got = await linksOf(url);
  assert.equal(got.length, ELSEWHERE.length);
  asked.length = 0;
  for (const [index, link] of got.entries()) {
    const { status, text } = await get(url + link);
    // What is relative is of the API's own origin, which is asked.
    if (ELSEWHERE[index] === 'not a link') continue;
    assert.equal(status, 502, ELSEWHERE[index]);
    assert.doesNotMatch(text, /secret|internal/);
  }
  assert.deepEqual(asked, [`${script.url}/not%20a%20link`]);
  links = [];
});

test("Zoom's hosts and the named ones are allowed, over https and without a token", async () => {
  /** @type {[string, string | null][]} */
  const asked = [];
  const { url } = await startProxy({
    downloadHosts: ['zoom.us', '*.zoom.us', 'files.example', '*.cdn.example', 'port.example:8443'],
    fetch: async (request) => {
      asked.push([request.url, request.headers.get('authorization')]);
      return new Response('GIF89a');
    },
  });
  const good = [
    'https://zoom.us/file/download/a?jwt=x',
    'https://file-paa.zoom.us/a',
    'https://files.example/a',
    'https://a.b.cdn.example/a',
    'https://port.example:8443/a',
    'HTTPS://ZOOM.US:443/a',
  ];
  for (const link of good)
    assert.equal((await get(url + (await seal({ link })))).status, 200, link);
  assert.deepEqual(
    asked,
    good.map((link) => [new URL(link).href, null]),
  );
  for (const link of [
    'https://cdn.example/a',
    'https://a.files.example/',
    'https://port.example/',
  ]) {
    assert.equal((await get(url + (await seal({ link })))).status, 502, link);
  }
});

test('redirects are followed to allowed hosts, three times, and to no others', async () => {
  const { url, simulator } = await startProxy();
  const [link = ''] = await linksOf(url);
  simulator.set({ downloadFault: 'moved' });
  assert.equal((await get(url + link)).headers.get('content-type'), 'image/jpeg');
  simulator.set({ downloadFault: 'moved-away' });
  assert.equal((await get(url + link)).status, 502);
  assert.deepEqual({ ...simulator.leaks }, { requests: 0, authorized: 0 });
  simulator.set({ downloadFault: 'moved-in-circles' });
  const before = simulator.requests.length;
  assert.equal((await get(url + link)).status, 502);
  assert.equal(simulator.requests.length - before, 4);
});

test('redirects to this machine, other schemes and users are refused after any hop', async () => {
  // A header is of bytes.
  const locations = ELSEWHERE.filter(
    (link) => link !== 'not a link' && /^[\x20-\x7e]+$/.test(link),
  );
  for (const location of locations) {
    /** @type {string[]} */
    const asked = [];
    const { url } = await startProxy({
      fetch: async (request) => {
        asked.push(request.url);
        return asked.length < 2
          ? new Response(null, { status: 302, headers: { location: 'https://file.zoom.us/b' } })
          : new Response(null, { status: 307, headers: { location } });
      },
    });
    assert.equal((await get(url + (await seal()))).status, 502, location);
    assert.deepEqual(asked, ['https://zoom.us/f', 'https://file.zoom.us/b']);
  }
});

test('the token is sent for a file only if enabled, and to no other host', async () => {
  const { url, simulator } = await startProxy(
    { sendTokenWithDownloads: true },
    { download: 'jwt-and-bearer' },
  );
  const [link = ''] = await linksOf(url);
  assert.equal((await get(url + link)).status, 200);
  assert.ok(simulator.requests.at(-1)?.authorized);

  /** @type {(string | null)[]} */
  const sent = [];
  const own = await startProxy({
    sendTokenWithDownloads: true,
    fetch: async (request) => {
      if (request.url.includes('/oauth/')) return fetch(request);
      sent.push(request.headers.get('authorization'));
      const location = 'https://cdn.zoom.us/b';
      return sent.length === 1
        ? new Response(null, { status: 302, headers: { location } })
        : new Response('GIF89a');
    },
  });
  assert.equal((await get(own.url + (await seal()))).status, 200);
  assert.match(sent[0] ?? '', /^Bearer eyJ/);
  assert.equal(sent[1], null);
});

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
