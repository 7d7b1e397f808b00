import { lockedVersion } from './crate.mjs';
import { TOOLS } from './paths.mjs';
import { task } from './progress.mjs';
import { execute, run } from './run.mjs';
import { find } from './search.mjs';
import { temporaryFolder } from './temporary.mjs';

/**
 * The tools built from crates. Versions are pinned here or follow Cargo.lock.
 * @satisfies {Record<string, { crate: string, version: () => string, why: string, minutes: number }>}
 */
const CRATES = {
  'wasm-bindgen': {
    crate: 'wasm-bindgen-cli',
    // The format of the bindings is private to each version: tool and library must match.
    version: () => lockedVersion('wasm-bindgen'),
    why: 'makes the JavaScript around the wasm',
    minutes: 2,
  },
  'wasm-pack': {
    crate: 'wasm-pack',
    version: () => '0.15.1',
    why: 'runs the tests in Node and browsers',
    minutes: 2,
  },
  geckodriver: {
    crate: 'geckodriver',
    version: () => '0.37.1',
    why: 'drives Firefox',
    minutes: 1,
  },
};

/** @typedef {keyof typeof CRATES} Tool */

/** They run for seconds at a time: a quick build matters more than quick tools. */
const QUICK_BUILD = {
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '16',
  CARGO_PROFILE_RELEASE_LTO: 'off',
  CARGO_PROFILE_RELEASE_OPT_LEVEL: '1',
};

/**
 * Installs the tools that are missing or have another version.
 * @param {readonly Tool[]} tools
 */
export async function installTools(tools) {
  /** @type {Tool[]} */
  const missing = [];
  for (const tool of tools) if (!(await isInstalled(tool))) missing.push(tool);
  if (missing.length === 0) return;

  console.log('Building and installing into .tools/, once:');
  for (const tool of missing) {
    const { crate, version, why, minutes } = CRATES[tool];
    console.log(`  ${crate} ${version()}, which ${why} (about ${minutes} min on two cores)`);
  }
  // One target folder for all: they share many crates.
  const target = temporaryFolder('cargo-install');
  for (const tool of missing) await install(tool, target);
}

/**
 * @param {Tool} tool
 * @param {string} target
 */
async function install(tool, target) {
  const { crate, version } = CRATES[tool];
  // No --locked: a tool's lock file can name crates that a mirror of the registry lacks. --force: cargo's
  // list may name a tool whose file is gone.
  const args = ['install', '--root', TOOLS, '--force', '--version', `=${version()}`, crate];
  await task(`Install ${crate} ${version()}`, (say) =>
    run('cargo', args, { onLine: say, env: { ...QUICK_BUILD, CARGO_TARGET_DIR: target } }),
  );
}

/** @param {Tool} tool */
async function isInstalled(tool) {
  if (!find(tool)) return false;
  const { output } = await execute(tool, ['--version']);
  return output.split(/\s/)[1] === CRATES[tool].version();
}
