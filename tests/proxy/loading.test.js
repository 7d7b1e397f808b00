import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSmsError } from '../../pkg/inline.js';
import { createZoomProxy } from '../../pkg/proxy.js';
import { CREDENTIALS } from './support.js';

test('a proxy whose wasm cannot be loaded answers 500, asks Zoom nothing, and tries again', async () => {
  // Node's own `fetch` needs WebAssembly when it is first used.
  await fetch('data:,');
  /** @type {unknown[]} */
  const errors = [];
  /** @type {string[]} */
  const asked = [];
  const proxy = createZoomProxy({
    ...CREDENTIALS,
    authorize: () => true,
    onError: (error) => errors.push(error),
    fetch: async ({ url }) => {
      asked.push(url);
      const answer = url.endsWith('/token')
        ? { access_token: 'secret-token' }
        : { later: 'secret-token' };
      return Response.json(answer);
    },
  });
  const get = () => proxy(new Request('https://app.example/zoom/phone/sms/sessions/s'));
  const { WebAssembly } = globalThis;
  try {
    Reflect.deleteProperty(globalThis, 'WebAssembly');
    for (const response of [await get(), ...(await Promise.all([get(), get()]))]) {
      assert.equal(response.status, 500);
      assert.match(await response.text(), /could not run its wasm/);
    }
  } finally {
    globalThis.WebAssembly = WebAssembly;
  }
  assert.deepEqual(asked, []);
  assert.deepEqual([errors.length, errors.every(isSmsError)], [3, true]);
  const all = await Promise.all([get(), get(), get()]);
  for (const response of all) assert.deepEqual(await response.json(), { later: '…' });
  assert.equal(errors.length, 3);
});
