import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {import('../lib/crate.mjs').Crate} Crate */

/**
 * Completes the template's package.json from Cargo.toml, so neither repeats the other.
 * @param {string} stage
 * @param {Crate} crate
 */
export function writeManifest(stage, crate) {
  const file = join(stage, 'package.json');
  const { name, version, description, license, repository, keywords } = crate;
  const manifest = {
    name,
    version,
    description,
    keywords,
    license,
    author: 'The zoom-phone-sms authors',
    homepage: `${repository}#readme`,
    bugs: `${repository}/issues`,
    repository: { type: 'git', url: `git+${repository}.git` },
    ...JSON.parse(readFileSync(file, 'utf8')),
  };
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
}
