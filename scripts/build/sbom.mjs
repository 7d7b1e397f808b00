import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { lockedChecksum, spdxExpression } from '../lib/crate.mjs';
import { run } from '../lib/run.mjs';

/** @import { LinkedCrate } from './linked-crates.mjs' */

const { ComponentType, ExternalReferenceType, HashAlgorithm } = Enums;

/**
 * Writes the software bill of materials, in CycloneDX: the package, and what is compiled into its wasm. It names no
 * time and no random id, so two builds of the same source write the same file.
 * @param {string} stage the folder with the package and its finished package.json
 * @param {LinkedCrate[]} crates
 */
export async function writeSbom(stage, crates) {
  const manifest = JSON.parse(readFileSync(join(stage, 'package.json'), 'utf8'));
  const bom = new Models.Bom();
  bom.metadata.component = library({
    ...manifest,
    purl: `pkg:npm/${manifest.name}@${manifest.version}`,
    repository: manifest.homepage,
  });

  const parts = new Map(crates.map((crate) => [crate.id, crateComponent(crate)]));
  const std = library({
    name: 'std',
    version: await rustVersion(),
    license: 'MIT OR Apache-2.0',
    repository: 'https://github.com/rust-lang/rust',
  });
  const whole = bom.metadata.component.dependencies;
  bom.components.add(std);
  whole.add(std.bomRef);
  for (const { id, isDirect, uses } of crates) {
    const part = /** @type {Models.Component} */ (parts.get(id));
    bom.components.add(part);
    if (isDirect) whole.add(part.bomRef);
    for (const used of uses)
      part.dependencies.add(/** @type {Models.Component} */ (parts.get(used)).bomRef);
  }

  const normalizer = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  const serializer = new Serialize.JsonSerializer(normalizer);
  const json = serializer.serialize(bom, { sortLists: true, space: 2 });
  writeFileSync(join(stage, 'sbom.cdx.json'), `${json}\n`);
}

/** @param {LinkedCrate} crate */
function crateComponent(crate) {
  const { name, version } = crate;
  const component = library({ ...crate, purl: `pkg:cargo/${name}@${version}` });
  component.hashes.set(HashAlgorithm['SHA-256'], lockedChecksum(name, version));
  return component;
}

/** @param {{ name: string, version: string, license: string | null, repository: string | null, purl?: string }} of */
function library({ name, version, license, repository, purl }) {
  const component = new Models.Component(ComponentType.Library, name, { version, purl });
  component.bomRef.value = purl ?? `${name}@${version}`;
  if (license) component.licenses.add(new Models.LicenseExpression(spdxExpression(license)));
  if (repository) {
    const link = new Models.ExternalReference(repository, ExternalReferenceType.VCS);
    component.externalReferences.add(link);
  }
  return component;
}

/** The version of the compiler, which is that of the standard library. */
async function rustVersion() {
  const output = await run('rustc', ['--version']);
  return output.split(' ')[1] ?? '';
}
