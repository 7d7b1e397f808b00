import assert from 'node:assert/strict';
import { test } from 'node:test';
import { installPackage, runProgram, startSimulator } from './support.js';

const project = await installPackage();
const { url } = await startSimulator();
const env = { BASE_URL: `${url}/v2` };

/** Uses everything once and prints it; the same text for `import` and for `require`. */
const PROGRAM = `
const session = await sms.getSmsSession('seed', { token: 'simulator-token', baseUrl: process.env.BASE_URL });
const count = (grain) => sms.flattenSmsHistories(session, { grain }).length;
const error = await new sms.SmsClient({ token: 'wrong', baseUrl: process.env.BASE_URL })
  .getSmsSession('seed').catch((error) => error);
console.log(JSON.stringify({
  rows: [count('message'), count('recipient'), count('attachment')],
  range: sms.validateDateRange('2024-01-31', '2024-02-29'),
  windows: sms.splitDateRange('2024-01-01', '2024-03-01').length,
  error: [error.name, error.kind, error instanceof sms.AuthenticationError, sms.isSmsError(error)],
}));
`;
const PRINTED = {
  rows: [2, 4, 4],
  range: { ok: true, range: { from: '2024-01-31', to: '2024-02-29' } },
  windows: 3,
  error: ['AuthenticationError', 'authentication', true, true],
};

test('an ES module imports the package and is served over HTTP', async () => {
  const source = `import * as sms from 'zoom-phone-sms';\n${PROGRAM}`;
  assert.deepEqual(JSON.parse(await runProgram(project, 'esm.mjs', source, { env })), PRINTED);
});

test('a CommonJS module requires the package and is served over HTTP', async () => {
  const source = `const sms = require('zoom-phone-sms');\n(async () => {${PROGRAM}})();`;
  assert.deepEqual(JSON.parse(await runProgram(project, 'cjs.cjs', source, { env })), PRINTED);
});

test('a program that imports and requires the package catches either error by either class', async () => {
  const source = `
    import { createRequire } from 'node:module';
    import * as imported from 'zoom-phone-sms';
    const required = createRequire(import.meta.url)('zoom-phone-sms');
    const thrown = (sms) => { try { sms.splitDateRange('x', 'y') } catch (error) { return error } };
    const known = [imported, required].map((sms) => [imported, required].map((other) =>
      thrown(sms) instanceof other.InvalidRequestError && !(thrown(sms) instanceof other.NetworkError)));
    console.log(JSON.stringify([known, Object.keys(imported).sort(), Object.keys(required).sort()]));
  `;
  const printed = JSON.parse(await runProgram(project, 'both.mjs', source));
  const [known, imported, required] = printed;
  assert.deepEqual(known, Array(2).fill(Array(2).fill(true)));
  assert.ok(imported.length > 20);
  assert.deepEqual(required, imported);
});

test('without a global Request, a call reports that and nothing breaks', async () => {
  const source = `
    import * as sms from 'zoom-phone-sms';
    delete globalThis.Request;
    const call = sms.getSmsSession('seed', { token: 't', baseUrl: process.env.BASE_URL });
    const { kind, cause } = await call.catch((error) => error);
    console.log(kind, cause.name, sms.validateDateRange().ok);
  `;
  const printed = await runProgram(project, 'bare.mjs', source, { env });
  assert.equal(printed.trim(), 'network TypeError true');
});

test('a platform that refuses a request with an error of another realm, or with none, breaks nothing', async () => {
  const source = `
    import { runInNewContext } from 'node:vm';
    import * as sms from 'zoom-phone-sms';
    const { Request } = globalThis;
    const call = () => sms.getSmsSession('seed', { token: 'simulator-token', baseUrl: process.env.BASE_URL });
    const foreign = runInNewContext('new TypeError("no")');
    for (const thrown of [foreign, 'no', undefined]) {
      globalThis.Request = class { constructor() { throw thrown } };
      const { kind, cause } = await call().catch((error) => error);
      console.log(kind, cause?.message ?? cause);
    }
    globalThis.Request = class { constructor() { return {} } };
    console.log((await call().catch((error) => error)).kind);
    globalThis.Request = Request;
    console.log((await call()).page_size > 0);
  `;
  const printed = await runProgram(project, 'refusing.mjs', source, { env });
  const expected = ['network no', 'network no', 'network undefined', 'network', 'true'];
  assert.deepEqual(printed.trim().split('\n'), expected);
});

test('a process ends as soon as its last call has, whatever the time limit', async () => {
  const source = `
    import { getSmsSession } from 'zoom-phone-sms';
    const options = { token: 'simulator-token', baseUrl: process.env.BASE_URL };
    await getSmsSession('seed', { ...options, timeoutMs: 3_600_000 });
    console.log('done');
  `;
  assert.equal((await runProgram(project, 'end.mjs', source, { env })).trim(), 'done');
});

test('a worker thread has its own instance of the package', async () => {
  const source = `
    import { isMainThread, parentPort, Worker } from 'node:worker_threads';
    import { flattenSmsHistories } from 'zoom-phone-sms';
    const message = { message_id: 'm', date_time: '2024-01-01T00:00:00Z' };
    if (isMainThread) new Worker(new URL(import.meta.url)).on('message', console.log);
    else parentPort.postMessage(flattenSmsHistories([message]).length);
  `;
  assert.equal((await runProgram(project, 'worker.mjs', source)).trim(), '1');
});
