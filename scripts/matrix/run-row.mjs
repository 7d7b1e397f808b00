import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXPECTED } from '../../tests/consumers/scenario.js';
import { Failure } from '../lib/failure.mjs';
import { run } from '../lib/run.mjs';
import { freePort, startServer } from './background.mjs';
import { ENGINES } from './browsers.mjs';
import { prepare } from './consumer.mjs';
import { environmentOf } from './environment.mjs';
import { serveFiles } from './static-server.mjs';

/** @import { createBrowsers } from './browsers.mjs' */
/** @import { Row } from './rows.mjs' */

/** What the servers print when they are ready; wrangler responds earlier, with nothing. */
const READY = /ready (in|on)|listening on|➜ +Local:|-serve\] http/i;

/** The start of every wasm: its magic number and version. */
const WASM_IN_BASE64 = 'AGFzbQEAAAA';

/**
 * @typedef {object} World
 * @property {string} tarball
 * @property {string} simulator its address
 * @property {ReturnType<typeof createBrowsers>} browsers
 * @property {string[]} engines the browsers to open pages in
 * @property {Map<string, Promise<string>>} prepared consumers that are ready, and what was built
 */

/**
 * Runs a row, in each browser if it is a page.
 * @param {Row} row
 * @param {World} world
 * @param {(line: string) => void} say
 * @returns {Promise<Record<string, Error | undefined>>} by engine, or of `''`: what went wrong
 */
export async function runRow({ consumer, way }, world, say) {
  const folder = await once(world, consumer, () => prepare(consumer, world.tarball, say));
  const env = environmentOf(folder, world.simulator);
  const { build, alone } = way;
  if (build) {
    const options = { cwd: folder, env, onLine: say };
    await once(world, `${consumer} ${build}`, () => run('npm', ['run', build], options));
  }
  if (alone === undefined) return await runIn(folder, { folder, way, world, env, say });
  const empty = moveAway(join(folder, alone), folder);
  try {
    return await runIn(empty, { folder, way, world, env, say });
  } finally {
    rmSync(empty, { recursive: true, force: true });
  }
}

/**
 * @param {string} cwd where it is run: the consumer's folder, or an empty one with what it built
 * @param {{ folder: string, way: import('./rows.mjs').Way, world: World, env: Record<string, string>, say: (line: string) => void }} row
 * @returns {Promise<Record<string, Error | undefined>>}
 */
async function runIn(cwd, { folder, way, world, env, say }) {
  const options = { cwd, env, onLine: say };
  if ('tests' in way) {
    await execute(way.tests, options);
    return { '': undefined };
  }
  if ('program' in way) {
    compare(await execute(way.program, options));
    return { '': undefined };
  }
  if ('site' in way) {
    const files = join(folder, way.site);
    if (way.build) assertOneWasm(files, way.inside);
    assertNoPath(files, folder);
    const site = await serveFiles(files, way);
    try {
      return await readInBrowsers(new URL(way.page, site.url), world);
    } finally {
      await site.close();
    }
  }

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [command = '', ...args] = way.server.map((arg) => arg.replace('PORT', String(port)));
  const serverEnv = { ...env, PORT: String(port), HOST: '127.0.0.1', HOSTNAME: '127.0.0.1' };
  const server = await startServer(command, args, { env: serverEnv, cwd, url, says: READY });
  try {
    if ('page' in way) return await readInBrowsers(new URL(way.page, url), world);
    const response = await fetch(`${url}${way.answer}?simulator=${world.simulator}`);
    compare(await response.text(), `status ${response.status}\n${server.output()}`);
    return { '': undefined };
  } finally {
    await server.close();
  }
}

/**
 * Moves the build into an empty folder, away from the package.
 * @param {string} built
 * @param {string} folder the consumer's
 */
function moveAway(built, folder) {
  assertNoPath(built, folder);
  const empty = mkdtempSync(join(tmpdir(), 'elsewhere-'));
  cpSync(built, empty, { recursive: true, verbatimSymlinks: true });
  return empty;
}

/**
 * Checks that the build does not contain the package's path on this machine.
 * @param {string} built
 * @param {string} folder the consumer's
 */
function assertNoPath(built, folder) {
  const path = join(folder, 'node_modules', 'zoom-phone-sms');
  const entries = readdirSync(built, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((it) => it.isFile() && !it.parentPath.startsWith(path))) {
    const file = join(entry.parentPath, entry.name);
    assert.ok(!readFileSync(file).includes(path), `${file} names the folder of the package.`);
  }
}

/**
 * Checks that a bundle contains the wasm once, in any place.
 * @param {string} folder
 * @param {boolean} [inside] whether it is in a script, as Base64
 */
function assertOneWasm(folder, inside = false) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const has = (/** @type {string} */ name) =>
    inside
      ? /\.m?js$/.test(name) && readFileSync(join(folder, name)).includes(WASM_IN_BASE64)
      : name.endsWith('.wasm');
  const found = names.filter(has);
  assert.equal(found.length, 1, `The bundle has ${found.join(', ') || 'no wasm'}.`);
}

/**
 * @param {World} world
 * @param {string} name
 * @param {() => Promise<string>} work
 */
function once({ prepared }, name, work) {
  const done = prepared.get(name) ?? work();
  prepared.set(name, done);
  return done;
}

/**
 * @param {string[]} command
 * @param {{ cwd: string, env: Record<string, string>, onLine: (line: string) => void }} options
 */
function execute([command = '', ...args], options) {
  const version = /^node-\d+$/.test(command);
  // The versions of Node are packages of the consumer `node`.
  const program = version ? join(options.cwd, 'node_modules', command, 'bin', 'node') : command;
  return run(program, args, options);
}

/**
 * @param {URL} page
 * @param {World} world
 */
async function readInBrowsers(page, { browsers, engines, simulator }) {
  page.searchParams.set('simulator', simulator);
  const read = async (/** @type {string} */ engine) => {
    try {
      compare(await browsers.read(engine, page.href));
      return [engine, undefined];
    } catch (error) {
      return [engine, error];
    }
  };
  const known = ENGINES.filter((engine) => engines.includes(engine));
  return Object.fromEntries(await Promise.all(known.map(read)));
}

/**
 * @param {string} printed
 * @param {string} [more]
 */
function compare(printed, more = '') {
  let result;
  try {
    result = JSON.parse(printed);
  } catch {
    throw new Failure('This is not a result of the scenario.', `${printed}\n${more}`);
  }
  assert.deepEqual(result, EXPECTED);
}
