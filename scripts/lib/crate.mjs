import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { ROOT } from './paths.mjs';
import { run } from './run.mjs';

/**
 * @typedef {object} Crate
 * @property {string} name
 * @property {string} version
 * @property {string} description
 * @property {string} license
 * @property {string} repository
 * @property {string[]} keywords
 * @property {string[]} wasmOptArgs what `wasm-pack build` gives to wasm-opt too
 * @property {string} targetDirectory where cargo builds
 */

/**
 * Asks cargo about the crate.
 * @returns {Promise<Crate>}
 */
export async function readCrate() {
  const args = ['metadata', '--no-deps', '--format-version=1', '--locked', '--quiet'];
  const metadata = JSON.parse(await run('cargo', args));
  // The workspace also has the messages crate.
  const isWhole = (/** @type {{ manifest_path: string }} */ { manifest_path }) =>
    manifest_path === join(ROOT, 'Cargo.toml');
  const { name, version, description, license, repository, keywords, ...found } =
    metadata.packages.find(isWhole);
  return {
    name,
    version,
    description,
    license,
    repository,
    keywords,
    wasmOptArgs: found.metadata['wasm-pack'].profile.release['wasm-opt'],
    targetDirectory: metadata.target_directory,
  };
}

/**
 * @typedef {object} Dependency a crate as `cargo metadata` lists it
 * @property {string} id
 * @property {string} name
 * @property {string} version
 * @property {string | null} license
 * @property {string | null} repository
 * @property {string | null} source `null` for the crates of this workspace
 * @property {string} manifest_path
 * @property {{ kind: string[] }[]} targets
 */

/**
 * @typedef {object} Dependencies
 * @property {Dependency[]} packages
 * @property {{ root: string, nodes: Node[] }} resolve
 */

/**
 * @typedef {object} Node
 * @property {string} id
 * @property {{ pkg: string, dep_kinds: { kind: string | null }[] }[]} deps
 */

/**
 * The crates of the workspace and all that they depend on.
 * @param {string} [target] only what a build for this target needs
 * @returns {Promise<Dependencies>}
 */
export async function readDependencies(target) {
  const args = ['metadata', '--format-version=1', '--locked', '--quiet'];
  const output = await run('cargo', target ? [...args, `--filter-platform=${target}`] : args);
  return JSON.parse(output);
}

/**
 * The version of a crate in Cargo.lock.
 * @param {string} crate
 * @param {string} [folder] whose Cargo.lock it is, in the repository
 */
export function lockedVersion(crate, folder = '') {
  const lock = readFileSync(join(ROOT, folder, 'Cargo.lock'), 'utf8');
  const version = new RegExp(`^name = "${crate}"\nversion = "(.+)"$`, 'm').exec(lock)?.[1];
  if (!version) throw new Failure(`Cargo.lock does not name ${crate}.`);
  return version;
}

/**
 * The checksum (SHA-256) of a crate in Cargo.lock.
 * @param {string} crate
 * @param {string} version
 */
export function lockedChecksum(crate, version) {
  const lock = readFileSync(join(ROOT, 'Cargo.lock'), 'utf8');
  const entry = lock
    .split('[[package]]\n')
    .find((text) => text.startsWith(`name = "${crate}"\nversion = "${version}"\n`));
  const checksum = /^checksum = "(.+)"$/m.exec(entry ?? '')?.[1];
  if (!checksum) throw new Failure(`Cargo.lock has no checksum of ${crate} ${version}.`);
  return checksum;
}

/**
 * The SPDX expression of what a manifest says: older ones separate alternatives with a slash.
 * @param {string | null | undefined} license
 */
export function spdxExpression(license) {
  return (license ?? 'NONE').replaceAll('/', ' OR ');
}
