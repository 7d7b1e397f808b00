/**
 * Which file of the package each tool takes, by the conditions that it knows, and that the file works
 * there: bundled, in an empty folder, on a path of its own.
 *
 * @module
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, test } from 'node:test';
import { rolldown } from 'rolldown';
import { installPackage, runProgram } from './support.js';

const project = await installPackage();
const folder = join(project, 'node_modules', 'zoom-phone-sms');
/** @type {Record<string, Target>} */
const exported = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).exports;

/** @typedef {string | { [condition: string]: Target }} Target */

/** What the tools know besides `import` or `require`, and what they take of the package for `import`. */
const TOOLS = {
  'Node 20.19 and newer': ['node node-addons module-sync', 'server.js'],
  'Node 20.0': ['node node-addons', 'server.js'],
  'Node with a condition of its own': ['node node-addons mine', 'server.js'],
  Deno: ['deno node', 'server.js'],
  Bun: ['bun node', 'server.js'],
  'bun build --target=node': ['node', 'server.js'],
  'bun build --target=browser': ['browser module', 'index.js'],
  'esbuild --platform=node': ['node module', 'server.js'],
  'esbuild --platform=node --conditions=mine': ['node mine', 'server.js'],
  'esbuild --platform=browser': ['browser module', 'index.js'],
  'esbuild --platform=browser --conditions=mine': ['browser mine', 'index.js'],
  'esbuild --platform=neutral': ['', 'index.js'],
  ncc: ['node', 'server.js'],
  '@vercel/nft': ['node', 'server.js'],
  'Nitro, tracing': ['production node', 'server.js'],
  'Nitro, resolving': ['production node module', 'server.js'],
  'webpack, for pages': ['webpack production browser module', 'index.js'],
  'webpack, for Node': ['webpack production node module', 'server.js'],
  'Rollup, for Node': ['module node', 'server.js'],
  'Rollup, for pages': ['module browser', 'index.js'],
  'Vite, for pages': ['module browser development', 'index.js'],
  'Vite, for servers': ['module node development', 'server.js'],
  'Vitest and Jest with jsdom': ['browser', 'index.js'],
  Parcel: ['browser module', 'index.js'],
  "Angular's builder": ['es2015 es2020 browser module production', 'inline.js'],
  'Cloudflare Workers': ['workerd worker browser', 'workerd.js'],
  'Next.js, edge': ['edge-light production module', 'edge.js'],
  'Metro, for React Native': ['react-native', 'inline.js'],
  'Metro, for pages': ['browser', 'index.js'],
};

/** Conditions that tools may set, in any combination. */
const CONDITIONS = [
  ...['node', 'node-addons', 'module-sync', 'module', 'browser', 'worker', 'workerd'],
  ...['deno', 'bun', 'edge-light', 'react-native', 'es2015', 'types', 'mine'],
];

/** The same with the proxy, which reads a page from a Zoom that it has inside. */
const PROXY_PROGRAM = `
  const fetch = async ({ url }) =>
    Response.json(url.endsWith('/token') ? { access_token: 'token' } : { sms_histories: [] });
  const options = { accountId: 'a', clientId: 'b', clientSecret: 'c', authorize: () => true, fetch };
  const asked = new Request('https://app.example/zoom/phone/sms/sessions/s');
  sms.createZoomProxy(options)(asked).then(({ ok }) => console.log(ok));
`;

/** Where bytes cannot be compiled, and the wasm is imported as a module. */
const COMPILED = { workerd: 'workerd.js', 'edge-light': 'edge.js' };

/** What has the wasm inside as text, and what imports it as a module. */
const INSIDE = /^\.\/(inline|proxy|cjs\/index|cjs\/proxy)\.js$/;
const IMPORTED = /^\.\/((proxy-)?(workerd|edge)|cjs\/index|cjs\/proxy)\.js$/;

const PROGRAM = `
  const told = () => sms.validateDateRange('2024-01-01', '2024-01-31').ok;
  sms.init().then(told).then(console.log, ({ name, message }) => console.log(name, message));
`;

/**
 * Node's own algorithm: the first condition that is known.
 *
 * @param {Target | undefined} target
 * @param {Set<string>} known
 * @returns {string | undefined}
 */
function resolve(target, known) {
  if (typeof target !== 'object') return target;
  for (const [condition, next] of Object.entries(target)) {
    const isKnown = condition === 'default' || known.has(condition);
    const found = isKnown ? resolve(next, known) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Every combination of conditions, with either way to load. */
function* combinations() {
  for (let bits = 0; bits < 2 ** CONDITIONS.length; bits += 1) {
    const known = CONDITIONS.filter((_, place) => (bits >> place) & 1);
    yield new Set(['import', ...known]);
    yield new Set(['require', ...known]);
  }
}

const knows = (/** @type {Set<string>} */ known, /** @type {string[]} */ names) =>
  names.some((name) => known.has(name));

for (const [tool, [conditions = '', file = '']] of Object.entries(TOOLS)) {
  test(`${tool} takes ${file}, and its bundle works in an empty folder`, async () => {
    const inline = inlineOf(conditions);
    const entries = {
      'zoom-phone-sms': file,
      'zoom-phone-sms/inline': inline,
      'zoom-phone-sms/proxy': inline,
    };
    for (const [name, expected] of Object.entries(entries)) {
      for (const format of /** @type {const} */ (['esm', 'cjs'])) {
        const { files, code } = await bundle(name, conditions.split(' '), format);
        assert.ok(files.includes(expected), `${name}: ${files}`);
        assert.equal(files.includes('wasm/base64.js'), /inline|server/.test(expected));
        assert.ok(!code.includes(project), 'the bundle names the folder in which it was made');
        if (!Object.values(COMPILED).includes(expected)) {
          assert.match(await runAlone(code, format), wordsOf(expected));
        }
      }
    }
  });
}

/** @param {string} conditions */
function inlineOf(conditions) {
  const names = conditions.split(' ');
  const found = Object.entries(COMPILED).find(([condition]) => names.includes(condition));
  return found?.[1] ?? 'inline.js';
}

/** @param {string} file */
function wordsOf(file) {
  // Alone, without what a bundler for pages copies or Node has no way to fetch, it says what to do.
  return file === 'index.js' ? /^NetworkError .*import zoom-phone-sms\/inline/ : /^true\n$/;
}

test('every tool resolves require to CommonJS that works in an empty folder', async () => {
  for (const conditions of [[], ['node'], ['node', 'node-addons', 'module-sync'], ['browser']]) {
    const entries = {
      'zoom-phone-sms': 'index',
      'zoom-phone-sms/inline': 'index',
      'zoom-phone-sms/proxy': 'proxy',
    };
    for (const [name, file] of Object.entries(entries)) {
      for (const format of /** @type {const} */ (['esm', 'cjs'])) {
        const { files, code } = await bundle(name, conditions, format, 'require');
        assert.ok(files.includes(`cjs/${file}.js`), `${name}: ${files}`);
        assert.match(await runAlone(code, format), /^true\n$/);
      }
    }
  }
});

test('a bundle that imports and requires has one wasm, if its tool knows the condition module', () => {
  for (const known of combinations()) {
    if (!known.has('module')) continue;
    const other = new Set(known).add('require').add('import');
    for (const name of ['.', './inline', './proxy']) {
      assert.equal(
        resolve(exported[name], known),
        resolve(exported[name], other),
        [...known].join(),
      );
    }
  }
});

test('the inline entry and the proxy contain the wasm under every condition', () => {
  for (const known of combinations()) {
    for (const name of ['./inline', './proxy']) {
      const file = resolve(exported[name], new Set([...known].filter((it) => it !== 'types')));
      const isCompiled = knows(known, Object.keys(COMPILED));
      assert.match(file ?? '', isCompiled ? IMPORTED : INSIDE, [...known].join());
    }
  }
});

test('a tool with the condition node resolves like Node, whatever its other conditions', () => {
  // What it traces and copies is then what Node will look for.
  for (const known of combinations()) {
    if (!known.has('node') || knows(known, [...Object.keys(COMPILED), 'react-native', 'types']))
      continue;
    if (known.has('require') && known.has('module')) continue;
    const commonJs = known.has('require') ? './cjs/index.js' : undefined;
    const names = [...known].join();
    assert.equal(resolve(exported['.'], known), commonJs ?? './server.js', names);
    assert.equal(resolve(exported['./inline'], known), commonJs ?? './inline.js', names);
  }
});

test('only require resolves to CommonJS', () => {
  for (const known of combinations()) {
    for (const name of ['.', './inline', './proxy']) {
      const isCommonJs = resolve(exported[name], known)?.startsWith('./cjs/');
      assert.ok(!(isCommonJs && known.has('import')), [...known].join());
    }
  }
});

test('types and code have the same module kind', () => {
  for (const known of combinations()) {
    if (known.has('types')) continue;
    for (const name of ['.', './inline', './proxy']) {
      const code = resolve(exported[name], known) ?? '';
      const types = resolve(exported[name], new Set([...known, 'types'])) ?? '';
      assert.match(types, /\.d\.ts$/);
      assert.equal(types.startsWith('./cjs/'), code.startsWith('./cjs/'), [...known].join());
    }
  }
});

/**
 * Bundles a program that loads an entry, as a tool with these conditions would.
 *
 * @param {string} entry
 * @param {string[]} conditions
 * @param {'esm' | 'cjs'} format
 * @param {'import' | 'require'} [way]
 */
async function bundle(entry, conditions, format, way = 'import') {
  const program = join(project, `program.${way === 'import' ? 'mjs' : 'cjs'}`);
  const load = {
    import: `import * as sms from '${entry}'`,
    require: `const sms = require('${entry}')`,
  };
  const run = entry.endsWith('/proxy') ? PROXY_PROGRAM : PROGRAM;
  writeFileSync(program, `${load[way]};\n${run}`);
  const built = await rolldown({
    input: program,
    platform: 'neutral',
    resolve: { conditionNames: [...conditions.filter(Boolean), way] },
    external: /\.wasm(\?module)?$/,
    logLevel: 'silent',
    experimental: { attachDebugInfo: 'none' },
  });
  const { output } = await built.generate({ format, codeSplitting: false });
  await built.close();
  const [chunk] = output;
  const files = chunk.moduleIds.map((id) => relative(folder, id).replaceAll('\\', '/'));
  return { files, code: chunk.code };
}

/** @type {Map<string, Promise<string>>} */
const printed = new Map();

/**
 * What a bundle prints in an empty folder. Tools that take the same file make the same bundle.
 *
 * @param {string} code
 * @param {'esm' | 'cjs'} format
 */
function runAlone(code, format) {
  const known = printed.get(code);
  if (known) return known;
  const empty = mkdtempSync(join(tmpdir(), 'elsewhere-'));
  after(() => rmSync(empty, { recursive: true, force: true }));
  const output = runProgram(empty, `program.${format === 'esm' ? 'mjs' : 'cjs'}`, code);
  printed.set(code, output);
  return output;
}
