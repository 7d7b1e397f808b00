import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { ROOT } from './support.js';

const text = readFileSync(join(ROOT, 'pkg', 'sbom.cdx.json'), 'utf8');
/** @type {{ metadata: { component: Part }, components: Part[], dependencies: { ref: string, dependsOn?: string[] }[] }} */
const bom = JSON.parse(text);

/** @typedef {{ 'bom-ref': string, name: string, version: string, licenses: unknown[], hashes?: { content: string }[] }} Part */

test('the bill of materials is valid CycloneDX', async () => {
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  assert.equal(await validator.validate(text), null);
});

test('the bill of materials has what the notices have, with licences and checksums', () => {
  const notices = readFileSync(join(ROOT, 'pkg', 'THIRD-PARTY-NOTICES.md'), 'utf8');
  const noticed = [...notices.matchAll(/^## (\S+) (\S+)$/gm)].map(([, ...crate]) =>
    crate.join(' '),
  );
  const crates = bom.components.filter(({ name }) => name !== 'std');
  assert.ok(crates.length > 10);
  assert.deepEqual(crates.map(({ name, version }) => `${name} ${version}`).sort(), noticed.sort());
  for (const { name, licenses, hashes } of crates) {
    assert.equal(licenses.length, 1, name);
    assert.match(hashes?.[0]?.content ?? '', /^[0-9a-f]{64}$/, name);
  }
});

test('everything in the bill of materials is reached from the package', () => {
  const uses = new Map(bom.dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]));
  const { component } = bom.metadata;
  const manifest = JSON.parse(readFileSync(join(ROOT, 'pkg', 'package.json'), 'utf8'));
  assert.equal(component['bom-ref'], `pkg:npm/zoom-phone-sms@${manifest.version}`);
  const reached = new Set([component['bom-ref']]);
  for (const ref of reached) for (const used of uses.get(ref) ?? []) reached.add(used);
  for (const { 'bom-ref': ref } of bom.components) assert.ok(reached.has(ref), ref);
  assert.ok((uses.get(component['bom-ref']) ?? []).length < bom.components.length);
});

test('two builds write the same bill of materials', () => {
  assert.doesNotMatch(text, /"(timestamp|serialNumber)"/);
});
