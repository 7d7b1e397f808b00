import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { flattenSmsHistories, rowSchema, SmsClient, toCsv, toNdjson } from '../../pkg/inline.js';
import { DOCUMENTS, examplesOf, readPart } from '../../scripts/lib/documents.mjs';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { READERS_PYTHON } from '../../scripts/lib/python.mjs';
import { pythonColumns, READERS, readersText } from '../../scripts/lib/readers.mjs';
import { messagesOf, wellFormed } from './messages.js';

const GRAINS = /** @type {const} */ (['message', 'recipient', 'attachment']);
const SESSIONS = ['35ccd84704253f5f793d0a721c7fe655', '=odd "id", \\'];
/** A page holds fewer messages than requested, which makes several pages. */
const PAGE_SIZE = 40;

const readers = READERS.filter(({ module }) => module);
const folder = mkdtempSync(join(tmpdir(), 'readers-'));
after(() => rmSync(folder, { recursive: true }));

/** Answers with the messages of a range, page by page. */
async function answer(/** @type {Request} */ request) {
  const { pathname, searchParams } = new URL(request.url);
  const session = SESSIONS.indexOf(decodeURIComponent(pathname.split('/').at(-1) ?? ''));
  const [from, to] = ['from', 'to'].map((name) => Date.parse(searchParams.get(name) ?? ''));
  const messages = messagesOf(Math.max(0, session)).filter(({ date_time }) => {
    const time = Date.parse(date_time);
    return time >= Number(from) && time <= Number(to);
  });
  const start = Number(searchParams.get('next_page_token') || 0);
  const end = start + PAGE_SIZE;
  const next_page_token = end < messages.length ? String(end) : '';
  return Response.json({ next_page_token, sms_histories: messages.slice(start, end) });
}

const client = new SmsClient({ token: 'token', fetch: answer, rateLimit: false });

/** The pages of all sessions, each with its session. */
const pages = (
  await Promise.all(
    SESSIONS.map(async (sessionId) => {
      const found = [];
      for await (const page of client.pages(sessionId, { from: '2024-01-01', to: '2024-06-30' })) {
        found.push({ sessionId, messages: page.sms_histories });
      }
      return found;
    }),
  )
).flat();

/** @typedef {Record<string, unknown>} Row */

/** The rows of all pages, in UTF-8. @returns {Row[]} */
function expectedRows(/** @type {(typeof GRAINS)[number]} */ grain, given = pages) {
  return given
    .flatMap(({ sessionId, messages }) => flattenSmsHistories(messages, { grain, sessionId }))
    .map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, wellFormed(cell)])),
    );
}

/**
 * Runs lines of Python where the files are, and compares what they read.
 * @param {string} code
 * @param {Record<string, Row[]>} rows by the names of what is read
 */
function compare(code, rows) {
  const script = join(ROOT, 'tests', 'readers', 'compare.py');
  const { stdout, stderr, status } = spawnSync(READERS_PYTHON, ['-W', 'error', script], {
    cwd: folder,
    input: JSON.stringify({ code, rows }),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  assert.equal(status, 0, stderr);
  const differences = JSON.parse(stdout);
  assert.deepEqual(differences, Object.fromEntries(Object.keys(rows).map((name) => [name, null])));
}

/** Runs the guide's lines that write a stream and a file, with a `grain`, against pages as above. */
function writeArrow(/** @type {(typeof GRAINS)[number]} */ grain) {
  const examples = DOCUMENTS.flatMap(examplesOf);
  const code = examples.find((example) => example.includes('RecordBatchFileWriter'));
  const own = code
    ?.replaceAll('{ sessionId })', `{ sessionId, grain: '${grain}' })`)
    .replace('toColumns([])', `toColumns([], { grain: '${grain}' })`)
    .replace(/from: '[^']+', to: '[^']+'/, "from: '2024-01-01', to: '2024-06-30'");
  writeFileSync(join(folder, 'write.mjs'), own ?? '');
  writeFileSync(
    join(folder, 'preload.mjs'),
    `import { messagesOf } from ${JSON.stringify(pathToFileURL(join(ROOT, 'tests/readers/messages.js')).href)};
    const SESSIONS = ${JSON.stringify(SESSIONS)};
    const PAGE_SIZE = ${PAGE_SIZE};
    globalThis.fetch = ${answer};`,
  );
  const flags = ['--import', pathToFileURL(join(folder, 'preload.mjs')).href];
  const run = spawnSync(process.execPath, [...flags, 'write.mjs'], {
    cwd: folder,
    env: { ...process.env, ZOOM_TOKEN: 'token' },
    encoding: 'utf8',
  });
  assert.equal(run.status, 0, run.stderr);
}

// What the guide imports is found where its lines run.
const modules = join(folder, 'node_modules');
mkdirSync(modules);
symlinkSync(join(ROOT, 'node_modules', 'apache-arrow'), join(modules, 'apache-arrow'), 'dir');
symlinkSync(join(ROOT, 'pkg'), join(modules, 'zoom-phone-sms'), 'dir');

test('the guide has the code that runs here, with the current columns', () => {
  assert.equal(readPart('readers'), readersText(rowSchema('message')));
});

for (const grain of GRAINS) {
  test(`CSV and NDJSON of several pages and sessions are read unchanged, at the grain ${grain}`, async (t) => {
    const csv = pages.map(({ sessionId, messages }, index) =>
      toCsv(messages, { grain, sessionId, guard: false, header: index === 0 }),
    );
    const ndjson = pages.map(({ sessionId, messages }) => toNdjson(messages, { grain, sessionId }));
    writeFileSync(join(folder, 'messages.csv'), Buffer.concat(csv));
    writeFileSync(join(folder, 'messages.ndjson'), Buffer.concat(ndjson));
    const rows = expectedRows(grain);
    assert.ok(pages.length > 6 && rows.length > 400);
    // It cannot tell them apart.
    const emptyIsNull = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, cell]) => [name, cell === '' ? null : cell]),
      ),
    );
    for (const { title, code } of readers) {
      await t.test(title, () => {
        const own = code.split('\n').filter((line) => !/history\.arrow/.test(line));
        compare([pythonColumns(rowSchema(grain)), ...own].join('\n'), {
          csv: title === 'pandas' ? emptyIsNull : rows,
          ndjson: rows,
        });
      });
    }
  });

  test(`an Arrow stream and file, written by the guide's code, are read unchanged, at the grain ${grain}`, async (t) => {
    writeArrow(grain);
    const [first] = SESSIONS;
    const rows = expectedRows(
      grain,
      pages.filter(({ sessionId }) => sessionId === first),
    );
    for (const { title, code } of readers) {
      const lines = code.split('\n');
      const names = lines.flatMap((line) => /^(stream|file) =/.exec(line)?.[1] ?? []);
      if (names.length === 0) continue;
      await t.test(title, () => {
        const own = lines.filter((line) => /history\.arrow|^import/.test(line));
        compare(own.join('\n'), Object.fromEntries(names.map((name) => [name, rows])));
      });
    }
    await t.test('DuckDB, by way of pyarrow', () => {
      compare(
        `import duckdb, pyarrow as pa
with pa.OSFile('history.arrows') as source: table = pa.ipc.open_stream(source).read_all()
stream = duckdb.sql('FROM table')`.replaceAll('table', 'messages'),
        { stream: rows },
      );
    });
  });
}

test('a table created from a page of nulls accepts the texts of the next', () => {
  const [first, ...rest] = pages;
  assert.ok(first);
  assert.ok(first.messages.every(({ message }) => message === undefined));
  const write = (/** @type {string} */ name, /** @type {typeof pages} */ given) => {
    const lines = given.map(({ sessionId, messages }) => toNdjson(messages, { sessionId }));
    writeFileSync(join(folder, name), Buffer.concat(lines));
  };
  write('first.ndjson', [first]);
  write('rest.ndjson', rest);
  const duckdb = readers.find(({ title }) => title === 'DuckDB')?.code.split('\n') ?? [];
  const reads = (/** @type {string} */ name) =>
    duckdb.filter((line) => /^ndjson =/.test(line)).map((line) => line.replace('messages', name));
  const code = [
    pythonColumns(rowSchema('message')),
    ...duckdb.slice(0, 3),
    ...reads('first'),
    "ndjson.create('messages')",
    ...reads('rest'),
    "ndjson.insert_into('messages')",
    "all_rows = duckdb.sql('FROM messages')",
  ];
  compare(code.join('\n'), { all_rows: expectedRows('message') });
});

test('grouped by a column with a dictionary, each value is one group', () => {
  writeArrow('message');
  compare(
    `import pandas as pd, pyarrow as pa
table = pa.ipc.open_file(pa.OSFile('history.arrow')).read_all()
groups = table.group_by('sender_phone_number').aggregate([]).num_rows
counted = len(table.to_pandas()['direction'].value_counts())
result = pd.DataFrame({'groups': [groups], 'counted': [counted]})`,
    { result: [{ groups: 4, counted: 2 }] },
  );
});
