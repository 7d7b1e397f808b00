/**
 * What the package does when its wasm stops in the middle of something. Each program makes an export of its own
 * instance throw, as a trap does.
 *
 * @module
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { installPackage, runProgram } from './support.js';

const project = await installPackage();
const entry = join(project, 'node_modules', 'zoom-phone-sms');
const env = { ENTRY: `file://${join(entry, 'inline.js')}` };

/** Makes exports of every instance call `trap` before they run, and counts uncaught errors. */
const HARNESS = `
import assert from 'node:assert/strict';
let trap = () => {};
const instanceOf = (instance) => {
  const exports = Object.entries(instance.exports).map(([name, value]) => [
    name,
    typeof value !== 'function' ? value : (...args) => { trap(name); return value(...args); },
  ]);
  return { exports: Object.fromEntries(exports) };
};
const Real = WebAssembly.Instance;
WebAssembly.Instance = function Instance(...args) { return instanceOf(new Real(...args)); };
/** Traps at the first call of an export that fits, the next time. */
const trapAt = (fits) => {
  trap = (name) => {
    if (!fits.test(name)) return;
    trap = () => {};
    throw new WebAssembly.RuntimeError('unreachable');
  };
};
const uncaught = [];
for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, (error) => { uncaught.push(error); console.log(event, error); });
const sms = await import(process.env.ENTRY);
const page = '{"sms_histories":[{"message_id":"m","date_time":"2024-02-29T00:00:00Z"}]}';
const answer = async () => new Response(page);
const clientOf = (fetch) => new sms.SmsClient({ token: 'token', fetch, rateLimit: false });
const range = { from: '2024-02-28', to: '2024-03-01' };
const MICROTASK = /closures.*invoke/;
const errorOf = (promise) => Promise.resolve(promise).then((value) => assert.fail(JSON.stringify(value)), (error) => error);
const check = (error) => {
  assert.ok(error instanceof sms.WasmError && sms.isSmsError(error), String(error));
  assert.equal(error.kind, 'wasm');
  assert.equal(error.retryable, false);
  assert.match(error.message, /init\\(\\)/);
  return error;
};
const fails = (call) => assert.throws(call, (error) => check(error) === error);
/** Every later call fails, until init(): then all goes well again. */
const isMended = async (client) => {
  check(await errorOf(client.getSmsSession('id')));
  check(await errorOf(client.messages('id', range).next()));
  check(await errorOf(client.histories(['a', 'b'], range).next()));
  check(await errorOf(client.plan()));
  check(await errorOf(client.downloadAttachment({ download_url: 'https://file.zoom.us/x' })));
  check(await errorOf(sms.getSmsSession('id', { token: 't' })));
  for (const name of ['decodeSmsSession', 'flattenSmsHistories', 'toCsv', 'toNdjson', 'toColumns']) {
    fails(() => sms[name](page));
  }
  fails(() => sms.validateDateRange('2024-01-01', '2024-01-02'));
  fails(() => sms.splitDateRange('2024-01-01', '2024-01-02'));
  await Promise.all([sms.init(), sms.init()]);
  assert.equal(sms.toNdjson(page).length > 0, true);
  assert.equal((await clientOf(answer).getSmsSession('id')).sms_histories.length, 1);
  await new Promise((resume) => setTimeout(resume, 50));
  globalThis.gc?.();
  await new Promise((resume) => setTimeout(resume, 50));
  assert.equal(sms.validateDateRange('2024-01-01', '2024-01-02').ok, true);
  assert.deepEqual(uncaught, []);
};
`;

/**
 * @param {string} name
 * @param {string} body
 */
async function program(name, body) {
  const flags = ['--expose-gc'];
  const source = `${HARNESS}\n${body}\nconsole.log('done');`;
  const printed = await runProgram(project, `trap-${name}.mjs`, source, { env, flags });
  assert.equal(printed.trim(), 'done');
}

test('a trap in a synchronous call is a WasmError, and init() restarts the wasm', () =>
  program(
    'sync',
    `
    assert.ok(sms.toCsv(page).length > 0);
    trapAt(/^toCsv$/);
    const { cause } = (() => { try { sms.toCsv(page); } catch (error) { return check(error); } })();
    assert.ok(cause instanceof WebAssembly.RuntimeError);
    await isMended(clientOf(answer));`,
  ));

test('an error thrown through the wasm stops it too', () =>
  program(
    'stack',
    `
    assert.ok(sms.toCsv(page).length > 0);
    trap = (name) => { if (name === 'toCsv') { trap = () => {}; throw new RangeError('Maximum call stack size exceeded'); } };
    fails(() => sms.toCsv(page));
    await isMended(clientOf(answer));`,
  ));

test('a trap in a microtask ends every pending call', () =>
  program(
    'waiting',
    `
    const answers = [];
    const fetch = () => new Promise((resolve) => answers.push(() => resolve(new Response(page))));
    const client = clientOf(fetch);
    const calls = [
      client.getSmsSession('a'),
      client.messages('b', range).next(),
      client.pages('c', { ...range, prefetch: true, deadlineMs: 2 ** 31 - 1 }).next(),
      client.rows('d', range).next(),
      client.histories(['e', 'f'], range, { deadlineMs: 2 ** 31 - 1 }).next(),
      client.histories(['g', 'h'], range).next(),
      sms.getSmsSession('i', { token: 'token', fetch, rateLimit: false }),
      clientOf(() => new Promise(() => {})).getSmsSession('j'),
      new sms.SmsClient({ token: () => new Promise(() => {}), fetch }).getSmsSession('k'),
      new sms.SmsClient({ token: () => new Promise(() => {}) }).downloadAttachment({ download_url: 'https://file.zoom.us/x' }, { sendToken: true }),
    ];
    const ends = Promise.all(calls.map(errorOf));
    while (answers.length < 6) await new Promise((resume) => setTimeout(resume, 1));
    trapAt(MICROTASK);
    answers[0]();
    for (const error of await ends) check(error);
    // The pending requests are answered after all, but no one waits for them.
    for (const give of answers) give();
    await new Promise((resume) => setTimeout(resume, 20));
    await isMended(client);
    for (const give of answers) give();`,
  ));

test('responses to a stopped instance may arrive after a restart', () =>
  program(
    'late',
    `
    const answers = [];
    const fetch = () => new Promise((resolve) => answers.push(() => resolve(new Response(page))));
    const client = clientOf(fetch);
    const calls = ['a', 'b', 'c'].map((id) => errorOf(client.getSmsSession(id)));
    while (answers.length < 3) await new Promise((resume) => setTimeout(resume, 1));
    trapAt(/^toCsv$/);
    fails(() => sms.toCsv(page));
    for (const error of await Promise.all(calls)) check(error);
    await sms.init();
    for (const give of answers) give();
    await new Promise((resume) => setTimeout(resume, 50));
    assert.deepEqual(uncaught, []);
    // The client is the same, and works.
    const again = client.getSmsSession('d');
    while (answers.length < 4) await new Promise((resume) => setTimeout(resume, 1));
    answers[3]();
    assert.equal((await again).sms_histories.length, 1);
    trapAt(/^toCsv$/);
    fails(() => sms.toCsv(page));
    await isMended(client);`,
  ));

test('a history ended by a trap has the checkpoint of its last page, and continues from there', () =>
  program(
    'history',
    `
    let times = 0;
    const fetch = async () => {
      times += 1;
      const token = times === 1 ? 'more' : '';
      const second = times === 1 ? '00' : '01';
      return new Response(JSON.stringify({ next_page_token: token, sms_histories: [{ message_id: 'm' + second, date_time: '2024-02-29T00:00:' + second + 'Z' }] }));
    };
    const client = clientOf(fetch);
    const pages = client.pages('id', range);
    const { value } = await pages.next();
    trapAt(/^smshistory_next$/);
    const error = check(await errorOf(pages.next()));
    assert.equal(error.checkpoint, value.checkpoint);
    assert.deepEqual(await pages.next(), { value: undefined, done: true });
    await sms.init();
    // Stopped and restarted between two pages.
    const other = client.pages('id', range);
    times = 0;
    await other.next();
    trapAt(/^toCsv$/);
    fails(() => sms.toCsv(page));
    await sms.init();
    check(await errorOf(other.next()));
    const rest = [];
    for await (const message of client.messages('id', { ...range, resume: error.checkpoint })) rest.push(message.message_id);
    assert.deepEqual(rest, ['m01']);
    assert.deepEqual(uncaught, []);`,
  ));

test('a trap while memory is freed or a callback calls the package ends in errors, too', () =>
  program(
    'nested',
    `
    const client = clientOf(async () => {
      trapAt(/^toCsv$/);
      fails(() => sms.toCsv(page));
      return new Response(page);
    });
    check(await errorOf(client.getSmsSession('a')));
    await isMended(client);
    trapAt(/^__wbindgen_malloc|^__externref/);
    try { await clientOf(answer).messages('id', range).next(); } catch (error) { check(error); }
    await sms.init();
    trapAt(/_free$/);
    const pages = clientOf(answer).pages('id', range);
    await pages.next();
    await pages.return();
    await sms.init();
    assert.equal(sms.toNdjson(page).length > 0, true);
    assert.deepEqual(uncaught, []);`,
  ));

test('a program whose wasm has stopped ends by itself', () =>
  program(
    'end',
    `
    void errorOf(clientOf(() => new Promise(() => {})).getSmsSession('a'));
    void errorOf(clientOf(() => new Promise(() => {})).histories(['b'], range, { deadlineMs: 2 ** 31 - 1 }).next());
    await new Promise((resume) => setTimeout(resume, 20));
    trapAt(/^toCsv$/);
    fails(() => sms.toCsv(page));`,
  ));
