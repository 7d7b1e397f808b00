import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../lib/failure.mjs';

/** @import { LinkedCrate } from './linked-crates.mjs' */

const HEAD = `# Third-party notices

The wasm file contains code of the Rust standard library (MIT OR Apache-2.0, copyright The Rust Project contributors,
<https://github.com/rust-lang/rust>) and of the crates below. Where a crate offers several licences, this package uses
it under the MIT licence.
`;

/**
 * Writes the licences of the crates inside the wasm.
 * @param {string} stage
 * @param {LinkedCrate[]} crates
 */
export function writeNotices(stage, crates) {
  const sections = crates.map((crate) => {
    const { name, version, license, repository } = crate;
    if (!license) throw new Failure(`${name} ${version} does not state a licence.`);
    const link = repository ? `, <${repository}>` : '';
    const text = licenceText(dirname(crate.manifest_path));
    return `## ${name} ${version}\n\n${license}${link}\n${text ? `\n\`\`\`\n${text}\n\`\`\`\n` : ''}`;
  });
  writeFileSync(join(stage, 'THIRD-PARTY-NOTICES.md'), [HEAD, ...sections].join('\n'));
}

/**
 * The text of a crate's MIT licence, or of the only licence it has; `undefined` if the crate contains none.
 * @param {string} folder
 */
function licenceText(folder) {
  const files = readdirSync(folder).filter((file) => /^licen[cs]e/i.test(file));
  const file = files.find((name) => /mit/i.test(name)) ?? files[0];
  return file && readFileSync(join(folder, file), 'utf8').trim();
}
