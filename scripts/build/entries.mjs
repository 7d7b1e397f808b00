/**
 * What an importer of each entry loads: its modules, and the wasm that they name.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'rolldown';

/** @typedef {{ raw: number, gzip: number, brotli: number }} Size in bytes */

/** @typedef {{ name: string, file: string }} Entry */

const IMPORT = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"](\.[^'"]+)['"]/g;
/** `?module` tells some tools to compile it. */
const WASM = /['"]([^'"\s]+\.wasm)(?:\?module)?['"]/g;

/**
 * The entries of a package, from the map of its exports.
 *
 * @param {string} folder
 * @returns {Entry[]}
 */
export function entriesOf(folder) {
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const entries = targets(exports, '').filter(({ file }) => /\.[cm]?js$/.test(file));
  // Several conditions can lead to one file; its name is the first one with the fewest conditions.
  const conditions = (/** @type {Entry} */ { name }) => name.split(' ').length;
  const fewestLast = entries.toReversed().toSorted((a, b) => conditions(b) - conditions(a));
  return [...new Map(fewestLast.map((entry) => [entry.file, entry])).values()];
}

/**
 * @param {string | Record<string, unknown>} target
 * @param {string} name
 * @returns {Entry[]}
 */
function targets(target, name) {
  if (typeof target === 'string') return [{ name: name.trim(), file: target }];
  return Object.entries(target).flatMap(([condition, next]) => {
    if (condition === 'types') return [];
    const more = condition === 'default' ? '' : ` ${condition}`;
    return targets(/** @type {Record<string, unknown>} */ (next), name + more);
  });
}

/** The wasm as a module, for each tool. */
const INLINE = /(?:wasm[\\/]base64|cjs[\\/]shared-wasm)\.js$/;

/**
 * The modules and the wasm that come with an entry.
 *
 * @param {string} folder
 * @param {Entry} entry
 */
export function filesOf(folder, { file }) {
  /** @type {Set<string>} */
  const modules = new Set();
  /** @type {Set<string>} */
  const wasm = new Set();
  const visit = (/** @type {string} */ path) => {
    if (modules.has(path)) return;
    modules.add(path);
    const code = readFileSync(path, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
    for (const [, name = ''] of code.matchAll(WASM)) wasm.add(resolve(dirname(path), name));
    for (const [, name = ''] of code.matchAll(IMPORT)) {
      if (!name.includes('.wasm')) visit(resolve(dirname(path), name));
    }
  };
  visit(resolve(folder, file));
  return {
    modules: [...modules].filter((path) => !INLINE.test(path)),
    wasm: [...wasm, ...modules].filter((path) => path.endsWith('.wasm') || INLINE.test(path)),
  };
}

/**
 * Files, each compressed separately, as a server would.
 *
 * @param {string[]} paths
 */
export const sizeOfFiles = (paths) => total(paths.map((path) => sizeOf(readFileSync(path))));

/**
 * The modules of an entry as a bundler joins and minifies them.
 *
 * @param {string} folder
 * @param {Entry} entry
 */
export async function sizeOfBundle(folder, { file }) {
  const { output } = await build({
    input: resolve(folder, file),
    platform: 'neutral',
    // The wasm is counted separately, in any form.
    external: [/^node:/, /\.wasm(\?|$)/, INLINE],
    write: false,
    logLevel: 'silent',
    output: { minify: true },
  });
  return total(output.map((part) => sizeOf(Buffer.from('code' in part ? part.code : part.source))));
}

/** @param {Size[]} sizes */
function total(sizes) {
  const sum = { raw: 0, gzip: 0, brotli: 0 };
  for (const { raw, gzip, brotli } of sizes) {
    sum.raw += raw;
    sum.gzip += gzip;
    sum.brotli += brotli;
  }
  return sum;
}

/** @param {Buffer} bytes */
function sizeOf(bytes) {
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes).length,
  };
}
