import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mock, test } from 'node:test';
import { SmsError } from '../../pkg/lib/errors.js';
import { HOSTILE } from './surface/hostile.js';

/** Nothing is loaded in this process until the last test. */
const LOADING = new URL('../../pkg/lib/loading.js', import.meta.url).href;
const BINDINGS = new URL('../../pkg/wasm/zoom_phone_sms.js', import.meta.url).href;
const WASM = new URL('../../pkg/wasm/zoom_phone_sms_bg.wasm', import.meta.url);

let copies = 0;
/**
 * The loader of the wasm before its first call.
 * @returns {Promise<{ init(source: unknown): Promise<void> }>}
 */
function fresh() {
  copies += 1;
  return import(`${LOADING}?copy=${copies}`);
}

/** Foreign wasm: an empty module. */
const EMPTY = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

const SOURCES = {
  ...HOSTILE,
  'foreign wasm': () => EMPTY,
  'a foreign module': () => new WebAssembly.Module(EMPTY),
  'a response with foreign wasm': () =>
    new Response(EMPTY, { headers: { 'content-type': 'application/wasm' } }),
  'wasm that breaks off': () => readFileSync(WASM).subarray(0, 10_000),
};

/** These settle only by the limit of time. */
const ENDLESS = [
  ...['a promise that never settles', 'a thenable that never settles'],
  'a response that never ends',
];

/** @type {unknown[]} */
const escaped = [];
process.on('unhandledRejection', (error) => escaped.push(error));
mock.method(globalThis, 'fetch', async () => {
  throw new TypeError('nothing is to be had here');
});

for (const [name, make] of Object.entries(SOURCES)) {
  test(`init() rejects with an error of the package, given ${name}`, async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const { init } = await fresh();
    // A concurrent call gets the same result, and its source may fail.
    const calls = [init(make()), init(make())];
    const failures = calls.map((call) => call.then(() => assert.fail('loaded'), String));
    if (ENDLESS.includes(name)) {
      for (let halves = 0; halves < 3; halves += 1) {
        await new Promise((resolve) => setImmediate(resolve));
        t.mock.timers.tick(60_000);
      }
    }
    await Promise.all(failures);
    for (const call of calls) {
      assert.ok(call instanceof Promise);
      await assert.rejects(call, SmsError);
    }
    assert.deepEqual(escaped.splice(0), []);
  });
}

test('after all of these failures the wasm loads normally', async () => {
  const { init } = await fresh();
  await assert.rejects(init(EMPTY), SmsError);
  await init(readFileSync(WASM));
  const { validateDateRange } = await import(BINDINGS);
  assert.equal(validateDateRange('2024-01-01', '2024-01-31').ok, true);
});
