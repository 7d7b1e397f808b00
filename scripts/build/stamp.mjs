import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { PKG, ROOT, TOOLS } from '../lib/paths.mjs';
import { run } from '../lib/run.mjs';

/**
 * What a build makes.
 *
 * @typedef {object} Product
 * @property {string} folder
 * @property {string[]} inputs files and folders of the repository. The lock files represent the tools' versions.
 */

/** @type {Product} */
export const PACKAGE = {
  folder: PKG,
  inputs: [
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
  ],
};

/** @param {Product} product */
const stampOf = ({ folder }) => join(TOOLS, `${basename(folder)}.stamp`);

/**
 * A hash of a product's inputs and the compiler's version.
 * @param {Product} product
 */
export async function hashInputs(product) {
  return `${hashSources(product)} ${(await run('rustc', ['--version'])).trim()}`;
}

/** @param {Product} product */
function hashSources({ inputs }) {
  return hashFiles(inputs.map((input) => join(ROOT, input)));
}

/**
 * Whether a product was built from these sources, by whichever compiler: needs no Rust.
 * @param {Product} product
 */
export function isBuilt(product) {
  const file = stampOf(product);
  if (!existsSync(file)) return false;
  const [inputs = '', built] = readFileSync(file, 'utf8').split('\n');
  return inputs.startsWith(`${hashSources(product)} `) && built === hashFiles([product.folder]);
}

/**
 * Whether a product was built from these inputs, and is unchanged since.
 * @param {Product} product
 * @param {string} inputs the result of `hashInputs`
 */
export function isUpToDate(product, inputs) {
  const file = stampOf(product);
  return existsSync(file) && readFileSync(file, 'utf8') === stamp(product, inputs);
}

/**
 * Remembers that a product was built from these inputs.
 * @param {Product} product
 * @param {string} inputs the result of `hashInputs` before the build
 */
export function rememberBuild(product, inputs) {
  writeFileSync(stampOf(product), stamp(product, inputs));
}

/**
 * @param {Product} product
 * @param {string} inputs
 */
const stamp = ({ folder }, inputs) => `${inputs}\n${hashFiles([folder])}\n`;

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
