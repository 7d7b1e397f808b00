import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import satisfies from 'spdx-satisfies';
import { readDependencies, spdxExpression } from '../../scripts/lib/crate.mjs';
import { ROOT } from './support.js';

/** Licences that put no condition on a program that links the code. */
const LINKED = [
  ...['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'Unicode-3.0', 'Zlib'],
];
/** Licences of tools, tests and benchmarks, which are not part of the package. */
const TOOLS = [...LINKED, '0BSD', 'BlueOak-1.0.0', 'CC-BY-3.0', 'MPL-2.0', 'Unlicense'];

test('every crate has an accepted licence and comes from crates.io', async () => {
  const { packages } = await readDependencies();
  assert.ok(packages.length > 50);
  for (const { name, license, source } of packages) {
    assert.ok(satisfies(spdxExpression(license), LINKED), `${name}: ${license}`);
    const isOurs = source === null && name.startsWith('zoom-phone-sms');
    assert.ok(isOurs || /^registry\+.*crates\.io/.test(`${source}`), `${name} is from ${source}`);
  }
});

test('every npm package has an accepted licence and a checksum', () => {
  /** @type {{ packages: Record<string, { license?: string, integrity?: string }> }} */
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const { '': root, ...others } = packages;
  assert.ok(root);
  for (const [name, { license, integrity }] of Object.entries(others)) {
    assert.ok(satisfies(spdxExpression(license), TOOLS), `${name}: ${license}`);
    assert.match(`${integrity}`, /^sha512-/, name);
  }
});
