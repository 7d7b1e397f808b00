import assert from 'node:assert/strict';
import { test } from 'node:test';
import { installPackage, runProgram, startSimulator } from './support.js';

const project = await installPackage();
const { url } = await startSimulator();

const NONE = { ZOOM_TOKEN: '', ZOOM_ACCOUNT_ID: '', ZOOM_CLIENT_ID: '', ZOOM_CLIENT_SECRET: '' };
const TOKEN = { ...NONE, ZOOM_TOKEN: 'simulator-token' };
const APP = {
  ...NONE,
  ZOOM_ACCOUNT_ID: 'simulator-account',
  ZOOM_CLIENT_ID: 'simulator-client',
  ZOOM_CLIENT_SECRET: 'simulator-secret',
};

/** What is asked of Zoom, the simulator answers, and the program prints where it was asked. */
const TO_SIMULATOR = `
  const real = globalThis.fetch;
  globalThis.fetch = (request) => {
    const { pathname, search } = new URL(request.url);
    console.log(pathname);
    return real(new Request('${url}' + pathname + search, request));
  };
  const failure = async (make) => {
    try { await make(); } catch ({ name, message, issues }) { return { name, message, fields: issues.map(({ field }) => field) }; }
  };
  const said = (value) => console.log(JSON.stringify(value));`;

let programs = 0;
/**
 * @param {Record<string, string>} env
 * @param {string} program
 */
async function linesOf(env, program) {
  programs += 1;
  const source = `import { getSmsSession, SmsClient } from 'zoom-phone-sms';${TO_SIMULATOR}${program}`;
  const printed = await runProgram(project, `program-${programs}.mjs`, source, { env });
  return printed.trim().split('\n');
}

const PAGE = '/v2/phone/sms/sessions/seed';
const READ = `said((await new SmsClient().getSmsSession('seed')).sms_histories.length);`;

test('a client without options reads with the access token of the environment', async () => {
  assert.deepEqual(await linesOf(TOKEN, READ), [PAGE, '2']);
});

test('all clients of an app in the environment share one token', async () => {
  assert.deepEqual(await linesOf(APP, READ + READ), ['/oauth/token', PAGE, '2', PAGE, '2']);
});

test('the app comes before an access token, as on the command line', async () => {
  const both = { ...APP, ZOOM_TOKEN: 'a-token-of-yesterday' };
  assert.deepEqual(await linesOf(both, READ), ['/oauth/token', PAGE, '2']);
});

test('options without a token, and a call without a client, use the environment too', async () => {
  const program = `
    const fetch = (request) => { said('own'); return globalThis.fetch(request); };
    await new SmsClient({ fetch, timeoutMs: 20_000 }).getSmsSession('seed');
    await getSmsSession('seed');`;
  assert.deepEqual(await linesOf(TOKEN, program), ['"own"', PAGE, PAGE]);
  const requests = ['"own"', '/oauth/token', '"own"', PAGE];
  assert.deepEqual(await linesOf(APP, program), [...requests, '/oauth/token', PAGE]);
});

test('CommonJS reads the environment too', async () => {
  const program = `const { SmsClient } = require('zoom-phone-sms');${TO_SIMULATOR}
    new SmsClient().getSmsSession('seed').then(({ sms_histories }) => said(sms_histories.length));`;
  assert.equal(await runProgram(project, 'program.cjs', program, { env: TOKEN }), `${PAGE}\n2\n`);
});

test('without credentials, the error names every variable, and nothing is sent', async () => {
  const [line = ''] = await linesOf(NONE, 'said(await failure(() => new SmsClient()));');
  const { name, message, fields } = JSON.parse(line);
  assert.equal(name, 'InvalidRequestError');
  assert.deepEqual(fields, ['token']);
  for (const variable of Object.keys(NONE)) assert.ok(message.includes(variable), message);
});

test('a half-set app is refused with the names of the variables that are missing, and no value', async () => {
  const half = { ...TOKEN, ZOOM_ACCOUNT_ID: 'canary' };
  for (const make of ['new SmsClient()', "getSmsSession('seed')"]) {
    const lines = await linesOf(half, `said(await failure(() => ${make}));`);
    assert.equal(lines.length, 1);
    const { message, fields } = JSON.parse(lines[0] ?? '');
    assert.deepEqual(fields, ['ZOOM_CLIENT_ID', 'ZOOM_CLIENT_SECRET']);
    assert.doesNotMatch(message, /canary|simulator-token/);
  }
});

test('a variable that is no credential is named, not shown', async () => {
  for (const [given, name] of /** @type {const} */ ([
    [{ ...NONE, ZOOM_TOKEN: 'Bearer canary' }, 'ZOOM_TOKEN'],
    [{ ...APP, ZOOM_CLIENT_SECRET: 'canary\n' }, 'ZOOM_CLIENT_SECRET'],
  ])) {
    const [line = ''] = await linesOf(given, 'said(await failure(() => new SmsClient()));');
    assert.deepEqual(JSON.parse(line).fields, [name]);
    assert.doesNotMatch(line, /canary/);
  }
});

test('a token that is undefined is refused: it may be that of another account', async () => {
  const program = 'said(await failure(() => new SmsClient({ token: undefined })));';
  assert.deepEqual(JSON.parse((await linesOf(TOKEN, program))[0] ?? '').fields, ['token']);
});

test('a page never reads an environment, and its error says that it needs a proxy', async () => {
  const program = 'globalThis.document = {}; said(await failure(() => new SmsClient()));';
  const { message, fields } = JSON.parse((await linesOf(TOKEN, program))[0] ?? '');
  assert.deepEqual(fields, ['token']);
  assert.match(message, /a page needs a proxy/);
  assert.doesNotMatch(message, /ZOOM_/);
});
