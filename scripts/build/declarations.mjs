import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { run } from '../lib/run.mjs';

/** The declarations for `require`, in the CommonJS scope of `cjs/`. */
const TYPES = join('cjs', 'types');

/**
 * Lets tsc check the facade and write its declarations from the JSDoc.
 * @param {string} stage
 * @param {string} bindings path of the bindings' declarations
 */
export async function emitDeclarations(stage, bindings) {
  splitTypes(stage, bindings);
  const config = join(stage, 'tsconfig.json');
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2022',
    lib: ['es2023', 'dom', 'dom.iterable'],
    types: ['node'],
    allowJs: true,
    checkJs: true,
    allowArbitraryExtensions: true,
    declaration: true,
    emitDeclarationOnly: true,
    // Checks hand-written declarations together with their sources.
    skipLibCheck: false,
  };
  const files = readdirSync(stage, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js') && !path.startsWith(`wasm${sep}`))
    // Modules with hand-written declarations get none from tsc.
    .filter((path) => !existsSync(join(stage, path.replace(/\.js$/, '.d.ts'))))
    .sort();
  const json = { extends: '@tsconfig/strictest/tsconfig.json', compilerOptions, files };
  writeFileSync(config, JSON.stringify(json));
  await run('tsc', ['--project', config], { cwd: stage });
  rmSync(config);
  rmSync(join(stage, bindings));
}

/**
 * Moves the generated types into their own file, the only part of the bindings that users see. The
 * rest is for the facade, is full of `any`, and names types that only browsers have.
 * @param {string} stage
 * @param {string} bindings path of the bindings' declarations
 */
function splitTypes(stage, bindings) {
  const text = readFileSync(join(stage, bindings), 'utf8');
  const firstClass = text.search(/^(?:\/\*\*\n(?: \*.*\n)* \*\/\n)?export class /m);
  if (firstClass < 0) throw new Failure(`${bindings} has another form than this script knows.`);
  writeFileSync(join(stage, dirname(bindings), 'types.d.ts'), text.slice(0, firstClass));
}

/**
 * Gives `require` its own declarations. They are copies, because TypeScript derives the module kind of a
 * declaration from its location.
 * @param {string} stage
 */
export function declareCommonJs(stage) {
  const paths = readdirSync(stage, { recursive: true, encoding: 'utf8' });
  for (const path of paths.filter((path) => path.endsWith('.d.ts'))) {
    cpSync(join(stage, path), join(stage, TYPES, path));
  }
  writeFileSync(join(stage, 'cjs', 'index.d.ts'), "export * from './types/server.js';\n");
  writeFileSync(join(stage, 'cjs', 'proxy.d.ts'), "export * from './types/proxy.js';\n");
}
