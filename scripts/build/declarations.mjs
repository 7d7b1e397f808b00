import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { run } from '../lib/run.mjs';

/** Where the declarations for `require` stand, in the commonjs scope of `cjs/`. */
const TYPES = join('cjs', 'types');

/**
 * Has tsc check the facade and write its declarations, from its JSDoc.
 * @param {string} stage
 */
export async function emitDeclarations(stage) {
  const config = join(stage, 'tsconfig.json');
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2022',
    lib: ['es2023', 'dom', 'dom.iterable'],
    types: ['node'],
    allowJs: true,
    checkJs: true,
    declaration: true,
    emitDeclarationOnly: true,
    // Declarations of ours are checked together with what they are made from.
    skipLibCheck: false,
  };
  const files = readdirSync(stage, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js') && !path.startsWith(`wasm${sep}`))
    .sort();
  const json = { extends: '@tsconfig/strictest/tsconfig.json', compilerOptions, files };
  writeFileSync(config, JSON.stringify(json));
  await run('tsc', ['--project', config], { cwd: stage });
  rmSync(config);
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
  writeFileSync(join(stage, 'cjs', 'index.d.ts'), "export * from './types/node.js';\n");
}
