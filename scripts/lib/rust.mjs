import { existsSync } from 'node:fs';
import { Failure } from './failure.mjs';
import { task } from './progress.mjs';
import { execute, run } from './run.mjs';
import { find } from './search.mjs';

const WASM_TARGET = 'wasm32-unknown-unknown';

/** Checks for Rust, and installs the version that rust-toolchain.toml names, if it is missing. */
export async function checkRust() {
  if (!find('cargo') || !find('rustc')) {
    throw new Failure('Rust is missing: install it from https://rustup.rs, then run this again.');
  }
  // rustup installs it by itself, unless it was told not to.
  const { code } = await execute('rustc', ['--version']);
  if (code === 0) return;
  await task('Install the Rust version of rust-toolchain.toml (rustup, about a minute)', (say) =>
    run('rustup', ['toolchain', 'install'], { onLine: say }),
  );
}

/** Installs the standard library for wasm, if it is missing. */
export async function installWasmTarget() {
  const args = ['--print', 'target-libdir', '--target', WASM_TARGET];
  const folder = (await run('rustc', args)).trim();
  if (!existsSync(folder)) await rustup('target', WASM_TARGET, "Rust's standard library for wasm");
}

/**
 * Installs a cargo command if the toolchain lacks it.
 * @param {'clippy' | 'rustfmt'} component
 */
export async function installComponent(component) {
  const command = { clippy: 'clippy', rustfmt: 'fmt' }[component];
  const { code } = await execute('cargo', [command, '--version']);
  if (code !== 0) await rustup('component', component, `cargo ${command}`);
}

/**
 * @param {'target' | 'component'} kind
 * @param {string} name
 * @param {string} what
 */
async function rustup(kind, name, what) {
  if (!find('rustup')) {
    throw new Failure(
      `${what} is missing (${kind} ${name}): add it to your Rust toolchain, or install Rust from https://rustup.rs.`,
    );
  }
  await task(`Install ${what} (rustup ${kind} add ${name}, under a minute)`, (say) =>
    run('rustup', [kind, 'add', name], { onLine: say }),
  );
}
