import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHandles } from '../../pkg/lib/proxy/handles.js';
import { get, seal, startForbidden } from './handles.js';
import { CREDENTIALS, linksOf, startProxy } from './support.js';

const forbidden = await startForbidden();

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
  assert.match(JSON.parse(text).message, /Request its messages again/);

  const { url, simulator } = await startProxy({}, { downloadLifetimeS: 1 });
  const [ending = ''] = await linksOf(url);
  t.mock.timers.tick(1_000);
  const before = simulator.requests.length;
  assert.equal((await get(url + ending)).status, 410);
  assert.equal(simulator.requests.length, before, 'what has ended is not asked for');
});
