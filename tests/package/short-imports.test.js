/**
 * The short names that the build gives to the wasm's imports.
 *
 * @module
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shortenImports } from '../../scripts/build/imports.mjs';

const BINDINGS = './package_bg.js';

/**
 * A module that imports functions without parameters and calls the last of them when it starts.
 * @param {[module: string, name: string][]} imports
 */
function moduleOf(imports) {
  const text = (/** @type {string} */ it) => [it.length, ...Buffer.from(it)];
  const entries = imports.flatMap(([module, name]) => [...text(module), ...text(name), 0, 0]);
  const section = (/** @type {number} */ id, /** @type {number[]} */ bytes) => [
    ...[id, (bytes.length & 0x7f) | 0x80, bytes.length >> 7],
    ...bytes,
  ];
  const head = [0, ...Buffer.from('asm'), 1, 0, 0, 0];
  const types = section(1, [1, 0x60, 0, 0]);
  const start = section(8, [imports.length - 1]);
  return Buffer.from([...head, ...types, ...section(2, [imports.length, ...entries]), ...start]);
}

/** @param {string[]} names */
const codeOf = (names) =>
  `const own = { ${names.map((name) => `${name}: f,`)} }; ({ "${BINDINGS}": own })`;

/** @param {Uint8Array<ArrayBuffer>} wasm */
const importsOf = (wasm) =>
  WebAssembly.Module.imports(new WebAssembly.Module(wasm)).map(({ module, name }) => [
    module,
    name,
  ]);

const LONG = ['__wbg_call_fc92fee6137d452d', '__wbg_get_74e3cca0c4a69161'];
const WASM = moduleOf([
  [BINDINGS, LONG[0] ?? ''],
  ['./other.js', 'kept'],
  [BINDINGS, LONG[1] ?? ''],
]);

test('imports from the bindings get short names, the same in the wasm and in the bindings', () => {
  const { wasm, code } = shortenImports(WASM, codeOf(LONG), BINDINGS);
  const [[module = ''] = [], ...others] = importsOf(Buffer.from(wasm));
  assert.deepEqual(importsOf(Buffer.from(wasm))[0], [module, '_0']);
  assert.deepEqual(others, [
    ['./other.js', 'kept'],
    [module, '_1'],
  ]);
  assert.equal(code, `const own = { _0: f,,_1: f, }; ({ "${module}": own })`);
});

test('what is imported is called as before', () => {
  const { wasm } = shortenImports(WASM, codeOf(LONG), BINDINGS);
  const [[module = ''] = []] = importsOf(Buffer.from(wasm));
  /** @type {string[]} */
  const calls = [];
  const call = (/** @type {string} */ name) => () => calls.push(name);
  const imports = {
    [module]: { _0: call('first'), _1: call('last') },
    './other.js': { kept() {} },
  };
  new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(wasm)), imports);
  assert.deepEqual(calls, ['last']);
});

test('wasm of a build with other imports does not link', () => {
  const moduleNames = [LONG, [LONG[0] ?? '', '__wbg_get_00000000000000ff']].map((names) => {
    const wasm = moduleOf(names.map((name) => [BINDINGS, name]));
    return importsOf(Buffer.from(shortenImports(wasm, codeOf(names), BINDINGS).wasm))[0]?.[0];
  });
  assert.notEqual(moduleNames[0], moduleNames[1]);
});

test('bindings without an import of the wasm are refused', () => {
  assert.throws(
    () => shortenImports(WASM, codeOf(LONG.slice(1)), BINDINGS),
    /should have `__wbg_call/,
  );
});
