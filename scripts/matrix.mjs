// `npm run test:matrix`: tests the packed package in every runtime, bundler and browser. `-- --list` lists the
// rows, `-- jest vite` runs those with one of these words in their names, `-- --core` runs those of `npm test`,
// `-- --write` updates the tables of docs/guides/platforms.md, and `-- --screenshots` takes a picture in each browser.

import './lib/machine.mjs';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { buildPackage } from './build/package.mjs';
import { Failure, main } from './lib/failure.mjs';
import { TOOLS } from './lib/paths.mjs';
import { duration, progress } from './lib/progress.mjs';
import { BUILD_NEEDS, setUp } from './lib/setup.mjs';
import { startSimulator } from './lib/simulator.mjs';
import { ROWS } from './matrix/rows.mjs';

/** @import { Row } from './matrix/rows.mjs' */
/** @import { World } from './matrix/run-row.mjs' */

const CORE_NEEDS = /** @type {const} */ (['chromium', 'chromedriver']);
const ALL_NEEDS = /** @type {const} */ (['firefox', 'geckodriver', 'WebKitWebDriver', 'Xvfb']);
/** Consumers run at a time: most wait for the network or a disk half of their time. */
const LANES = Math.min(2, availableParallelism());
const FLAGS = ['--list', '--core', '--write', '--screenshots'];

await main(async (args) => {
  const flags = args.filter((arg) => arg.startsWith('--'));
  const unknown = flags.find((flag) => !FLAGS.includes(flag));
  if (unknown) throw new Failure(`Unknown argument ${unknown}: there are ${FLAGS.join(', ')}.`);
  const isCore = flags.includes('--core');
  const rows = choose(args.filter((arg) => !flags.includes(arg))).filter((r) => r.core || !isCore);
  if (flags.includes('--write') && rows.length < ROWS.length) {
    throw new Failure('--write requires all rows: leave out --core and the words.');
  }
  if (flags.includes('--list')) {
    for (const { where } of rows) console.log(where);
    return 0;
  }

  const start = performance.now();
  await setUp([...BUILD_NEEDS, ...CORE_NEEDS, ...(isCore ? [] : ALL_NEEDS)]);
  await buildPackage();
  // Imported here, because they use what `setUp` installs.
  const { createBrowsers, ENGINES } = await import('./matrix/browsers.mjs');
  const { announceTools, packPackage, prepare } = await import('./matrix/consumer.mjs');
  const simulator = await startSimulator();
  const browsers = createBrowsers();
  const engines = isCore ? ENGINES.slice(0, 1) : ENGINES;
  const tarball = await packPackage();
  const world = { tarball, simulator: simulator.url, browsers, engines, prepared: new Map() };
  try {
    // Its versions of Node run the other consumers' tools.
    const runners = isCore ? [] : ['node'];
    announceTools([...new Set([...runners, ...rows.map(({ consumer }) => consumer)])]);
    for (const name of runners) await prepare(name, tarball);
    const failed = await runAll(rows, world);
    if (flags.includes('--screenshots')) await picture(world);
    console.log(`\n${rows.length} rows in ${duration(performance.now() - start)}`);
    console.log(`${rows.length - failed} passed, ${failed} failed`);
    if (failed > 0) return 1;
    return rows.length < ROWS.length || (await compareWithReadme(world, flags)) ? 0 : 1;
  } finally {
    await browsers.close();
    await simulator.close();
  }
});

/** @param {string[]} words */
function choose(words) {
  const has = (/** @type {Row} */ { where }, /** @type {string} */ word) =>
    where.toLowerCase().includes(word.toLowerCase());
  const unknown = words.find((word) => !ROWS.some((row) => has(row, word)));
  if (unknown) throw new Failure(`No row of the matrix has ${unknown} in its name: see --list.`);
  return ROWS.filter((row) => words.length === 0 || words.some((word) => has(row, word)));
}

/**
 * Runs the rows of one consumer in sequence, because they share its folder, and consumers in parallel.
 * @param {Row[]} rows
 * @param {World} world
 * @returns {Promise<number>} how many failed
 */
async function runAll(rows, world) {
  /** @type {Map<string, Row[]>} */
  const consumers = new Map();
  for (const row of rows)
    consumers.set(row.consumer, [...(consumers.get(row.consumer) ?? []), row]);
  const waiting = [...consumers.values()];
  let failed = 0;
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      for (const row of next) if (!(await tell(row, world))) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return failed;
}

/**
 * Runs a row and reports it, in one line if it passes.
 * @param {Row} row
 * @param {World} world
 * @returns {Promise<boolean>} whether all is well
 */
async function tell(row, world) {
  const { runRow } = await import('./matrix/run-row.mjs');
  const { versions } = await import('./matrix/document.mjs');
  const shown = progress(row.where);
  /** @type {Record<string, unknown>} */
  const found = await runRow(row, world, shown.say).catch((error) => ({ '': error }));
  const took = duration(shown.end());
  const errors = Object.entries(found).filter(([, error]) => error !== undefined);
  for (const [engine, error] of errors) {
    console.log(`\n${engine} ${error instanceof Failure ? `${error.output}\n` : ''}${error}\n`);
  }
  const mark = errors.length > 0 ? 'FAIL  ' : 'ok    ';
  const passed = Object.keys(found).filter((engine) => found[engine] === undefined);
  const line = `${mark}${row.where.padEnd(42)}${took.padStart(9)}  ${versions(row)}  ${passed.join(', ')}`;
  console.log(line.trimEnd());
  return errors.length === 0;
}

/** @param {World} world */
async function picture({ browsers, engines }) {
  const folder = join(TOOLS, 'screenshots');
  mkdirSync(folder, { recursive: true });
  for (const engine of engines) {
    writeFileSync(join(folder, `${engine}.png`), await browsers.screenshot(engine));
  }
  console.log(`\nPictures of the last page are in ${folder}.`);
}

/**
 * Compares the results with the guide, or writes them there.
 * @param {World} world
 * @param {string[]} flags
 */
async function compareWithReadme({ browsers, engines }, flags) {
  const document = await import('./matrix/document.mjs');
  /** @type {Record<string, string>} */
  const versions = {};
  for (const engine of engines) versions[engine] = await browsers.version(engine);
  const tables = document.matrixTables(versions);
  if (flags.includes('--write')) document.documentTables(tables);
  const isSame = document.haveSameRows(document.documentedTables(), tables);
  if (!isSame)
    console.log('docs/guides/platforms.md is out of date: run npm run test:matrix -- --write');
  return isSame;
}
