import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { entriesOf, filesOf, sizeOfBundle, sizeOfFiles } from '../../scripts/build/entries.mjs';
import { GLUE_BUDGET, SERVER_GLUE_BUDGET, WASM_BUDGET } from '../../scripts/build/sizes.mjs';
import { installPackage } from './support.js';

const folder = join(await installPackage(), 'node_modules', 'zoom-phone-sms');
const entries = entriesOf(folder);

test('the JavaScript of every entry is within its budget', async () => {
  assert.ok(entries.length > 5);
  for (const entry of entries) {
    const { brotli } = await sizeOfBundle(folder, entry);
    const isOfServers = /^\.\/(server|proxy|cjs)/.test(entry.file);
    const most = isOfServers ? SERVER_GLUE_BUDGET : GLUE_BUDGET;
    assert.ok(brotli <= most, `${entry.name}: ${brotli} bytes`);
  }
});

test('the wasm is within its budget', () => {
  // In Base64 the same file is larger: the budget is of the file.
  const files = entries.flatMap((entry) => filesOf(folder, entry).wasm);
  const wasm = [...new Set(files)].filter((path) => path.endsWith('.wasm'));
  assert.equal(wasm.length, 1);
  const { brotli } = sizeOfFiles(wasm);
  assert.ok(brotli <= WASM_BUDGET.hold, `${brotli} bytes`);
});

test('an entry contains the wasm once', () => {
  for (const entry of entries) {
    assert.equal(filesOf(folder, entry).wasm.length, 1, entry.name);
  }
});
