/**
 * The bench of decoding: measures, prints and saves the costs, and checks them against the goals.
 *
 * @module
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { entriesOf, filesOf, sizeOfFiles } from '../scripts/build/entries.mjs';
import { WASM_BUDGET } from '../scripts/build/sizes.mjs';
import { Failure } from '../scripts/lib/failure.mjs';
import { PKG, ROOT } from '../scripts/lib/paths.mjs';
import { failures, judge, linesOf, tableOf, WORDS } from './lines.mjs';
import { describeMachine, describeVersions } from './machine.mjs';
import { runChild } from './node/child.mjs';
import { COLD_MESSAGES, measureColdStart } from './node/cold.mjs';
import { FEW, MANY, measureMemory } from './node/memory.mjs';
import { runComparisons } from './node/run.mjs';
import { buildWasmPeers } from './node/wasm-peers.mjs';
import { drawCost } from './plot/cost.mjs';
import { printTable, writeJson } from './report.mjs';
import { documentLines } from './results.mjs';

/** @import { Line } from './lines.mjs' */
/** @import { Result } from './node/run.mjs' */

const FOLDER = relative(process.cwd(), join(ROOT, 'target', 'bench'));

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function runBench(args) {
  const { values } = parseArgs({
    args,
    options: {
      browser: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      json: { type: 'string' },
      plot: { type: 'string', default: join(FOLDER, 'decoding.svg') },
      only: { type: 'string', default: '' },
      write: { type: 'boolean', default: false },
    },
  });
  if (values.write && values.only) {
    throw new Failure('--write writes all results: it does not go with --only.');
  }
  // What is written was measured everywhere.
  const onlyBrowsers = values.browser && !values.write;
  const json = values.json ?? join(FOLDER, onlyBrowsers ? 'browsers.json' : 'decoding.json');
  await buildWasmPeers();
  const about = { machine: describeMachine(), versions: describeVersions() };
  for (const facts of Object.values(about)) console.log(`\n${list(facts)}`);

  const lines = onlyBrowsers ? await inBrowsers(values.only) : await inNode(values.only);
  const figures = { ...about, lines };
  if (!onlyBrowsers && !values.only) {
    tell('sizes from 1 to 1,000,000 messages');
    const sweep = await runChild('sweep.mjs', [], ['--expose-gc']);
    mkdirSync(dirname(values.plot), { recursive: true });
    writeFileSync(values.plot, drawCost(sweep, `Node ${process.versions.node}`));
    writeJson(json, { ...figures, sweep });
    console.log(`\nFigures: ${json}\nPlot: ${values.plot}`);
  } else {
    writeJson(json, figures);
    console.log(`\nFigures: ${json}`);
  }
  const inBrowser = values.write ? await inBrowsers('') : [];
  if (values.write) {
    writeJson(join(FOLDER, 'browsers.json'), { ...about, lines: inBrowser });
    documentLines(list(about.machine), lines, inBrowser);
  }
  return conclude([...lines, ...inBrowser], values.check);
}

/** @param {string} only */
async function inNode(only) {
  const lines = comparisonLines(await runComparisons(only));
  if (!only) lines.push(...(await coldLines()), sizeLine(), ...(await memoryLines()));
  print('Node', lines);
  return lines;
}

/** @param {string} only */
async function inBrowsers(only) {
  const { runInBrowsers } = await import('./browser/run.mjs');
  const all = [];
  for (const { browser, results, cold } of await runInBrowsers(only)) {
    const lines = comparisonLines(results);
    if (cold) lines.push(...coldLinesOf(cold));
    print(browser, lines);
    all.push(...lines.map((line) => ({ browser, ...line })));
  }
  return all;
}

/** @param {Result[]} results */
const comparisonLines = (results) =>
  results.flatMap(({ comparison, stream, timed }) =>
    linesOf({ work: comparison.title, on: stream, unit: 'µs' }, timed, comparison.goals(stream)),
  );

async function coldLines() {
  tell('cold starts');
  return coldLinesOf(await measureColdStart());
}

/** @param {import('./measure/interleaved.mjs').Timed[]} timed */
const coldLinesOf = (timed) =>
  linesOf(
    { work: 'import → first page', on: `${COLD_MESSAGES} messages, cold`, unit: 'ms' },
    timed,
    [{ against: 'JSON.parse + zod', aim: 0.25, hold: 0.5 }],
  );

/** @returns {Line} */
function sizeLine() {
  // The main entry: `./inline` has the same wasm in Base64.
  const entry = entriesOf(PKG).find(({ name }) => name === '.');
  const kilobytes = entry ? sizeOfFiles(filesOf(PKG, entry).wasm).brotli / 1000 : Number.NaN;
  const cost = { median: kilobytes, q1: kilobytes, q3: kilobytes };
  const goal = { aim: WASM_BUDGET.aim / 1000, hold: WASM_BUDGET.hold / 1000 };
  const verdict = judge(kilobytes, goal);
  return {
    work: 'size',
    on: 'wasm, brotli',
    way: 'zoom-phone-sms',
    cost,
    unit: 'kB',
    ...goal,
    verdict,
  };
}

/** @returns {Promise<Line[]>} */
async function memoryLines() {
  tell(`memory of ${count(MANY)} messages against ${count(FEW)}`);
  const goal = { aim: 1.02, hold: 1.1 };
  return (await measureMemory()).map(({ stream, less, more }) => {
    const mib = more.rss / 2 ** 20;
    const growth = Math.max(more.rss / less.rss, more.wasm / less.wasm);
    return {
      work: 'memory',
      ...{ on: `${stream}, ${count(MANY)} : ${count(FEW)}`, way: 'zoom-phone-sms', unit: 'MiB' },
      cost: { median: mib, q1: mib, q3: mib },
      ratio: { median: growth, q1: growth, q3: growth },
      ...goal,
      verdict: judge(growth, goal),
    };
  });
}

/**
 * @param {string} where
 * @param {Line[]} lines
 */
function print(where, lines) {
  console.log(`\n${where}: microseconds are per message, medians of rounds in turns\n`);
  const [head = [], ...rows] = tableOf(lines);
  printTable(head, rows, WORDS);
}

/**
 * @param {Line[]} lines
 * @param {boolean} isCheck
 */
function conclude(lines, isCheck) {
  const missed = failures(lines);
  for (const { browser, work, on, way, verdict } of missed) {
    console.log([browser, work, on, way, verdict].filter(Boolean).join(' · '));
  }
  const judged = lines.filter(({ hold }) => hold !== undefined).length;
  console.log(`\n${judged - missed.length} of ${judged} goals hold.`);
  return isCheck && missed.length > 0 ? 1 : 0;
}

/** @param {Record<string, string>} facts */
const list = (facts) =>
  Object.entries(facts)
    .map(([name, value]) => `${name} ${value}`)
    .join(' · ');

/** @param {number} messages */
const count = (messages) => messages.toLocaleString('en');

/** @param {string} what */
const tell = (what) => console.error(styleText('dim', `${what} …`));
