import { readDependencies } from '../lib/crate.mjs';

/** @import { Dependency } from '../lib/crate.mjs' */

const TARGET = 'wasm32-unknown-unknown';

/**
 * A crate, whether this workspace uses it itself, and the ids of the crates that it uses.
 * @typedef {Dependency & { isDirect: boolean, uses: string[] }} LinkedCrate
 */

/**
 * The crates of others that are linked into a wasm file, in the order of their names.
 * Crates that only run at build time are left out.
 * @param {string} root the name of the crate that was compiled
 * @returns {Promise<LinkedCrate[]>}
 */
export async function linkedCrates(root) {
  const { packages, resolve } = await readDependencies(TARGET);
  const crates = new Map(packages.map((crate) => [crate.id, crate]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const isMacro = (/** @type {string} */ id) =>
    crates.get(id)?.targets.some(({ kind }) => kind.includes('proc-macro')) ?? false;
  const linksOf = (/** @type {string} */ id) =>
    (nodes.get(id)?.deps ?? [])
      .filter(({ dep_kinds }) => dep_kinds.some(({ kind }) => !kind))
      .map(({ pkg }) => pkg)
      .filter((used) => !isMacro(used));

  /** @type {Set<string>} */
  const linked = new Set();
  const waiting = packages.filter(({ name }) => name === root).map(({ id }) => id);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (linked.has(id)) continue;
    linked.add(id);
    waiting.push(...linksOf(id));
  }
  const inside = packages.filter(({ id }) => linked.has(id));
  const direct = new Set(inside.filter(isOurs).flatMap(({ id }) => linksOf(id)));
  return inside
    .filter((crate) => !isOurs(crate))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((crate) => ({ ...crate, isDirect: direct.has(crate.id), uses: linksOf(crate.id) }));
}

/** @param {Dependency} crate */
function isOurs({ source }) {
  return source === null;
}
