import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {import('../lib/crate.mjs').Crate} Crate */

/**
 * What the manifests of all packages take from Cargo.toml, so that neither repeats the other.
 * @param {Crate} crate
 */
export function published({ name, version, description, license, repository, keywords }) {
  return {
    name,
    version,
    description,
    keywords,
    license,
    author: 'The zoom-phone-sms authors',
    homepage: `${repository}#readme`,
    bugs: `${repository}/issues`,
    repository: { type: 'git', url: `git+${repository}.git` },
  };
}

/**
 * Completes the template's package.json.
 * @param {string} stage
 * @param {Crate} crate
 */
export function writeManifest(stage, crate) {
  const file = join(stage, 'package.json');
  const manifest = { ...published(crate), ...JSON.parse(readFileSync(file, 'utf8')) };
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
}
