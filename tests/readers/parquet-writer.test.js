import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createEncoder, inspect } from '../../cli/lib/formats/parquet.js';
import { DecodeError } from '../../pkg/inline.js';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { messagesOf } from './messages.js';

const folder = mkdtempSync(join(tmpdir(), 'parquet-writer-'));
after(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'part.parquet');

const messages = messagesOf(0);
const times = messages.map(({ date_time }) => Date.parse(date_time));
const whole = { first: Math.min(...times), last: Math.max(...times) };

test('a file says how many rows it has, and between which times', async () => {
  const encoder = await createEncoder({ grain: 'message' });
  const bytes = [encoder.add(messages, 'one'), encoder.add(messages, 'two'), encoder.end()];
  writeFileSync(path, Buffer.concat(bytes));
  assert.deepEqual(await inspect(path), { rows: 2 * messages.length, ...whole });
});

test('a file without rows is whole', async () => {
  const encoder = await createEncoder({ grain: 'recipient' });
  writeFileSync(path, Buffer.concat([encoder.add([]), encoder.end()]));
  assert.deepEqual(await inspect(path), { rows: 0, first: null, last: null });
});

test('a file that is cut anywhere is refused', async () => {
  const encoder = await createEncoder({ grain: 'message' });
  const bytes = Buffer.concat([encoder.add(messages), encoder.end()]);
  for (const length of [0, 3, 4, 12, 1000, bytes.length - 200, bytes.length - 1]) {
    writeFileSync(path, bytes.subarray(0, length));
    await assert.rejects(inspect(path), Error, `${length}`);
  }
  writeFileSync(path, Buffer.concat([bytes.subarray(0, 4), bytes.subarray(500)]));
  await assert.rejects(inspect(path), Error);
});

test('of a response that cannot be decoded, nothing is added', async () => {
  const encoder = await createEncoder({ grain: 'message' });
  const before = encoder.add(messages);
  const broken = Buffer.from('{"sms_histories":[{"message_id":"a"}]}');
  assert.throws(() => encoder.add(broken), DecodeError);
  writeFileSync(path, Buffer.concat([before, encoder.add(messages), encoder.end()]));
  assert.deepEqual(await inspect(path), { rows: 2 * messages.length, ...whole });
});

test('a full row group is given out, so that memory does not grow with the file', async () => {
  const encoder = await createEncoder({ grain: 'message' });
  const page = Array.from({ length: 10_000 }, (_, index) => ({
    ...{ message_id: `id-${index}`, date_time: '2024-01-31T00:00:00Z', message: 'text' },
  }));
  const sizes = Array.from({ length: 26 }, () => encoder.add(page).length);
  assert.equal(sizes.filter((size) => size > 1000).length, 2);
  encoder.discard();
});

test('an encoder can be discarded at any time', async () => {
  const encoder = await createEncoder({ grain: 'attachment' });
  encoder.add(messages);
  encoder.end();
  encoder.discard();
  const other = await createEncoder({ grain: 'attachment' });
  other.discard();
  other.discard();
});

test('the notices have the licences of the crates inside the wasm', () => {
  const written = join(ROOT, 'cli', 'lib', 'formats', 'parquet');
  const notices = readFileSync(join(written, 'THIRD-PARTY-NOTICES.md'), 'utf8');
  const crates = [...notices.matchAll(/^## (\S+) \S+\n\n(.+)$/gm)];
  const names = crates.map(([, name]) => name);
  for (const name of ['parquet', 'flate2', 'zlib-rs', 'wasm-bindgen'])
    assert.ok(names.includes(name), name);
  for (const name of ['syn', 'const-random-macro', 'gloo-net'])
    assert.ok(!names.includes(name), name);
  for (const [, name, licence] of crates)
    assert.match(`${licence}`, /\b(MIT|Apache-2\.0|Zlib)\b/, name);
  // Apache-2.0 wants the notice of the project to be passed on.
  assert.match(notices, /This product includes software developed at\s+The Apache Software/);
  const wasm = readFileSync(join(written, 'parquet_bg.wasm'), 'latin1');
  for (const trace of [/\/(home|root|Users)\/\w/, /\.cargo/, /index\.crates/])
    assert.doesNotMatch(wasm, trace);
});
