import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../lib/failure.mjs';

/** @import { LinkedCrate } from './linked-crates.mjs' */

export const NOTICES_FILE = 'THIRD-PARTY-NOTICES.md';

/**
 * The licences of the crates inside a wasm file.
 * @param {string} file its name in the package
 * @param {LinkedCrate[]} crates
 */
export function noticesOf(file, crates) {
  const sections = crates.map((crate) => {
    const { name, version, license, repository } = crate;
    if (!license) throw new Failure(`${name} ${version} does not state a licence.`);
    const link = repository ? `, <${repository}>` : '';
    const text = licenceText(dirname(crate.manifest_path));
    return `## ${name} ${version}\n\n${license}${link}\n${text ? `\n\`\`\`\n${text}\n\`\`\`\n` : ''}`;
  });
  return [headOf(file), ...sections].join('\n');
}

/** @param {string} file */
const headOf = (file) => `# Third-party notices

${file} contains code of the Rust standard library (MIT OR Apache-2.0, copyright The Rust Project contributors,
<https://github.com/rust-lang/rust>) and of the crates below. Where a crate offers the MIT licence, this package uses it under
that licence.
`;

/**
 * The text of a crate's MIT licence, or of the only licence it has with the notice that Apache-2.0 wants to be passed on;
 * `undefined` if the crate contains none.
 * @param {string} folder
 */
function licenceText(folder) {
  const names = readdirSync(folder);
  const licences = names.filter((name) => /^licen[cs]e/i.test(name));
  const mit = licences.find((name) => /mit/i.test(name));
  const files = mit
    ? [mit]
    : [...licences.slice(0, 1), ...names.filter((name) => /^notice/i.test(name))];
  const texts = files.map((name) => readFileSync(join(folder, name), 'utf8').trim());
  return texts.length > 0 ? texts.join('\n\n') : undefined;
}
