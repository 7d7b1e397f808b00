import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { run } from '../lib/run.mjs';

/** Where the declarations for `require` stand, in the commonjs scope of `cjs/`. */
const TYPES = join('cjs', 'types');

/**
 * Has tsc check the facade and write its declarations, from its JSDoc.
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
    // Declarations of ours are checked together with what they are made from.
    skipLibCheck: false,
  };
  const files = readdirSync(stage, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js') && !path.startsWith(`wasm${sep}`))
    // What has declarations by hand gets none from tsc.
    .filter((path) => !existsSync(join(stage, path.replace(/\.js$/, '.d.ts'))))
    .sort();
  const json = { extends: '@tsconfig/strictest/tsconfig.json', compilerOptions, files };
  writeFileSync(config, JSON.stringify(json));
  await run('tsc', ['--project', config], { cwd: stage });
  rmSync(config);
  rmSync(join(stage, bindings));
}

/**
 * Puts the generated types into a file of their own, which is all that users see of the bindings:
 * the rest is for the facade, is full of `any`, and names types that only browsers have.
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
 * Gives `require` declarations of its own. They are copies: TypeScript takes a declaration for
 * an ES module or for CommonJS by where it stands.
 * @param {string} stage
 */
export function declareCommonJs(stage) {
  const paths = readdirSync(stage, { recursive: true, encoding: 'utf8' });
  for (const path of paths.filter((path) => path.endsWith('.d.ts'))) {
    cpSync(join(stage, path), join(stage, TYPES, path));
  }
  writeFileSync(join(stage, 'cjs', 'index.d.ts'), "export * from './types/inline.js';\n");
  writeFileSync(join(stage, 'cjs', 'proxy.d.ts'), "export * from './types/proxy.js';\n");
}
