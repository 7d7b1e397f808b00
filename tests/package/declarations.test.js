import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { installPackage, ROOT } from './support.js';

const execute = promisify(execFile);
const project = await installPackage();

const COMPILERS = {
  'TypeScript 5.0': 'typescript-5.0',
  'the last TypeScript 5': 'typescript-5',
  'the newest TypeScript': 'typescript',
};

/** The settings that users have, each with a lib that their platform has. */
const SETTINGS = {
  'an ES module on Node': { ending: 'mts', module: 'nodenext', lib: ['es2022'], types: ['node'] },
  'an ES module under node16': {
    ...{ ending: 'mts', module: 'node16', lib: ['es2022'], types: ['node'] },
  },
  'a CommonJS module on Node': {
    ...{ ending: 'cts', module: 'nodenext', lib: ['es2022'], types: ['node'] },
  },
  'a CommonJS module under node16': {
    ...{ ending: 'cts', module: 'node16', lib: ['es2022'], types: ['node'] },
  },
  'a bundled page': {
    ...{ ending: 'ts', module: 'esnext', moduleResolution: 'bundler' },
    ...{ lib: ['es2022', 'dom'], types: [] },
  },
};

for (const [who, compiler] of Object.entries(COMPILERS)) {
  for (const [what, { ending, ...settings }] of Object.entries(SETTINGS)) {
    test(`${who} compiles ${what} and finds every misuse`, async () => {
      assert.equal(await compile(compiler, ['positive', 'negative'], ending, settings), '');
    });
  }
}

for (const who of /** @type {const} */ (['the last TypeScript 5', 'the newest TypeScript'])) {
  test(`${who} accepts await using for iterators`, async () => {
    const lib = ['es2022', 'esnext.disposable'];
    const settings = { module: 'nodenext', lib, types: ['node'] };
    assert.equal(await compile(COMPILERS[who], ['disposal'], 'mts', settings), '');
  });
}

/**
 * Compiles files of `types/` in the project as its user would.
 *
 * @param {string} compiler
 * @param {string[]} names
 * @param {string} ending
 * @param {{ module: string }} settings
 * @returns {Promise<string>} what the compiler complains of
 */
async function compile(compiler, names, ending, settings) {
  const folder = join(project, [compiler, names[0], ending, settings.module].join('-'));
  mkdirSync(folder);
  const files = names.map((name) => {
    cpSync(join(ROOT, `tests/package/types/${name}.ts`), join(folder, `${name}.${ending}`));
    return `${name}.${ending}`;
  });
  const compilerOptions = {
    ...settings,
    ...{ target: 'es2022', strict: true, exactOptionalPropertyTypes: true, noEmit: true },
    ...{ noUncheckedIndexedAccess: true, skipLibCheck: false },
    typeRoots: [join(ROOT, 'node_modules/@types')],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  const tsc = join(ROOT, 'node_modules', compiler, 'bin', 'tsc');
  const run = execute(process.execPath, [tsc, '--project', folder]);
  return run.then(
    ({ stdout }) => stdout,
    (error) => error.stdout || String(error),
  );
}
