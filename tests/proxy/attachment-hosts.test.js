import assert from 'node:assert/strict';
import { test } from 'node:test';
import { get, seal, startForbidden } from './handles.js';
import { linksOf, startProxy, startScript } from './support.js';

const forbidden = await startForbidden();
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
