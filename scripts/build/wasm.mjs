import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, sep } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { ROOT } from '../lib/paths.mjs';
import { task } from '../lib/progress.mjs';
import { run } from '../lib/run.mjs';
import { shortenImports } from './imports.mjs';

/** @typedef {import('../lib/crate.mjs').Crate} Crate */

export const TARGET = 'wasm32-unknown-unknown';

/** A `cdylib` alone: Cargo optimizes at link time only a crate that no other crate links to. */
const COMPILE = ['rustc', '--lib', '--crate-type', 'cdylib', '--release', '--locked'];

/** Unrolling loops adds 0.4 kB (brotli) to the wasm, and sped up nothing that was measured. */
const KEEP_LOOPS = ['-Cllvm-args=-unroll-threshold=0'];

/** The package's entries locate the wasm, each in the way of its platform. */
const BINDINGS = [
  ...['--target', 'web', '--omit-default-module-path'],
  // Objects of one instance never reach the next.
  '--experimental-reset-state-function',
];

/** Cargo's separator: paths can contain spaces. */
const RUSTFLAGS_SEPARATOR = '\x1f';

/**
 * Compiles the crate and makes its bindings.
 * @param {Crate} crate
 * @param {string} folder receives `zoom_phone_sms.js`, its declarations and the wasm
 */
export async function buildWasm(crate, folder) {
  const name = crate.name.replaceAll('-', '_');
  const compiled = join(crate.targetDirectory, TARGET, 'release', `${name}.wasm`);
  const wasm = join(folder, `${name}_bg.wasm`);

  await task('Compile the crate to wasm', async (say) => {
    // First, because the flags name the folders of the downloaded sources.
    await run('cargo', ['fetch', '--locked'], { onLine: say });
    const env = { CARGO_ENCODED_RUSTFLAGS: encodedFlags(KEEP_LOOPS) };
    await run('cargo', [...COMPILE, '--target', TARGET], { onLine: say, env });
  });
  await task('Make the bindings', (say) =>
    run('wasm-bindgen', [...BINDINGS, '--out-name', name, '--out-dir', folder, compiled], {
      onLine: say,
    }),
  );
  await task('Optimize the wasm', async (say) => {
    const optimized = `${wasm}.optimized`;
    await run('wasm-opt', [wasm, '-o', optimized, ...crate.wasmOptArgs], { onLine: say });
    renameSync(optimized, wasm);
  });
  rmSync(`${wasm}.d.ts`);
  const bindings = join(folder, `${name}.js`);
  const short = shortenImports(
    readFileSync(wasm),
    readFileSync(bindings, 'utf8'),
    `./${name}_bg.js`,
  );
  writeFileSync(wasm, short.wasm);
  writeFileSync(bindings, short.code);
  connectBindings(bindings);
  importFacade(folder, bindings);
  importTextCoding(join(folder, 'snippets'));
  const base64 = readFileSync(wasm).toString('base64');
  // Without the type, the declaration would repeat the whole string.
  const text = `/** @type {string} */\nexport const BASE64 = '${base64}';\n`;
  writeFileSync(join(folder, 'base64.js'), text);
}

/** What the bindings import from the package instead of using the platform's own. */
const IMPORTS = `import { Decoder as TextDecoder, Encoder as TextEncoder } from '../lib/text-coding.js';
import { clearTimeout, guarded, setTimeout } from '../lib/guard.js';
`;

/** The changes to the bindings: pattern, expected matches, replacement. @type {[RegExp, number, string][]} */
const CHANGES = [
  // Each call into the wasm goes through the guard.
  [/\bwasm = (\w+)\.exports;/g, 2, 'wasm = guarded($1.exports);'],
  // `instanceof` fails for a module of another realm, as on edge runtimes, and it would be compiled again.
  [
    /\b(\w+) instanceof (WebAssembly\.\w+)/g,
    2,
    "Object.prototype.toString.call($1) === '[object $2]'",
  ],
  // A promise that a stopped instance awaited may still settle. An error thrown then would be uncaught.
  [/throw new Error\('Cannot invoke closure from previous WASM instance'\);/g, 1, 'return;'],
];

/**
 * Connects the bindings with the package. By themselves they create a `TextDecoder` on import, which throws where
 * there is none, and call the wasm in any state.
 * @param {string} bindings
 */
function connectBindings(bindings) {
  let code = readFileSync(bindings, 'utf8');
  for (const [before, count, after] of CHANGES) {
    const found = code.match(before)?.length ?? 0;
    if (found !== count)
      throw new Failure(`The bindings have ${found} of ${before}, not ${count}.`);
    code = code.replace(before, after);
  }
  writeFileSync(bindings, IMPORTS + code);
}

/**
 * Makes the bindings' snippets use the same text coders as the bindings.
 * @param {string} folder
 */
function importTextCoding(folder) {
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, path);
    const code = path.endsWith('.js') ? readFileSync(file, 'utf8') : '';
    const coders = /\bnew Text((?:En|De)coder)\b/g;
    const names = new Set([...code.matchAll(coders)].map(([, name]) => name));
    if (names.size === 0) continue;
    const steps = path.split(sep).length + 1;
    const from = `${'../'.repeat(steps)}lib/text-coding.js`;
    const importing = `import { ${[...names].join(', ')} } from '${from}';\n`;
    writeFileSync(file, importing + code.replaceAll(coders, 'new $1'));
  }
}

/**
 * Makes the bindings import the facade's own modules instead of copies.
 * @param {string} folder
 * @param {string} bindings
 */
function importFacade(folder, bindings) {
  const copies = / from "\.\/(snippets\/[^"]+)\/pkg-template\/(lib\/[^"]+)"/g;
  const text = readFileSync(bindings, 'utf8');
  for (const [, snippets = ''] of text.matchAll(copies)) {
    rmSync(join(folder, snippets, 'pkg-template'), { recursive: true, force: true });
  }
  writeFileSync(bindings, text.replaceAll(copies, ' from "../$2"'));
}

/**
 * The compiler's flags for every wasm, and others.
 * @param {string[]} [others]
 */
export const encodedFlags = (others = []) =>
  [...others, ...withoutPaths()].join(RUSTFLAGS_SEPARATOR);

/**
 * The wasm contains the sources' paths, for panic messages. They must not reveal whose machine and which registry
 * mirror built it, and are the same on every machine.
 */
function withoutPaths() {
  const { CARGO_HOME = join(homedir(), '.cargo') } = process.env;
  const sources = join(CARGO_HOME, 'registry', 'src');
  const crates = existsSync(sources) ? readdirSync(sources).sort() : [];
  const flags = crates.map((index) => `--remap-path-prefix=${join(sources, index)}=crates`);
  return [...flags, `--remap-path-prefix=${ROOT}=.`];
}
