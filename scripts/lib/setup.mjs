import { installNpmPackages } from './npm-packages.mjs';
import { installPrograms } from './programs.mjs';
import { installReaders } from './python.mjs';
import { checkRust, installComponent, installWasmTarget } from './rust.mjs';
import { installTools } from './tools.mjs';

/** @typedef {import('./programs.mjs').Program} Program */
/** @typedef {import('./tools.mjs').Tool} Tool */
/** @typedef {'npm' | 'rust' | 'wasm' | 'clippy' | 'rustfmt' | 'readers' | Tool | Program} Need */

/** Those that cargo builds. */
const TOOLS = /** @type {const} */ (['wasm-bindgen', 'wasm-pack', 'geckodriver']);

/** What `npm run build` needs. */
export const BUILD_NEEDS = /** @type {const} */ (['npm', 'wasm', 'wasm-bindgen']);

/**
 * Installs the missing needs.
 * @param {Iterable<Need>} needs
 */
export async function setUp(needs) {
  const wanted = new Set(needs);
  /**
   * @template {Need} N
   * @param {N[]} names
   */
  const among = (...names) => names.filter((name) => wanted.has(name));

  if (among('rust', 'wasm', 'clippy', 'rustfmt', ...TOOLS).length > 0) await checkRust();
  if (wanted.has('npm')) await installNpmPackages();
  if (wanted.has('wasm')) await installWasmTarget();
  for (const component of among('clippy', 'rustfmt')) await installComponent(component);
  // Quick installations first: failures come before the long wait.
  await installPrograms(
    among(
      'python3',
      'redis-server',
      'chromium',
      'chromedriver',
      'firefox',
      'WebKitWebDriver',
      'Xvfb',
    ),
  );
  if (wanted.has('readers')) await installReaders();
  await installTools(among(...TOOLS));
}
