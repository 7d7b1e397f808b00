import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { PKG, ROOT, TOOLS } from '../lib/paths.mjs';
import { run } from '../lib/run.mjs';

/** The inputs of the package. The lock files represent the tools' versions. */
const INPUTS = [
  'src',
  'generate',
  'messages',
  'pkg-template',
  'scripts/build',
  'Cargo.toml',
  'Cargo.lock',
  'package-lock.json',
  'LICENSE-APACHE',
  'LICENSE-MIT',
  'README.md',
  'CHANGELOG.md',
];

const STAMP = join(TOOLS, 'pkg.stamp');

/** A hash of the package's inputs and the compiler's version. */
export async function hashInputs() {
  return `${hashSources()} ${(await run('rustc', ['--version'])).trim()}`;
}

function hashSources() {
  return hashFiles(INPUTS.map((input) => join(ROOT, input)));
}

/** Whether pkg/ was built from these sources, by whichever compiler: needs no Rust. */
export function isBuilt() {
  if (!existsSync(STAMP)) return false;
  const [inputs = '', built] = readFileSync(STAMP, 'utf8').split('\n');
  return inputs.startsWith(`${hashSources()} `) && built === hashFiles([PKG]);
}

/**
 * Whether pkg/ was built from these inputs, and is unchanged since.
 * @param {string} inputs the result of `hashInputs`
 */
export function isUpToDate(inputs) {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp(inputs);
}

/**
 * Remembers that pkg/ was built from these inputs.
 * @param {string} inputs the result of `hashInputs` before the build
 */
export function rememberBuild(inputs) {
  writeFileSync(STAMP, stamp(inputs));
}

/** @param {string} inputs */
function stamp(inputs) {
  return `${inputs}\n${hashFiles([PKG])}\n`;
}

/** @param {string[]} paths */
function hashFiles(paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesOf)) {
    const bytes = readFileSync(path);
    hash.update(`${relative(ROOT, path)} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

/**
 * @param {string} path a file, a folder, or nothing at all
 * @returns {string[]}
 */
function filesOf(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}
