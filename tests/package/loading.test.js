import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { installPackage, runProgram } from './support.js';

const project = await installPackage();
const entry = join(project, 'node_modules', 'zoom-phone-sms');
const wasm = join(entry, 'wasm', 'zoom_phone_sms_bg.wasm');
const env = { ENTRY: `file://${join(entry, 'index.js')}`, WASM: wasm };

/** Runs a program against the entry for browsers, whose wasm is not there until it is loaded. */
async function onBrowserEntry(/** @type {string} */ name, /** @type {string} */ body) {
  const source = `
    import assert from 'node:assert/strict';
    import { readFileSync } from 'node:fs';
    const sms = await import(process.env.ENTRY);
    const bytes = readFileSync(process.env.WASM);
    ${body}
    console.log('done');
  `;
  assert.equal((await runProgram(project, `${name}.mjs`, source, { env })).trim(), 'done');
}

test('before init() a synchronous helper says in one sentence what to do', async () => {
  await onBrowserEntry(
    'before',
    `
    for (const name of ['validateDateRange', 'splitDateRange', 'flattenSmsHistories']) {
      assert.throws(() => sms[name]('2024-01-01', '2024-01-31'), (error) =>
        sms.isSmsError(error) && error.message.includes('await init() first') && error.message.includes(name));
    }`,
  );
});

test('init() loads once, however often and however concurrently it is called', async () => {
  await onBrowserEntry(
    'once',
    `
    let loads = 0;
    const source = new Promise((give) => { loads++; setTimeout(give, 20, bytes); });
    await Promise.all([sms.init(source), sms.init(), sms.init('ignored')]);
    await sms.init();
    assert.equal(sms.validateDateRange('2024-01-01', '2024-01-31').ok, true);`,
  );
});

test('a wasm that cannot be loaded is a NetworkError, and the next call tries again', async () => {
  await onBrowserEntry(
    'again',
    `
    const real = globalThis.fetch;
    globalThis.fetch = () => Promise.reject(new TypeError('offline'));
    const failed = await sms.getSmsSession('seed', { token: 't' }).catch((error) => error);
    assert.ok(failed instanceof sms.NetworkError);
    assert.ok(failed.retryable && failed.cause instanceof Error);
    globalThis.fetch = real;
    await sms.init(bytes);
    assert.equal(sms.splitDateRange('2024-01-01', '2024-01-31').length, 1);`,
  );
});

test('a client made before init() checks its options when it is first used', async () => {
  await onBrowserEntry(
    'client',
    `
    const client = new sms.SmsClient({ token: '' });
    await sms.init(new WebAssembly.Module(bytes));
    await assert.rejects(client.getSmsSession('seed'), sms.InvalidRequestError);`,
  );
});

test('the entry for browsers names nothing of Node', () => {
  for (const file of ['index.js', 'lib/api.js', 'lib/loading.js', 'wasm/zoom_phone_sms.js']) {
    assert.doesNotMatch(readFileSync(join(entry, file), 'utf8'), /node:|require\(/, file);
  }
});
