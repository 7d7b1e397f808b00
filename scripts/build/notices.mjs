import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readDependencies } from '../lib/crate.mjs';
import { Failure } from '../lib/failure.mjs';

const TARGET = 'wasm32-unknown-unknown';

const HEAD = `# Third-party notices

The wasm file contains code of the Rust standard library (MIT OR Apache-2.0, copyright The Rust Project contributors,
<https://github.com/rust-lang/rust>) and of the crates below. Where a crate offers several licences, this package uses
it under the MIT licence.
`;

/**
 * Writes the licences of the crates inside the wasm.
 * @param {string} stage
 */
export async function writeNotices(stage) {
  const sections = (await linkedCrates()).map((crate) => {
    const { name, version, license, repository } = crate;
    if (!license) throw new Failure(`${name} ${version} does not state a licence.`);
    const link = repository ? `, <${repository}>` : '';
    const text = licenceText(dirname(crate.manifest_path));
    return `## ${name} ${version}\n\n${license}${link}\n${text ? `\n\`\`\`\n${text}\n\`\`\`\n` : ''}`;
  });
  writeFileSync(join(stage, 'THIRD-PARTY-NOTICES.md'), [HEAD, ...sections].join('\n'));
}

/** The crates that are linked into the wasm: neither this workspace's own nor those that only run at build time. */
async function linkedCrates() {
  const { packages, resolve } = await readDependencies(TARGET);
  const crates = new Map(packages.map((crate) => [crate.id, crate]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));

  /** @type {Set<string>} */
  const linked = new Set();
  const waiting = [resolve.root];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const isMacro = crates.get(id)?.targets.some(({ kind }) => kind.includes('proc-macro'));
    if (linked.has(id) || isMacro) continue;
    linked.add(id);
    const dependencies = nodes.get(id)?.deps ?? [];
    const normal = dependencies.filter(({ dep_kinds }) => dep_kinds.some(({ kind }) => !kind));
    waiting.push(...normal.map(({ pkg }) => pkg));
  }
  return packages
    .filter(({ id, source }) => linked.has(id) && source !== null)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
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
