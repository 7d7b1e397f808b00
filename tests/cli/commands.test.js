import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Failure, failureOf } from '../../cli/lib/failure.js';
import { serve } from '../../simulator/serve.js';
import { ended, installCli, OAUTH, ROOT, scratch, TOKEN } from './support.js';

const { begin, cli, project } = await installCli();
const folder = scratch();
const saved = readFileSync(join(ROOT, 'tests/data/sms-session.sample.json'));
const zoom = await serve();
after(() => zoom.close());
const there = ['--base-url', `${zoom.url}/v2`, '--rate', '1000'];

test('the help lists the commands, the credentials and the exit codes, and loads no wasm', async () => {
  const { code, stdout } = await cli(['--help'], {
    env: { NODE_OPTIONS: `--import ${spy()}` },
  });
  assert.equal(code, 0);
  for (const word of ['export', 'flatten', 'doctor', 'ZOOM_CLIENT_SECRET', '130'])
    assert.ok(stdout.includes(word), word);
  assert.match(stdout, /WebAssembly\.Module: 0$/m);
});

/** A module that counts what is compiled. */
function spy() {
  const file = join(folder, 'spy.mjs');
  writeFileSync(
    file,
    `let count = 0;
    const { Module } = WebAssembly;
    WebAssembly.Module = new Proxy(Module, { construct: (...args) => { count += 1; return Reflect.construct(...args); } });
    process.on('exit', () => console.log('WebAssembly.Module: ' + count));`,
  );
  return file;
}

test('the help loads the declarations of the commands, and nothing that only a command needs', async () => {
  const list = join(folder, 'loaded');
  const hooks = join(folder, 'hooks.mjs');
  const register = join(folder, 'register.mjs');
  writeFileSync(
    hooks,
    `import { appendFileSync } from 'node:fs';
    export function load(url, context, next) {
      appendFileSync(${JSON.stringify(list)}, url + '\\n');
      return next(url, context);
    }`,
  );
  writeFileSync(
    register,
    `import { register } from 'node:module';\nregister(${JSON.stringify(pathToFileURL(hooks).href)});`,
  );
  await cli(['--help'], { env: { NODE_OPTIONS: `--import ${register}` } });
  const loaded = readFileSync(list, 'utf8').split('\n');
  const own = loaded.flatMap((url) => /zoom-phone-sms-cli\/lib\/(.+)\.js$/.exec(url)?.[1] ?? []);
  assert.deepEqual(own.sort(), ['failure', 'flags', 'formats', 'output', 'program', 'run']);
  assert.ok(!loaded.some((url) => /node_modules\/zoom-phone-sms\//.test(url)));
  assert.deepEqual(
    ['node:os', 'node:crypto', 'node:http'].filter((name) => loaded.includes(name)),
    [],
  );
});

test('wrong usage is exit code 2, and says what is right', async () => {
  for (const [args, message] of /** @type {[string[], RegExp][]} */ ([
    [['expert'], /unknown command 'expert'/],
    [['messages'], /missing required argument 'session'/],
    [['messages', 'x', '--sinc', '90d'], /Did you mean --since\?/],
    [['messages', 'x', '--format', 'xml'], /It must be one of ndjson, csv, json/],
    [['messages', 'x', '--since', 'yesterday'], /2024-01-31/],
    [['messages', 'x', '--rate', 'gold'], /such as pro:medium/],
    [['messages', 'x'], /There are no credentials\. Set ZOOM_ACCOUNT_ID/],
    [['export', '--since', '90d'], /--out/],
    [
      ['export', '-o', 'x', '--since', '9d', '-f', 'csv', '--messages'],
      /--messages needs the format ndjson or json/,
    ],
    [['completion', 'tcsh'], /bash, zsh and fish/],
    ...['9999999', '99999999999999999999', '-1', '1.5', '1e3', 'often'].map(
      (text) =>
        /** @type {[string[], RegExp]} */ ([
          ['export', '-o', 'x', '--since', '9d', `--save-every=${text}`],
          /--save-every.* It must be a whole number of seconds from 0 to 86400\./,
        ]),
    ),
  ])) {
    const { code, stdout, stderr } = await cli(args);
    assert.equal(code, 2, args.join(' '));
    assert.match(stderr, message);
    assert.equal(stdout, '');
  }
});

test('a flag comes before the environment, the environment before its file, and that before the settings', async () => {
  const file = join(folder, 'some.env');
  writeFileSync(file, 'ZOOM_TOKEN=simulator-token\nZOOM_PHONE_SMS_LIMIT=3\n');
  const settings = join(folder, 'zoom-phone-sms');
  mkdirSync(settings);
  writeFileSync(join(settings, 'config.json'), '{ "limit": 4, "rate": "1000", "quiet": true }');
  const args = ['messages', 'history-100', '--base-url', `${zoom.url}/v2`, '--since', '300d'];
  const lines = async (/** @type {string[]} */ more, /** @type {Record<string, string>} */ env) => {
    const { stdout, stderr, code } = await cli([...args, ...more], {
      env: { XDG_CONFIG_HOME: folder, ...env },
    });
    assert.equal(code, 0, stderr);
    return stdout.trim().split('\n').length;
  };
  assert.equal(await lines([], TOKEN), 4);
  assert.equal(await lines(['--env-file', file], {}), 3);
  assert.equal(await lines(['--env-file', file], { ZOOM_PHONE_SMS_LIMIT: '2' }), 2);
  assert.equal(await lines(['--env-file', file, '--limit', '1'], { ZOOM_PHONE_SMS_LIMIT: '2' }), 1);
  const wrong = await cli(args, { env: { ...TOKEN, ZOOM_PHONE_SMS_QUIET: 'maybe' } });
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /ZOOM_PHONE_SMS_QUIET: It must be 1 or 0/);
  writeFileSync(join(settings, 'config.json'), '{ "zoom_token": "canary" }');
  const secret = await cli(args, { env: { ...TOKEN, XDG_CONFIG_HOME: folder } });
  assert.equal(secret.code, 2);
  assert.match(secret.stderr, /Credentials belong in the environment/);
  assert.doesNotMatch(secret.stderr, /canary/);
});

test('the settings name a file of variables, from their own folder; an option and a variable come before it', async () => {
  const config = join(folder, 'with-env-file');
  mkdirSync(join(config, 'zoom-phone-sms', 'keys'), { recursive: true });
  const settings = join(config, 'zoom-phone-sms', 'config.json');
  const limited = (/** @type {number} */ limit) =>
    `ZOOM_TOKEN=simulator-token\nZOOM_PHONE_SMS_LIMIT=${limit}\nZOOM_PHONE_SMS_ENV_FILE=none\n`;
  writeFileSync(join(config, 'zoom-phone-sms', 'keys', 'zoom.env'), limited(5));
  writeFileSync(join(folder, 'other.env'), limited(6));
  const args = ['messages', 'history-100', ...there, '--since', '300d', '-q'];
  const run = (/** @type {string[]} */ more, env = {}) =>
    cli([...args, ...more], { env: { XDG_CONFIG_HOME: config, ...env }, cwd: folder });
  const lines = async (/** @type {string[]} */ more, env = {}) => {
    const { stdout, stderr, code } = await run(more, env);
    assert.equal(code, 0, stderr);
    return stdout.trim().split('\n').length;
  };
  for (const file of ['keys/zoom.env', join(config, 'zoom-phone-sms', 'keys', 'zoom.env')]) {
    writeFileSync(settings, JSON.stringify({ 'env-file': file }));
    assert.equal(await lines([]), 5);
  }
  assert.equal(await lines(['--env-file', 'other.env']), 6);
  assert.equal(await lines([], { ZOOM_PHONE_SMS_ENV_FILE: 'other.env' }), 6);
  writeFileSync(settings, '{ "env-file": "none.env" }');
  const { code, stderr } = await run([]);
  assert.equal(code, 2);
  assert.ok(stderr.includes(`The "env-file" of ${settings} cannot be read (ENOENT): `), stderr);
});

test('messages of a session come as rows, or as they were sent, without links to files', async () => {
  const args = ['messages', 'demo', ...there];
  const { code, stdout, stderr } = await cli(args, { env: TOKEN });
  assert.equal(code, 0, stderr);
  assert.equal(stderr, '');
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(rows.length, 40);
  assert.equal(rows[0].session_id, 'demo');
  const sent = await cli([...args, '--messages'], { env: TOKEN });
  assert.match(sent.stdout, /"attachments":\[/);
  assert.doesNotMatch(sent.stdout, /download_url/);
  const linked = await cli([...args, '--messages', '--links'], { env: TOKEN });
  assert.match(linked.stdout, /download_url/);
  const csv = await cli([...args, '-f', 'csv', '--grain', 'attachment', '--excel'], { env: TOKEN });
  assert.match(csv.stdout, /^\ufeffsession_id,/);
  assert.doesNotMatch(csv.stdout, /https?:/);
  const json = await cli([...args, '-f', 'json'], { env: TOKEN });
  assert.deepEqual(JSON.parse(json.stdout), rows);
});

test('the sessions of the account are printed, and an export reads them from stdin', async () => {
  const args = ['--since', '30d', ...there];
  const { code, stdout, stderr } = await cli(['sessions', ...args], { env: TOKEN });
  assert.equal(code, 0, stderr);
  const ids = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).session_id);
  assert.ok(ids.includes('demo') && ids.length > 3);
  assert.equal(new Set(ids).size, ids.length);
  const one = stdout.split('\n').filter((line) => line.includes('"demo"'));
  const exported = await cli(['export', '-', '-o', '-', ...args], {
    env: TOKEN,
    input: one.join('\n'),
  });
  assert.equal(exported.stdout.trim().split('\n').length, 40);
});

test('failures have their exit codes', async () => {
  const code = async (/** @type {string} */ session, env = TOKEN) => {
    const ended = await cli(['messages', session, ...there], { env });
    assert.match(ended.stderr, /^error: .+\n$/s, session);
    assert.doesNotMatch(ended.stderr, /simulator-token|at file:/);
    return ended.code;
  };
  assert.equal(await code('no-such-session'), 3);
  assert.equal(await code('error-scope'), 4);
  assert.equal(await code('demo', { ZOOM_TOKEN: 'simulator-token-expired' }), 4);
  assert.equal(await code('error-429-daily'), 5);
  assert.equal(await code('wrong-type'), 1);
});

test('credentials of an app get their own token', async () => {
  const args = ['messages', 'demo', ...there, '--token-url', `${zoom.url}/oauth/token`];
  const { code, stderr } = await cli(args, { env: OAUTH });
  assert.equal(code, 0, stderr);
  const wrong = await cli(args, { env: { ...OAUTH, ZOOM_CLIENT_SECRET: 'canary' } });
  assert.equal(wrong.code, 4);
  assert.doesNotMatch(wrong.stderr, /canary|simulator-client/);
  const partly = await cli(args, { env: { ZOOM_ACCOUNT_ID: 'simulator-account' } });
  assert.match(partly.stderr, /Set ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET too/);
});

test('-v shows each request without secrets', async () => {
  const { stderr } = await cli(
    ['messages', 'history-365', ...there, '-v', '-v', '--since', '60d'],
    {
      env: TOKEN,
    },
  );
  assert.match(
    stderr,
    /^GET 127\.0\.0\.1:\d+\/v2\/phone\/sms\/sessions\/history-365\?from=.+ 200 \d+ ms$/m,
  );
  assert.match(stderr, /x-ratelimit-/);
  assert.doesNotMatch(stderr, /simulator-token|Bearer/i);
});

test('a closed stdout is a normal end', async () => {
  const child = begin(['messages', 'history-20000', ...there, '--since', '360d'], { env: TOKEN });
  child.stdout.once('data', () => child.stdout.destroy());
  const { code, stderr } = await ended(child);
  assert.deepEqual([code, stderr], [0, '']);
});

test('Ctrl-C and SIGTERM have their exit codes', async () => {
  for (const [signal, expected] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])) {
    const child = begin(['messages', 'slow-headers', ...there], { env: TOKEN });
    const end = ended(child);
    await waitFor(() => zoom.simulator.requests.at(-1)?.path.endsWith('slow-headers') === true);
    child.kill(signal);
    const { code, stderr } = await end;
    assert.equal(code, expected);
    assert.equal(stderr, 'Stopped.\n');
    await cli(['messages', 'empty', ...there], { env: TOKEN });
  }
});

/** @param {() => boolean} isTrue */
async function waitFor(isTrue) {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 10));
}

test('saved responses become rows: files, gzip, stdin, lines', async () => {
  const plain = join(folder, 'page.json');
  const zipped = join(folder, 'page.json.gz');
  const lines = join(folder, 'pages.ndjson');
  writeFileSync(plain, saved);
  writeFileSync(zipped, gzipSync(saved));
  writeFileSync(lines, `${JSON.stringify(JSON.parse(`${saved}`))}\n`.repeat(3));
  const two = (await cli(['flatten', plain])).stdout;
  assert.equal(two.trim().split('\n').length, 2);
  assert.equal((await cli(['flatten', zipped])).stdout, two);
  assert.equal((await cli(['flatten', '-'], { input: saved })).stdout, two);
  assert.equal((await cli(['flatten', '-'], { input: gzipSync(saved) })).stdout, two);
  assert.equal((await cli(['flatten', lines])).stdout, two.repeat(3));
  const out = join(folder, 'rows.csv');
  const written = await cli(['flatten', plain, zipped, '-o', out, '--session', 'abc']);
  assert.equal(written.code, 0, written.stderr);
  assert.equal(readFileSync(out, 'utf8').match(/^abc,/gm)?.length, 4);
  const again = await cli(['messages', 'demo', ...there, '--messages'], { env: TOKEN });
  const sent = join(folder, 'sent.ndjson');
  writeFileSync(sent, again.stdout);
  const rows = await cli(['messages', 'demo', ...there], { env: TOKEN });
  assert.equal((await cli(['flatten', sent])).stdout, rows.stdout);
});

test('a saved response that is wrong is named, and leaves no file', async () => {
  const broken = join(folder, 'broken.json');
  const out = join(folder, 'broken.csv');
  writeFileSync(broken, `${saved}`.slice(0, 200));
  const { code, stderr } = await cli(['flatten', broken, '-o', out]);
  assert.equal(code, 1);
  assert.ok(stderr.includes(broken));
  assert.throws(() => readFileSync(out), { code: 'ENOENT' });
  const missing = await cli(['flatten', join(folder, 'none.json')]);
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /there is no such file/);
});

test('a range is checked and planned without a request', async () => {
  const right = await cli(['validate', '--from', '2024-01-31', '--to', '2024-02-29']);
  assert.equal(right.code, 0);
  const wrong = await cli(['validate', '--from', '2024-01-31', '--to', '2024-03-01']);
  assert.equal(wrong.code, 2);
  assert.match(wrong.stdout, /month/);
  const { ok } = JSON.parse((await cli(['validate', '--from', 'x', '--to', 'y', '--json'])).stdout);
  assert.equal(ok, false);
  const plan = await cli(['plan', '--since', '2024-01-01', '--until', '2024-12-31']);
  assert.equal(plan.stdout.trim().split('\n').length, 13);
  assert.match(plan.stderr, /At least 13 requests a session/);
});

test('the doctor says what is wrong and what to do', async () => {
  const well = await cli(['doctor', ...there], { env: TOKEN });
  assert.equal(well.code, 0, well.stdout);
  for (const check of ['node', 'credentials', 'proxy', 'scopes', 'clock', 'limits'])
    assert.match(well.stdout, new RegExp(`^(ok|note) +${check}: `, 'm'));
  const ill = await cli(['doctor', ...there], {
    env: { ZOOM_TOKEN: 'simulator-token-no-scope', HTTPS_PROXY: 'http://proxy.example' },
  });
  assert.equal(ill.code, 4);
  assert.match(ill.stdout, /^note +proxy: HTTPS_PROXY is set, but Node does not use it: /m);
  assert.match(ill.stdout, /^failed zoom: .*scope/m);
  const none = await cli(['doctor', '--json']);
  assert.equal(none.code, 2);
  assert.equal(JSON.parse(none.stdout)[1].state, 'failed');
});

test('the doctor says of a token and its scopes what Zoom has shown, and nothing before', async () => {
  const saysOf = async (
    /** @type {string[]} */ where,
    /** @type {Record<string, string>} */ env,
  ) => {
    const { stdout } = await cli(['doctor', '--json', ...where], { env });
    /** @type {{ check: string, state: string, says: string }[]} */
    const findings = JSON.parse(stdout);
    return findings
      .filter(({ check }) => check === 'token' || check === 'scopes')
      .map(({ check, state, says }) => `${state} ${check}: ${says}`);
  };
  const scopes = [
    "ok scopes: the account's sessions can be listed",
    'ok scopes: messages can be read',
  ];
  assert.deepEqual(await saysOf(there, TOKEN), ['ok token: accepted', ...scopes]);
  const oauth = ['--token-url', `${zoom.url}/oauth/token`];
  assert.deepEqual(await saysOf([...there, ...oauth], OAUTH), [
    'ok token: issued for the credentials',
    ...scopes,
  ]);
  const nowhere = ['--base-url', 'http://127.0.0.1:1/v2'];
  assert.deepEqual(await saysOf(nowhere, TOKEN), []);
  assert.deepEqual(await saysOf(there, { ZOOM_TOKEN: 'simulator-token-expired' }), []);
});

test('a place that cannot be written is exit code 6, and says what to do', async () => {
  const page = join(folder, 'to-write.json');
  writeFileSync(page, saved);
  mkdirSync(join(folder, 'a-folder.csv'));
  for (const [out, message] of /** @type {const} */ ([
    [join(page, 'rows.csv'), /A file is in the way\. Choose another place, then run/],
    [join(folder, 'none', 'rows.csv'), /A folder is missing\. Make it or choose another place/],
    [join(folder, 'a-folder.csv'), /A folder is in the way\. Choose another place/],
    [join(folder, `${'x'.repeat(300)}.csv`), /The path is too long\. Choose a shorter one/],
  ])) {
    const { code, stderr } = await cli(['flatten', page, '-o', out]);
    assert.equal(code, 6, stderr);
    assert.match(stderr, message);
    // An export makes folders that are missing.
    if (out.includes('none')) continue;
    const args = ['export', '-f', 'csv', '-o', out, '--since', '9d', ...there];
    const exported = await cli(args, { env: TOKEN });
    assert.equal(exported.code, 6, exported.stderr);
    assert.match(exported.stderr, /^error: .+ Choose /);
  }
});

test('every error of a disk is exit code 6 with a sentence; others are not', () => {
  const errorOf = (/** @type {string} */ code, more = {}) =>
    Object.assign(new Error(`${code}: as the system says it`), { code, errno: -1, ...more });
  for (const code of ['EEXIST', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'EROFS', 'ENOSPC'])
    assertDisk(errorOf(code));
  for (const code of ['EDQUOT', 'ENAMETOOLONG', 'ENOENT', 'ELOOP', 'EFBIG', 'EIO', 'ESTALE'])
    assertDisk(errorOf(code));
  for (const code of ['EXDEV', 'ENOTEMPTY', 'EINVAL', 'UNKNOWN'])
    assertDisk(errorOf(code, { path: '/place' }));
  for (const error of [errorOf('ECONNRESET'), errorOf('toString'), new TypeError('x')])
    assert.equal(failureOf(error), error);
});

/** @param {Error} error */
function assertDisk(error) {
  const failure = failureOf(error);
  assert.ok(failure instanceof Failure, error.message);
  assert.equal(failure.exitCode, 6);
  assert.match(failure.message, /^[A-Z].+\. .+, then run the same command again/);
}

test('the simulator runs from the package', async () => {
  const child = begin(['simulator', '--port', '0']);
  try {
    const text = await new Promise((resolve) => child.stdout.once('data', resolve));
    const [, url] = /simulator: (http:\S+)\/v2/.exec(String(text)) ?? [];
    const args = ['messages', 'demo', '--base-url', `${url}/v2`];
    const { stdout } = await cli(args, { env: TOKEN });
    assert.equal(stdout.trim().split('\n').length, 40);
  } finally {
    child.kill('SIGINT');
  }
  const { code } = await ended(child);
  assert.equal(code, 130);
});

test('the completion scripts know every command and option', async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { stdout, code } = await cli(['completion', shell]);
    assert.equal(code, 0);
    for (const word of ['flatten', 'concurrency', 'restart'])
      assert.ok(stdout.includes(word), shell);
  }
});

test('the packed package has what it needs, and no trace of the machine', async () => {
  const { dependencies, license, bin } = JSON.parse(
    readFileSync(join(project, 'node_modules/zoom-phone-sms-cli/package.json'), 'utf8'),
  );
  const root = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const library = JSON.parse(readFileSync(join(ROOT, 'pkg/package.json'), 'utf8'));
  for (const [name, version] of Object.entries(dependencies)) {
    const expected = name === 'zoom-phone-sms' ? library.version : root.devDependencies[name];
    assert.equal(version, expected, name);
  }
  const notices = readFileSync(
    join(project, 'node_modules/zoom-phone-sms-cli/THIRD-PARTY-NOTICES.md'),
    'utf8',
  );
  for (const name of ['lit-html', 'd3-array', 'serde']) assert.ok(notices.includes(name), name);
  assert.doesNotMatch(notices, /\/(home|root|Users|work)\/\w/);
  assert.deepEqual(Object.keys(bin), ['zoom-phone-sms']);
  assert.equal(license, 'MIT OR Apache-2.0');
});

test('the dashboard is served to this machine only, with the simulator if there are no credentials', async () => {
  const child = begin(['dashboard', '--port', '0']);
  try {
    const text = await new Promise((resolve) => child.stdout.once('data', resolve));
    const url = String(text).trim();
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/$/);
    const page = await (await fetch(url)).text();
    const [, script] = /<script type="module" [^>]*src="\.?(\/[^"]+)"/.exec(page) ?? [];
    const asset = await fetch(new URL(`${script}`, url));
    assert.equal(asset.headers.get('content-type'), 'text/javascript; charset=utf-8');
    assert.match((await (await fetch(`${url}dashboard.json`)).json()).source, /simulator/);
    const messages = await fetch(`${url}zoom/v2/phone/sms/sessions/demo`);
    assert.equal(messages.status, 200);
    assert.equal((await fetch(`${url}..%2fserver.js`)).status, 404);
    const { port } = new URL(url);
    const { request } = await import('node:http');
    const foreign = await new Promise((resolve) => {
      const headers = { host: 'elsewhere.example' };
      request({ port, host: '127.0.0.1', headers }, ({ statusCode }) => resolve(statusCode)).end();
    });
    assert.equal(foreign, 403);
  } finally {
    child.kill('SIGINT');
  }
  assert.equal((await ended(child)).code, 130);
});

test('a dashboard whose port is taken ends with a message', async () => {
  const taken = createServer();
  taken.listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (taken.address());
  const { code, stderr } = await cli(['dashboard', '--port', `${port}`]);
  taken.close();
  assert.equal(code, 2);
  assert.match(stderr, /Choose another with --port/);
  assert.equal((await cli(['dashboard', '--port', '70000'])).code, 2);
});
