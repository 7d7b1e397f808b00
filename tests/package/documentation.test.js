import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript-5';
import { installPackage } from './support.js';

const folder = join(await installPackage(), 'node_modules', 'zoom-phone-sms');
const entries = ['index.d.ts', 'proxy.d.ts', 'wasm.d.ts'].map((name) => join(folder, name));
const program = ts.createProgram(entries, {
  ...{ module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
  ...{ target: ts.ScriptTarget.ES2022, types: [] },
});
const checker = program.getTypeChecker();
const exported = entries.flatMap((entry) => {
  const source = program.getSourceFile(entry);
  const module = source && checker.getSymbolAtLocation(source);
  return module ? checker.getExportsOfModule(module) : [];
});

const WITH_MEMBERS = ts.SymbolFlags.Interface | ts.SymbolFlags.Class;

/** Members without documentation of their own: call signatures, constructors and private fields. */
const UNSEEN = [ts.InternalSymbolName.Call, ts.InternalSymbolName.Constructor, '#private'];

/** What an editor shows of something that is exported. */
const shown = exported.map((symbol) => {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return {
    name: symbol.name,
    text: ts.displayPartsToString(target.getDocumentationComment(checker)),
    tags: target.getJsDocTags(checker).map(({ name }) => name),
    isValue: (target.flags & ts.SymbolFlags.Value) !== 0,
    members: WITH_MEMBERS & target.flags ? [...(target.members?.values() ?? [])] : [],
  };
});

test('every export has documentation', () => {
  assert.ok(shown.length > 50, String(shown.length));
  const silent = shown.filter(({ text }) => text === '').map(({ name }) => name);
  assert.deepEqual(silent, []);
});

test('every function and class has an example', () => {
  const values = shown.filter(({ isValue }) => isValue);
  assert.ok(values.length > 20);
  const without = values.filter(({ tags }) => !tags.includes('example')).map(({ name }) => name);
  assert.deepEqual(without, []);
});

test('every member of every type has documentation', () => {
  const silent = shown.flatMap(({ name, members }) =>
    members
      .filter(({ flags }) => !(flags & ts.SymbolFlags.TypeParameter))
      .filter((member) => !UNSEEN.some((unseen) => member.name.endsWith(unseen)))
      .filter((member) => member.getDocumentationComment(checker).length === 0)
      .map((member) => `${name}.${member.name}`),
  );
  assert.deepEqual(silent, []);
});
