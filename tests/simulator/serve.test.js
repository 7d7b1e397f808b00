import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from '../../simulator/serve.js';
import { NOW } from './support.js';

const SCRIPT = fileURLToPath(new URL('../../simulator/serve.js', import.meta.url));
const INIT = { headers: { authorization: 'Bearer simulator-token' } };

/**
 * A simulator on a free port, gone after the test.
 * @param {import('node:test').TestContext} t
 * @param {Parameters<typeof serve>[0]} [options]
 */
async function start(t, options) {
  const running = await serve(options);
  t.after(() => running.close());
  return { ...running, sessions: `${running.url}/v2/phone/sms/sessions` };
}

/** @param {string[]} args */
async function runCommand(...args) {
  const child = spawn(process.execPath, [SCRIPT, ...args]);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, out, err };
}

/**
 * What a command has printed when it has printed this.
 * @param {import('node:stream').Readable} output
 * @param {RegExp} last
 */
async function printed(output, last) {
  let text = '';
  for (output.setEncoding('utf8'); !last.test(text); ) text += (await once(output, 'data'))[0];
  return text;
}

test('a served simulator answers on a real port', async (t) => {
  const { url, sessions, simulator } = await start(t);
  assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
  const response = await fetch(`${sessions}/odd%2Fid%20%3F%23%25%E2%9C%93?page_size=100`, INIT);
  assert.equal(response.status, 200);
  assert.deepEqual((await response.json()).sms_histories, simulator.groundTruth('odd/id ?#%✓'));
  assert.equal(simulator.requests.at(-1)?.authorized, true);
});

test('download URLs of a served simulator lead to it', async (t) => {
  const { simulator } = await start(t);
  const message = simulator.groundTruth('demo').find((m) => m.attachments?.length);
  const [file] = message?.attachments ?? [];
  assert.ok(file);
  const response = await fetch(file.download_url);
  assert.equal((await response.arrayBuffer()).byteLength, file.size);
});

test('the token endpoint of a served simulator names its address', async (t) => {
  const { url, sessions } = await start(t);
  const body = 'grant_type=account_credentials&account_id=simulator-account';
  const authorization = `Basic ${btoa('simulator-client:simulator-secret')}`;
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
  const response = await fetch(`${url}/oauth/token`, { method: 'POST', body, headers });
  const { access_token, api_url } = await response.json();
  assert.equal(api_url, url);
  const init = { headers: { authorization: `Bearer ${access_token}` } };
  assert.equal((await fetch(`${sessions}/demo`, init)).status, 200);
});

test('a client that follows the redirect on the same origin leaks its token, and is recorded', async (t) => {
  const { sessions, simulator } = await start(t);
  await fetch(`${sessions}/redirect`, INIT);
  assert.deepEqual(simulator.leaks, { requests: 1, authorized: 1 });
});

test('a broken body breaks the connection, not the server', async (t) => {
  const { sessions } = await start(t);
  const response = await fetch(`${sessions}/broken`, INIT);
  assert.equal(response.status, 200);
  await assert.rejects(response.text());
  assert.equal((await fetch(`${sessions}/demo`, INIT)).status, 200);
});

test("a malformed chunk puts the messages' text into the client's own error", async (t) => {
  const { sessions, simulator } = await start(t);
  const [, , third] = simulator.groundTruth('demo');
  const response = await fetch(`${sessions}/malformed-chunk`, INIT);
  assert.equal(response.status, 200);
  await assert.rejects(response.text(), ({ cause }) => {
    assert.deepEqual([cause.name, cause.code], ['HTTPParserError', 'HPE_INVALID_CHUNK_SIZE']);
    assert.ok(third?.message && cause.data.includes(third.message), cause.data);
    return true;
  });
  assert.equal((await fetch(`${sessions}/demo`, INIT)).status, 200);
});

test('a connection can be cut before, inside and after the body, and the server stays', async (t) => {
  const { sessions, simulator } = await start(t);
  simulator.set({ faults: [{ kind: 'cut-before', times: 1 }] });
  await assert.rejects(fetch(`${sessions}/demo`, INIT), TypeError);
  for (const kind of /** @type {const} */ (['cut-inside', 'cut-after'])) {
    simulator.set({ faults: [{ kind, times: 1 }] });
    const response = await fetch(`${sessions}/demo`, INIT);
    assert.equal(response.status, 200);
    await assert.rejects(response.text());
  }
  assert.equal((await fetch(`${sessions}/demo`, INIT)).status, 200);
  assert.deepEqual(
    simulator.requests.map(({ fault }) => fault),
    ['cut-before', 'cut-inside', 'cut-after', null],
  );
});

test('the switches can be turned over HTTP', async (t) => {
  const { url, sessions } = await start(t);
  const body = JSON.stringify({ faults: [{ kind: '425' }] });
  assert.equal((await fetch(`${url}/control`, { method: 'PUT', body })).status, 200);
  assert.equal((await fetch(`${sessions}/demo`, INIT)).status, 425);
  await fetch(`${url}/control`, { method: 'DELETE' });
  assert.equal((await fetch(`${sessions}/demo`, INIT)).status, 200);
});

test('every switch has a flag', async (t) => {
  const args = [
    ['--token-lifetime-s', '5'],
    ['--slow-ms', '7'],
    ['--latency-ms', '1-20'],
    ['--rate-limit', 'business/medium/sliding'],
    ['--concurrency', '3'],
    ['--rate-limit-headers', 'type-only'],
    ['--faults', '500=0.25,times=2;503-iso,after=1,retryAfterS=4,on=list,share=0.5'],
    ['--page-token-lifetime-ms', '60000'],
    ['--page-tokens', 'repeat'],
    ['--page-token-place', 'offset'],
    ['--empty-pages', '0.5'],
    ['--duplicates', '1'],
    ['--late-messages', '3,2,2024-02-29T00:00:00Z'],
    ['--deleted-messages', '5,1,newest,2'],
    ['--download-lifetime-s', '4'],
    ['--download-fault', 'html'],
    ['--account', 'sessions=5,messages=50,deleted=0.2'],
    ['--visible-after-ms', '3-4'],
    ['--listed-after-ms', '6'],
    ['--filter-meaning', 'last'],
    ['--session-order', 'shuffled'],
    ['--list-place', 'offset'],
    ['--short-pages', '0.2'],
    ['--sync-depth-days', '30'],
    ['--sync-token-lifetime-s', '6'],
    ['--date-header-ms=-5'],
    ['--range-ends', '[)'],
    ['--bare-to', 'midnight'],
    ['--month-end', 'excluded'],
    ['--long-range', 'refuse'],
    ['--default-sort', '2'],
    ['--download', 'jwt-and-bearer'],
    ['--user-list-label', 'heavy'],
    ['--future-to', 'refused'],
    ['--sync-token-status', '404'],
  ];
  const child = spawn(process.execPath, [SCRIPT, '--port', '0', ...args.flat()]);
  t.after(() => child.kill());
  const text = await printed(child.stdout, /^Stop with/m);
  const [, url = ''] = /^Zoom Phone SMS simulator: (\S+)\/v2\n/.exec(text) ?? [];
  assert.deepEqual(await (await fetch(`${url}/control`)).json(), {
    tokenLifetimeS: 5,
    slowMs: 7,
    latencyMs: { min: 1, max: 20 },
    rateLimit: { plan: 'business', label: 'medium', window: 'sliding', concurrency: 3 },
    rateLimitHeaders: 'type-only',
    faults: [
      { kind: '500', probability: 0.25, times: 2 },
      { kind: '503-iso', probability: 1, after: 1, retryAfterS: 4, on: 'list', share: 0.5 },
    ],
    pageTokenLifetimeMs: 60_000,
    pageTokens: 'repeat',
    pageTokenPlace: 'offset',
    emptyPages: 0.5,
    duplicates: 1,
    lateMessages: { count: 3, after: 2, at: '2024-02-29T00:00:00Z' },
    deletedMessages: { count: 5, after: 1, at: 'newest', every: 2 },
    downloadLifetimeS: 4,
    downloadFault: 'html',
    account: { sessions: 5, messages: 50, deleted: 0.2 },
    visibleAfterMs: { min: 3, max: 4 },
    listedAfterMs: 6,
    filterMeaning: 'last',
    sessionOrder: 'shuffled',
    listPlace: 'offset',
    shortPages: 0.2,
    syncDepthDays: 30,
    syncTokenLifetimeS: 6,
    dateHeaderMs: -5,
    rangeEnds: '[)',
    bareTo: 'midnight',
    monthEnd: 'excluded',
    longRange: 'refuse',
    defaultSort: 2,
    download: 'jwt-and-bearer',
    userListLabel: 'heavy',
    futureTo: 'refused',
    syncTokenStatus: 404,
  });
});

test("the Date header is the real clock's, unless a switch says otherwise", async (t) => {
  const { url, simulator } = await start(t, { now: () => NOW });
  const date = async () => Date.parse((await fetch(`${url}/v2`)).headers.get('date') ?? '');
  assert.ok((await date()) > NOW);
  simulator.set({ dateHeaderMs: -1_000 });
  assert.equal(await date(), NOW - 1_000);
});

test('clients of slow responses can disconnect', async (t) => {
  const { sessions } = await start(t);
  for (const id of ['slow', 'slow-headers']) {
    const init = { ...INIT, signal: AbortSignal.timeout(100) };
    await assert.rejects(async () => (await fetch(`${sessions}/${id}`, init)).text());
  }
  assert.equal((await fetch(`${sessions}/demo`, INIT)).status, 200);
});

test('close does not wait for slow responses', { timeout: 60_000 }, async () => {
  // This one would be waited for until the test is given up.
  const { url, close } = await serve({ sleep: () => new Promise(() => {}) });
  const response = await fetch(`${url}/v2/phone/sms/sessions/slow`, INIT);
  const text = assert.rejects(response.text());
  await close();
  await text;
});

test('options of the simulator pass through, and a wrong one leaves no server behind', async (t) => {
  const { sessions } = await start(t, { rateLimit: { perDay: 1 } });
  assert.equal((await fetch(`${sessions}/demo`, INIT)).status, 200);
  assert.equal((await fetch(`${sessions}/demo`, INIT)).status, 429);
  await assert.rejects(serve(/** @type {{}} */ ({ perDay: 1 })), /no option 'perDay'/);
});

test('the command prints its address, a call with a token and its sessions', async () => {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    const child = spawn(process.execPath, [SCRIPT, '--port', '0', '--seed', '3']);
    const text = await printed(child.stdout, /^Stop with/m);
    const [, url = ''] = /^Zoom Phone SMS simulator: (\S+)\/v2\n/.exec(text) ?? [];
    assert.match(text, /curl -H 'Authorization: Bearer simulator-token' http\S+\/sessions\/demo\n/);
    assert.match(text, /history-<n>/);
    assert.match(text, /error-429-daily/);
    assert.equal((await fetch(`${url}/v2/phone/sms/sessions/demo`, INIT)).status, 200);
    child.kill(signal);
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  }
});

test('--help says how to use the command', async () => {
  const { code, out, err } = await runCommand('--help');
  assert.equal(code, 0);
  assert.match(out, /^Usage: node simulator\/serve\.js \[options\]\n/);
  assert.match(out, /--port <number>.*default 8787/);
  assert.equal(err, '');
});

for (const [args, sentence] of /** @type {[string[], RegExp][]} */ ([
  [['--prot', '1'], /^simulator: Unknown option '--prot'; --help lists the options\.\n$/],
  [['serve'], /^simulator: Unexpected argument 'serve'.*; --help lists the options\.\n$/],
  [['--port'], /^simulator: .*--port.*argument missing; --help lists the options\.\n$/],
  [
    ['--port', 'http'],
    /^simulator: --port must be a whole number from 0 to 65535, not 'http'\.\n$/,
  ],
  [['--port', '65536'], /^simulator: --port must be .* not '65536'\.\n$/],
  [
    ['--rate-limit', 'free/light'],
    /^simulator: --rate-limit must be <plan>.*, not 'free\/light'\.\n$/,
  ],
  [['--faults', '500=2'], /^simulator: --faults must be <kind>.*, not '500=2'\.\n$/],
  [
    ['--rate-limit', 'pro/heavy', '--per-day', '3'],
    /^simulator: Use either --rate-limit, or --per-second and --per-day\.\n$/,
  ],
  [['--per-second', '0'], /^simulator: --per-second must be .* not '0'\.\n$/],
])) {
  test(`${args.join(' ')} is answered with one clear sentence and exit code 2`, async () => {
    const { code, out, err } = await runCommand(...args);
    assert.match(err, sentence);
    assert.deepEqual({ code, out }, { code: 2, out: '' });
  });
}

test('a taken port is answered with one clear sentence and exit code 1', async (t) => {
  const { url } = await start(t);
  const { port } = new URL(url);
  const { code, err } = await runCommand('--port', port);
  assert.equal(code, 1);
  assert.equal(
    err,
    `simulator: port ${port} is in use; choose another with --port, or any free port with --port 0.\n`,
  );
});

test('an address that this machine lacks is answered with one clear sentence', async () => {
  const { code, err } = await runCommand('--host', '192.0.2.1', '--port', '0');
  assert.equal(code, 1);
  assert.match(err, /^simulator: this machine has no address '192\.0\.2\.1'\.\n$/);
});
