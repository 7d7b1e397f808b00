import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { columnsTables } from '../../scripts/lib/columns.mjs';
import {
  DOCUMENTS,
  examplesOf,
  readDocument,
  readDocuments,
  readPart,
} from '../../scripts/lib/documents.mjs';
import { importPackage, installPackage, ROOT, runProgram, startSimulator } from './support.js';

const project = await installPackage();
const { url } = await startSimulator({ fileOrigin: 'https://file.zoom.us' });
const documents = readDocuments();

// The examples are run to the letter: what they ask of Zoom, the simulator answers.
const preload = join(project, 'preload.mjs');
writeFileSync(
  preload,
  `const real = globalThis.fetch;
  globalThis.fetch = (request) => {
    const { pathname, search } = new URL(request.url);
    return real(new Request('${url}' + pathname + search, request));
  };`,
);
// An example uses a package of others: what it asks of Zoom goes to the simulator too.
const undici = join(project, 'node_modules', 'undici');
mkdirSync(undici);
writeFileSync(join(undici, 'package.json'), '{ "name": "undici", "main": "index.cjs" }');
writeFileSync(
  join(undici, 'index.cjs'),
  `const undici = require(${JSON.stringify(join(ROOT, 'node_modules', 'undici'))});
  exports.Agent = undici.Agent;
  exports.fetch = (url, init) => {
    const { pathname, search } = new URL(url);
    return undici.fetch('${url}' + pathname + search, init);
  };`,
);
symlinkSync(
  join(ROOT, 'node_modules', 'apache-arrow'),
  join(project, 'node_modules', 'apache-arrow'),
  'dir',
);
const options = {
  env: {
    ZOOM_TOKEN: 'simulator-token',
    ZOOM_ACCOUNT_ID: 'simulator-account',
    ZOOM_CLIENT_ID: 'simulator-client',
    ZOOM_CLIENT_SECRET: 'simulator-secret',
  },
  flags: ['--import', `file://${preload}`],
};

/**
 * What the examples print, by document and in its order.
 * @type {Record<string, RegExp[]>}
 */
const PRINTED = {
  'README.md': [/^$/, /^(2022-03-23T02:58:01Z welcome\n){2}$/],
  'docs/guides/accounts.md': [
    /^(?=.*^edge-200 \d+$)(?=[\s\S]*^complete through 20\d\d-\d\d-\d\dT[\d:.]+Z$)/m,
    /^edge-200 20\d\d-\d\d-\d\dT[\d:]+Z \d+$/m,
  ],
  'docs/guides/attachments.md': [
    /^(?=.*^drivetrain\.jpg image\/jpeg 418220$)(?=.*^display\.mp4 video\/mp4 2914003$)/ms,
  ],
  'docs/guides/columns.md': [/^2\n$/],
  'docs/guides/credentials.md': [/^2\n$/, /^2\n$/],
  'docs/guides/errors.md': [/^not-found 404 7013 .+\n$/],
  'docs/guides/files.md': [/^session_id,.+,recipient_owner_type\r\n(35ccd\w+,IQ-.+,user\r\n){4}$/],
  'docs/guides/histories.md': [
    /^(2022-03-23T02:58:01Z welcome\n){2}$/,
    /^(?=.*^35ccd\w+ 2\n35ccd\w+ has been read$)(?=.*^no-such-session not-found$)/ms,
  ],
  'docs/guides/pages.md': [/^to longer-than-a-month .+\n$/],
  'docs/guides/proxy.md': [/^403\n200\n$/],
  'docs/guides/requests.md': [/^2\n$/],
  'docs/guides/rows.md': [/^$/],
};

for (const path of DOCUMENTS) {
  const examples = examplesOf(path);
  const printed = PRINTED[path] ?? [];

  test(`${path} has an example for each expectation`, () => {
    assert.equal(examples.length, printed.length);
  });

  for (const [index, expected] of printed.entries()) {
    test(`example ${index + 1} of ${path} does what it says`, async () => {
      const name = `${path.replaceAll(/\W/g, '-')}-${index}.mjs`;
      assert.match(await runProgram(project, name, examples[index] ?? '', options), expected);
    });
  }
}

test("the README's export has the account's messages, each with its session", () => {
  const [head = '', ...records] = readFileSync(join(project, 'messages.csv'), 'utf8').split('\r\n');
  assert.match(head, /^session_id,message_id,date_time,/);
  assert.ok(records.length > 100);
  assert.ok(records.some((record) => record.startsWith('edge-200,')));
});

test('the README is short: the guides have the rest', () => {
  assert.ok(readDocument('README.md').split('\n').length <= 250);
});

test('every proxy address in the guides uses the default base path', () => {
  const addresses = documents.match(/https:\/\/your-server\.example[^'`\s]*/g) ?? [];
  assert.ok(addresses.length > 2);
  for (const address of addresses) {
    const rest = address.replace('https://your-server.example/zoom', '');
    assert.match(rest, /^$|^\/phone\/sms\/sessions\/\w+$/, address);
  }
});

test("the guide's proxy reports a wrong secret to its server", async () => {
  const examples = examplesOf('docs/guides/proxy.md');
  const code = examples.find((example) => example.includes('createZoomProxy')) ?? '';
  const file = join(project, 'wrong-secret.mjs');
  writeFileSync(file, code);
  const env = { ...process.env, ...options.env, ZOOM_CLIENT_SECRET: 'wrong' };
  const run = promisify(execFile)(process.execPath, [...options.flags, file], { env });
  const { stdout, stderr } = await run;
  assert.equal(stdout, '403\n500\n');
  assert.match(stderr, /AuthenticationError: Zoom refused the credentials \(invalid_client\)/);
  assert.doesNotMatch(stderr, /simulator-account|simulator-client/);
});

test('the guides mention every export', async () => {
  const entry = join(project, 'node_modules/zoom-phone-sms/proxy.js');
  /** @type {object[]} */
  const modules = [await importPackage(project), await import(pathToFileURL(entry).href)];
  const names = modules.flatMap((module) => Object.keys(module));
  assert.ok(names.includes('toCsv') && names.includes('createZoomProxy'));
  const silent = names.filter((name) => !new RegExp(`\\b${name}\\b`).test(documents));
  assert.deepEqual(silent, []);
});

test('the guides list every option of a download and of the proxy', () => {
  for (const [file, type] of [
    ['types', 'SmsDownloadOptions'],
    ['proxy/types', 'ZoomProxyOptions'],
    ['proxy/types', 'ServerToServerOAuthOptions'],
  ]) {
    const path = join(project, `node_modules/zoom-phone-sms/lib/${file}.d.ts`);
    const start = new RegExp(`^export interface ${type}\\b[^{]*\\{$`, 'm');
    const [, body = ''] = readFileSync(path, 'utf8').split(start);
    const members = [...(body.split('\n}')[0] ?? '').matchAll(/^ {2}(\w+)\??:/gm)];
    assert.ok(members.length > 4, type);
    for (const [, member] of members) assert.ok(documents.includes(`\`${member}\``), member);
  }
});

test('the guide has the table of columns as the package documents them', () => {
  for (const [part, text] of columnsTables()) assert.equal(readPart(part), text);
});

test('the guides list every error and option', () => {
  const types = readFileSync(join(project, 'node_modules/zoom-phone-sms/wasm/types.d.ts'), 'utf8');
  const membersOf = (/** @type {string} */ name) => {
    const start = new RegExp(`^export interface ${name}\\b.* \\{$`, 'm');
    const body = types.split(start)[1]?.split('\n}')[0] ?? '';
    return [...body.matchAll(/^ {4}(\w+)\??:/gm)].map(([, member]) => member ?? '');
  };
  const options = [
    ...['SmsClientOptions', 'SmsSessionQuery', 'SmsCallOptions'],
    ...['SmsHistoryRange', 'SmsRunOptions', 'SmsHistoriesOptions'],
    ...['SmsRowOptions', 'SmsSessionOption', 'SmsCsvForm'],
  ];
  for (const name of ['SmsProgress', 'SmsRateLimitReport']) {
    const members = membersOf(name);
    assert.ok(members.length > 0, name);
    assert.ok(documents.includes(`{ ${members.join(', ')} }`), name);
  }
  for (const name of options) {
    const members = membersOf(name);
    assert.ok(members.length > 0, name);
    for (const member of members) assert.ok(documents.includes(`\`${member}\``), member);
  }
  const kinds = types.match(/export type SmsErrorKind = (.*);/)?.[1]?.match(/[\w-]+/g) ?? [];
  assert.equal(kinds.length, 15);
  for (const kind of kinds) assert.ok(documents.includes(`| \`${kind}\` |`), kind);
});
