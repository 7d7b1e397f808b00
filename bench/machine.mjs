/**
 * The machine and the versions of a run.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { lockedVersion } from '../scripts/lib/crate.mjs';
import { PKG, ROOT } from '../scripts/lib/paths.mjs';

const PEERS = /** @type {const} */ ([
  'zod',
  'valibot',
  'ajv',
  'papaparse',
  'csv-stringify',
  'apache-arrow',
]);

export function describeMachine() {
  const [cpu] = cpus();
  return {
    cpu: `${cpu?.model.trim() ?? 'unknown'} × ${cpus().length}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${process.platform} ${release()} ${process.arch}`,
    node: `${process.versions.node} (V8 ${process.versions.v8})`,
  };
}

/** @returns {Record<string, string>} */
export function describeVersions() {
  const installed = PEERS.map((name) => [name, version(join(ROOT, 'node_modules', name))]);
  return {
    'zoom-phone-sms': version(PKG),
    ...Object.fromEntries(installed),
    'serde-wasm-bindgen': lockedVersion('serde-wasm-bindgen', join('bench', 'wasm-peers')),
  };
}

/** @param {string} folder */
const version = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
