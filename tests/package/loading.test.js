import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { installPackage, runProgram } from './support.js';

const project = await installPackage();
const entry = join(project, 'node_modules', 'zoom-phone-sms');
const wasm = join(entry, 'wasm', 'zoom_phone_sms_bg.wasm');
const env = { ENTRY: `file://${join(entry, 'index.js')}`, WASM: wasm };

/** What a program serves the wasm with, of any type and with any status. */
const SERVER = `
  const { createServer } = await import('node:http');
  const server = createServer(({ url }, response) => {
    const { searchParams } = new URL(url, 'http://localhost');
    const type = searchParams.get('type') ?? 'application/wasm';
    response.writeHead(Number(searchParams.get('status') ?? 200), { 'content-type': type, connection: 'close' });
    response.end(bytes);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const address = 'http://127.0.0.1:' + server.address().port + '/x.wasm';
`;

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

test('init() accepts an address, a response, bytes or a module, or a promise of one', async () => {
  for (const [name, source] of Object.entries({
    text: 'address',
    url: 'new URL(address)',
    request: 'new Request(address)',
    answer: 'fetch(address)',
    odd: 'fetch(address + "?type=application/octet-stream")',
    foreign:
      '{ ok: true, status: 200, headers: new Headers(), arrayBuffer: async () => bytes.buffer }',
    bytes: 'Uint8Array.from(bytes)',
    buffer: 'Uint8Array.from(bytes).buffer',
    module: 'new WebAssembly.Module(bytes)',
    promise: 'Promise.resolve(bytes)',
  })) {
    await onBrowserEntry(
      `source-${name}`,
      `${SERVER}
      await sms.init(${source});
      server.close();
      assert.equal(sms.validateDateRange('2024-01-01', '2024-01-31').ok, true);`,
    );
  }
});

test('the failure of an unneeded source is ignored', async () => {
  await onBrowserEntry(
    'dropped',
    `
    const late = () => new Promise((_, fail) => setTimeout(fail, 5, new Error('not needed')));
    const given = new Promise((give) => setTimeout(give, 20, bytes));
    await Promise.all([sms.init(given), sms.init(late())]);
    await sms.init(late());
    await sms.init(Promise.reject(new Error('not needed')));
    await new Promise((resume) => setTimeout(resume, 20));`,
  );
  const source = `
    import { init, validateDateRange } from 'zoom-phone-sms';
    validateDateRange('2024-01-01', '2024-01-31');
    await init(Promise.reject(new Error('not needed')));
    await new Promise((resume) => setTimeout(resume, 5));
    console.log('done');
  `;
  assert.equal((await runProgram(project, 'dropped-here.mjs', source)).trim(), 'done');
});

test('an invalid source is refused with what is accepted, and the next call loads', async () => {
  await onBrowserEntry(
    'no-source',
    `
    for (const source of [7, true, {}, [], () => bytes, { default: bytes }]) {
      const error = await sms.init(source).catch((error) => error);
      assert.ok(error instanceof sms.InvalidRequestError && !error.retryable);
      assert.deepEqual(error.issues.map(({ field, code }) => [field, code]), [['source', 'wrong-type']]);
      assert.match(error.message, /Response/);
    }
    await sms.init(bytes);
    assert.equal(sms.validateDateRange('2024-01-01', '2024-01-31').ok, true);`,
  );
});

test('a page or an error instead of the wasm is reported as such', async () => {
  await onBrowserEntry(
    'page',
    `${SERVER}
    for (const [query, words] of [['?type=text/html', /text\\/html.* 200/], ['?status=404', / 404/]]) {
      const error = await sms.init(address + query).catch((error) => error);
      assert.ok(error instanceof sms.NetworkError && error.retryable);
      assert.match(error.cause.message, words);
    }
    await sms.init(address);
    server.close();
    assert.equal(sms.validateDateRange('2024-01-01', '2024-01-31').ok, true);`,
  );
});

for (const name of ['index.js', 'inline.js', 'cjs/index.js']) {
  test(`importing ${name} never throws, whatever the platform lacks`, async () => {
    const source = `
      for (const name of ['TextDecoder', 'TextEncoder', 'WebAssembly', 'fetch', 'Request', 'Response',
        'Headers', 'AbortController', 'FinalizationRegistry', 'atob']) delete globalThis[name];
      const sms = await import(${JSON.stringify(`file://${join(entry, name)}`)});
      console.log(typeof (sms.init ?? sms.default.init));
    `;
    const printed = await runProgram(project, 'bare.mjs', source);
    assert.equal(printed.trim(), 'function');
  });
}

test("texts decode when a test runner hides Node's TextDecoder", async () => {
  const source = `
    for (const name of ['TextDecoder', 'TextEncoder']) delete globalThis[name];
    const { decodeSmsSession, flattenSmsHistories } = await import('file://${join(entry, 'inline.js')}');
    const session = { sms_histories: [{ message_id: 'm', date_time: '2024-01-01T00:00:00Z', message: '✓' }] };
    console.log(flattenSmsHistories(session)[0].message);
    console.log(decodeSmsSession(JSON.stringify(session)).sms_histories[0].message);
  `;
  assert.equal(await runProgram(project, 'hidden.mjs', source), '✓\n✓\n');
});

test('with the wasm inside, everything is ready at once', async () => {
  const source = `
    import { flattenSmsHistories, init, SmsClient, validateDateRange } from 'file://${join(entry, 'inline.js')}';
    globalThis.fetch = () => { throw new Error('not to be called'); };
    console.log(validateDateRange('2024-01-01', '2024-01-31').ok, flattenSmsHistories([]).length);
    await Promise.all([init(), init()]);
    try { new SmsClient({ token: '' }) } catch ({ kind }) { console.log(kind); }
  `;
  assert.equal(await runProgram(project, 'inline.mjs', source), 'true 0\ninvalid-request\n');
});

test('while init() loads a source of its own, a synchronous helper says to await it', async () => {
  const source = `
    import { init, validateDateRange } from 'zoom-phone-sms';
    import { readFileSync } from 'node:fs';
    const loading = init(new Promise((give) => setTimeout(give, 20, readFileSync(process.env.WASM))));
    try { validateDateRange('2024-01-01', '2024-01-31') } catch ({ message }) { console.log(message); }
    await loading;
    console.log(validateDateRange('2024-01-01', '2024-01-31').ok);
  `;
  const printed = await runProgram(project, 'own.mjs', source, { env });
  assert.match(printed, /^The package's wasm is not loaded yet: await init\(\) first.*\ntrue\n$/);
});

test('an engine without WebAssembly imports the package, and each call says what is missing', async () => {
  for (const name of ['index.js', 'inline.js', 'cjs/index.js']) {
    const source = `
      import assert from 'node:assert/strict';
      delete globalThis.WebAssembly;
      const sms = await import(${JSON.stringify(`file://${join(entry, name)}`)});
      const { NetworkError, SmsClient } = sms;
      const isTold = (error) => error instanceof NetworkError && !error.retryable &&
        /needs WebAssembly.*React Native/.test(error.message);
      const client = new SmsClient({ token: 't', fetch: () => assert.fail('nothing is to be sent') });
      await assert.rejects(client.getSmsSession('seed'), isTold);
      await assert.rejects(sms.getSmsSession('seed', { token: 't' }), isTold);
      await assert.rejects(client.messages('seed', {}).next(), isTold);
      await assert.rejects(sms.init(), isTold);
      if (${JSON.stringify(name)} !== 'index.js') {
        assert.throws(() => sms.validateDateRange('2024-01-01', '2024-01-31'), isTold);
      }
      console.log('done');
    `;
    assert.equal((await runProgram(project, 'no-wasm.mjs', source)).trim(), 'done', name);
  }
});

test('a compiled module of another realm is ready at once, and accepted by init()', async () => {
  for (const first of ['', 'await init();', 'await init(module);']) {
    const source = `
      import { readFileSync } from 'node:fs';
      import { runInNewContext } from 'node:vm';
      import { init, validateDateRange } from 'file://${join(entry, 'lib', 'api.js')}';
      import { useWasm } from 'file://${join(entry, 'lib', 'loading.js')}';
      const { Module } = runInNewContext('WebAssembly');
      const module = new Module(readFileSync(process.env.WASM));
      useWasm(() => module);
      ${first}
      console.log(module instanceof WebAssembly.Module, validateDateRange('2024-01-01', '2024-01-31').ok);
    `;
    assert.equal(await runProgram(project, 'realm.mjs', source, { env }), 'false true\n', first);
  }
});

test("two copies in one process recognize each other's errors, and have separate state", async () => {
  const copy = join(project, 'node_modules', 'another-copy');
  cpSync(entry, copy, { recursive: true });
  const source = `
    import * as one from 'zoom-phone-sms';
    import * as two from 'another-copy';
    const thrownBy = (sms) => {
      try { sms.splitDateRange('x', 'y') } catch (error) { return error; }
    };
    const errors = [thrownBy(one), thrownBy(two)];
    console.log(JSON.stringify([
      errors.map(one.isSmsError), errors.map(two.isSmsError),
      errors.map((error) => error instanceof one.InvalidRequestError),
      errors.map((error) => error instanceof two.InvalidRequestError),
      errors.map(({ name, issues }) => name + issues.length),
    ]));
  `;
  assert.deepEqual(JSON.parse(await runProgram(project, 'copies.mjs', source)), [
    ...[
      [true, true],
      [true, true],
    ],
    ...[
      [true, true],
      [true, true],
    ],
    ['InvalidRequestError2', 'InvalidRequestError2'],
  ]);
});

test('disposing a history ends it', async () => {
  await onBrowserEntry(
    'dispose',
    `
    await sms.init(bytes);
    let asked = 0;
    const fetch = ({ signal }) => new Promise((_, reject) => {
      asked += 1;
      signal.addEventListener('abort', () => reject(signal.reason));
    });
    const pages = new sms.SmsClient({ token: 't', fetch }).pages('seed', { from: '2024-01-01', to: '2024-01-02' });
    const step = pages.next();
    while (asked === 0) await new Promise((resume) => setTimeout(resume, 5));
    await pages[Symbol.asyncDispose]();
    assert.deepEqual([await step, await pages.next()], Array(2).fill({ value: undefined, done: true }));`,
  );
});

test('the browser entry uses nothing of Node', () => {
  for (const file of ['index.js', 'lib/api.js', 'lib/loading.js', 'wasm/zoom_phone_sms.js']) {
    assert.doesNotMatch(readFileSync(join(entry, file), 'utf8'), /node:|require\(/, file);
  }
});
