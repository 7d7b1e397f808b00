/**
 * No circles among the imports of the JavaScript, those of types included. Biome's `noImportCycles` sees
 * what is in the code; what JSDoc imports it does not.
 *
 * @module
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript-5';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDERS = [
  'src',
  'pkg-template',
  'cli',
  'simulator',
  'scripts',
  'www',
  'bench',
  'tests',
  'examples',
];
/** Projects of their own, and what a build writes. */
const LEFT_OUT = /(^|\/)(node_modules|consumers|dist|data)(\/|$)/;

test('no import cycles, including imports of types', () => {
  assert.deepEqual(cycles(importsOf(sourceFiles())), []);
});

test('a cycle of types in JSDoc is found and its files named', () => {
  const texts = {
    'a.js': "/** @import { B } from './b.js' */",
    'b.js': "export * from './c.js';",
    'c.js': "/** @param {import('./a.js').A} a */ export function f(a) {}",
    'd.js': "import './a.js'; await import('./c.js');",
  };
  const graph = new Map(
    Object.entries(texts).map(([name, text]) => [
      name,
      specifiers(name, text).map((specifier) => specifier.slice(2)),
    ]),
  );
  assert.deepEqual(graph.get('d.js'), ['a.js', 'c.js']);
  assert.deepEqual(cycles(graph), [['a.js', 'b.js', 'c.js']]);
});

function sourceFiles() {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => join(ROOT, folder, path))
      .filter((path) => /\.(m?js|ts)$/.test(path) && !LEFT_OUT.test(relative(ROOT, path))),
  );
}

/**
 * @param {string[]} files
 * @returns {Map<string, string[]>} paths from the root of the repository
 */
function importsOf(files) {
  return new Map(
    files.map((file) => {
      const targets = specifiers(file, readFileSync(file, 'utf8'))
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => declarationOf(join(dirname(file), specifier)));
      return [relative(ROOT, file), targets.map((target) => relative(ROOT, target))];
    }),
  );
}

/**
 * Where TypeScript looks for a file's types: the declarations beside it, if there are any.
 * @param {string} path
 */
function declarationOf(path) {
  const declaration = path.replace(/\.js$/, '.d.ts');
  return existsSync(declaration) ? declaration : path;
}

/**
 * What a file imports, in code and in JSDoc, at any depth.
 * @param {string} name
 * @param {string} text
 */
function specifiers(name, text) {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  /** @type {string[]} */
  const found = [];
  const visit = (/** @type {import('typescript-5').Node} */ node) => {
    const specifier = specifierOf(node);
    if (specifier && ts.isStringLiteral(specifier)) found.push(specifier.text);
    // Comments are among the children of this kind only.
    node.getChildren(file).forEach(visit);
  };
  visit(file);
  return found;
}

/** @param {import('typescript-5').Node} node */
function specifierOf(node) {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isJSDocImportTag(node)) {
    return node.moduleSpecifier;
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return node.argument.literal;
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return node.arguments[0];
  }
  return undefined;
}

/**
 * The files that import each other: Tarjan's strongly connected components of more than one file.
 * @param {Map<string, string[]>} graph
 */
function cycles(graph) {
  /** @type {Map<string, number>} */
  const lowest = new Map();
  /** @type {string[]} */
  const path = [];
  /** @type {string[][]} */
  const found = [];
  const visit = (/** @type {string} */ file) => {
    const number = lowest.size;
    lowest.set(file, number);
    const start = path.push(file) - 1;
    let low = number;
    for (const target of graph.get(file) ?? []) {
      if (!lowest.has(target)) visit(target);
      if (path.includes(target)) low = Math.min(low, lowest.get(target) ?? low);
    }
    lowest.set(file, low);
    if (low === number) {
      const members = path.splice(start);
      if (members.length > 1) found.push(members.sort());
    }
  };
  for (const file of graph.keys()) if (!lowest.has(file)) visit(file);
  return found;
}
