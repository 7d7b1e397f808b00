// Exports that are killed at every moment of their work on the disk, and the mistakes that this must find.

import './crash.js';
import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { contentOf } from './contents.js';
import { killedAt } from './crash.js';
import { installCli, scratch, serveAccount, TOKEN } from './support.js';

const { project } = await installCli();
const own = join(project, 'node_modules', 'zoom-phone-sms-cli');
const folder = scratch();
// Few messages in several months: each is a commit, and so a file for most formats.
const account = { sessions: 3, messages: 30, days: 70 };
const zoom = await serveAccount({ account });
zoom.catchUp();

/** Every so many operations one is tried in `npm test`; 1 tries all. */
const { CRASH_STRIDE = '9' } = process.env;
const STRIDE = Number(CRASH_STRIDE);

/** @typedef {typeof import('../../cli/lib/export/to-files.js')} Module */

/** @param {string} lib */
async function exporter(lib) {
  /** @type {Module} */
  const { exportToFiles } = await import(pathToFileURL(join(lib, 'export', 'to-files.js')).href);
  /** @param {string} out @param {string} format @param {object} [more] */
  return async (out, format, more = {}) => {
    const said = /** @type {string[]} */ ([]);
    const progress = {
      begin() {},
      end() {},
      say: (/** @type {string} */ line) => said.push(line),
      note() {},
    };
    const context = {
      environment: TOKEN,
      progress,
      output: undefined,
      signal: new AbortController().signal,
    };
    const options = {
      since: '80d',
      format,
      baseUrl: `${zoom.url}/v2`,
      rate: { perSecond: 1000 },
      saveEvery: 0,
      concurrency: 1,
      ...more,
    };
    // A process that is killed leaves its lock; here it is this process's own, which counts as left.
    return exportToFiles(/** @type {never} */ (context), /** @type {never} */ (options), [], out);
  };
}

/**
 * Kills an export at operation after operation, and lets another go on.
 *
 * @param {string} lib the code
 * @param {string} format
 * @param {number} stride
 */
async function* crashes(lib, format, stride) {
  const run = await exporter(lib);
  const whole = join(folder, `whole-${format}`);
  const out = join(folder, `killed-${format}`);
  // A commit for each page, or one for all: the run after it does the other, and so writes other files.
  for (const [saveEvery, after] of [
    [1_000, 0],
    [0, 1_000],
  ]) {
    const killedRun = (/** @type {string} */ to) => run(to, format, { saveEvery });
    const nextRun = () => run(out, format, { saveEvery: after });
    rmSync(whole, { recursive: true, force: true });
    const { operations } = await killedAt(Number.POSITIVE_INFINITY, () => killedRun(whole));
    const expected = contentOf(whole, format);
    assert.ok(expected.length >= 30);
    for (let n = stride % 3; n < operations; n += stride) {
      rmSync(out, { recursive: true, force: true });
      const { killed } = await killedAt(n, () => killedRun(out));
      // Some saves go by the clock, so a run may have fewer operations than the first.
      if (!killed) continue;
      // Killed again while it recovers.
      await killedAt(n % 23, nextRun);
      await nextRun();
      yield { n, expected, found: contentOf(out, format) };
    }
  }
}

for (const format of ['ndjson', 'csv', 'json']) {
  test(`${format}: killed at any operation on the disk, and run again: the same messages, each once`, async () => {
    for await (const { n, expected, found } of crashes(join(own, 'lib'), format, STRIDE))
      assert.deepEqual(found, expected, `killed at operation ${n}`);
  });
}

test('a file that a killed export had not recorded yet is removed by the next run', async () => {
  const run = await exporter(join(own, 'lib'));
  const out = join(folder, 'stray');
  const { operations } = await killedAt(Number.POSITIVE_INFINITY, () => run(out, 'json'));
  rmSync(out, { recursive: true });
  const { killed } = await killedAt(Math.floor(operations / 2), () => run(out, 'json'));
  assert.ok(killed);
  const stray = join(out, 'messages', 'month=2001-01', 'part-000001.json');
  mkdirSync(dirname(stray), { recursive: true });
  writeFileSync(stray, '[{"message_id":"IQ-stray"}]');
  await run(out, 'json');
  assert.ok(!existsSync(stray));
});

test('an export whose writing fails saves no position ahead of what is written', async () => {
  const store = pathToFileURL(join(own, 'lib', 'export', 'store.js')).href;
  /** @type {typeof import('../../cli/lib/export/store.js')} */
  const { Store } = await import(store);
  const run = await exporter(join(own, 'lib'));
  const [whole, out] = [join(folder, 'written'), join(folder, 'not-written')];
  await run(whole, 'ndjson');
  const { add } = Store.prototype;
  let calls = 0;
  Store.prototype.add = async function (...args) {
    calls += 1;
    // As an encoder fails: with an error of the library.
    if (calls === 2) throw Object.assign(new Error('too long'), { kind: 'decode' });
    return add.apply(this, args);
  };
  await assert.rejects(run(out, 'ndjson'));
  Store.prototype.add = add;
  await run(out, 'ndjson');
  assert.deepEqual(contentOf(out, 'ndjson'), contentOf(whole, 'ndjson'));
});

test('attachments: killed at any operation on the disk, and run again: every file is there, and listed once', async () => {
  const run = await exporter(join(own, 'lib'));
  const withFiles = { attachments: true, saveEvery: 1_000 };
  const whole = join(folder, 'whole-attachments');
  const { operations } = await killedAt(Number.POSITIVE_INFINITY, () =>
    run(whole, 'ndjson', withFiles),
  );
  const expected = attachmentsOf(whole);
  assert.ok(expected.length > 2);
  for (let n = 2; n < operations; n += STRIDE * 2) {
    const out = join(folder, 'killed-attachments');
    rmSync(out, { recursive: true, force: true });
    await killedAt(n, () => run(out, 'ndjson', withFiles));
    await run(out, 'ndjson', withFiles);
    assert.deepEqual(attachmentsOf(out), expected, `killed at operation ${n}`);
  }
});

/**
 * The attachments that an export lists, each with the size of its file.
 *
 * @param {string} out
 */
function attachmentsOf(out) {
  const lines = readFileSync(join(out, 'attachments.ndjson'), 'utf8').trim().split('\n');
  return lines
    .map((line) => JSON.parse(line).file)
    .map((file) => `${file} ${statSync(join(out, file)).size}`)
    .sort();
}

/** Mistakes, each in one place. @type {Record<string, [file: string, from: string, to: string, format: string]>} */
const MUTANTS = {
  'the tail of a file is not cut off': [
    'recovery.js',
    'if (size > end) await cut(path, end);',
    '',
    'ndjson',
  ],
  'the state is written before the data': [
    'store.js',
    'const written = [];',
    'await writeState(this.layout.stateFolder, { ...this.state, ...changes });\n    const written = [];',
    'ndjson',
  ],
};

for (const [name, [file, from, to, format]] of Object.entries(MUTANTS)) {
  test(`a mistake is found: ${name}`, async (context) => {
    // A folder of its own: modules are loaded once.
    const mutant = join(own, name.replaceAll(' ', '-'));
    const lib = join(mutant, 'lib');
    cpSync(join(own, 'lib'), lib, { recursive: true });
    cpSync(join(own, 'package.json'), join(mutant, 'package.json'));
    const path = join(lib, 'export', file);
    const code = readFileSync(path, 'utf8');
    assert.ok(code.includes(from), 'the mutant is out of date');
    writeFileSync(path, code.replace(from, to));
    const finding = await firstFinding(lib, format);
    context.diagnostic(finding ?? 'nothing');
    assert.match(`${finding}`, /^(\d+ rows|.+ was changed|the last record)/);
  });
}

/**
 * What is wrong after the first crash that shows a mistake.
 *
 * @param {string} lib
 * @param {string} format
 */
async function firstFinding(lib, format) {
  try {
    for await (const { n, expected, found } of crashes(lib, format, 7)) {
      if (expected.join('\n') === found.join('\n')) continue;
      return `${found.length} rows, not the same ${expected.length}, after operation ${n}`;
    }
  } catch (error) {
    return /** @type {Error} */ (error).message;
  }
  return undefined;
}
