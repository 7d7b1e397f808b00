/**
 * From saved pages to files: CPU seconds, size and peak memory, compared with other ways. Each way is a process of its own; they
 * take turns.
 *
 * @module
 */
import { mkdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ROOT } from '../scripts/lib/paths.mjs';
import { task } from '../scripts/lib/progress.mjs';
import { READERS_PYTHON } from '../scripts/lib/python.mjs';
import { run } from '../scripts/lib/run.mjs';
import { savePages } from './formats/pages.mjs';
import { NAMES, WORKS } from './formats/ways.mjs';
import { judge } from './lines.mjs';
import { describeMachine } from './machine.mjs';
import { ratio, spread } from './measure/statistics.mjs';
import { printTable, writeJson } from './report.mjs';

/** @import { Work } from './formats/ways.mjs' */

const FOLDER = join(ROOT, 'target', 'bench');
const CHILD = fileURLToPath(new URL('formats/child.mjs', import.meta.url));
const PEERS = fileURLToPath(new URL('formats/peers.py', import.meta.url));
const MB = 1e6;

/** @typedef {{ cpu: number[], rss: number, size: number }} Measured of a way */

/**
 * Runs a way once.
 * @param {string} way
 * @param {string} pages
 * @returns {Promise<{ cpu: number, rss: number, size: number }>}
 */
async function measure(way, pages) {
  const file = join(FOLDER, `${way}.out`);
  const isPython = /^(duckdb|pandas)-/.test(way);
  const [command, script] = isPython ? [READERS_PYTHON, PEERS] : [process.execPath, CHILD];
  const output = await run(command, [script, way, pages, file]);
  return { ...JSON.parse(output), size: statSync(file).size };
}

/**
 * @param {Work} work
 * @param {string} pages
 * @param {number} rounds
 * @returns {Promise<Map<string, Measured>>}
 */
async function compare({ name, ours, others }, pages, rounds) {
  const ways = [ours, ...others];
  /** @type {Map<string, Measured>} */
  const found = new Map(ways.map((way) => [way, { cpu: [], rss: 0, size: 0 }]));
  await task(name, async (say) => {
    for (let round = 0; round < rounds; round += 1) {
      for (let i = 0; i < ways.length; i += 1) {
        // Each round starts with another way.
        const way = ways[(round + i) % ways.length] ?? ours;
        say(`round ${round + 1} of ${rounds}, ${way}`);
        const { cpu, rss, size } = await measure(way, pages);
        const before = found.get(way) ?? { cpu: [], rss: 0, size: 0 };
        found.set(way, { cpu: [...before.cpu, cpu], rss: Math.max(before.rss, rss), size });
      }
    }
  });
  return found;
}

/** @param {number} value */
const two = (value) => value.toFixed(2);

/**
 * The lines of a work: ours, then each other way with our cost in proportion to it.
 * @param {Work} work
 * @param {Map<string, Measured>} found
 */
function linesOf(work, found) {
  const ours = found.get(work.ours) ?? { cpu: [], rss: 0, size: 0 };
  return Array.from(found, ([way, { cpu, rss, size }]) => {
    const isOurs = way === work.ours;
    const costs = isOurs ? undefined : ratio(ours.cpu, cpu).median;
    const goal = work.goals.find(({ against }) => against === way);
    const verdicts = [
      isOurs && `memory: ${judge(rss / MB, work.memory)}`,
      goal && `CPU: ${judge(costs ?? Number.NaN, goal)}`,
      work.size?.against === way && `size: ${judge(ours.size / size, work.size)}`,
    ];
    return {
      work: isOurs ? work.name : '',
      way: NAMES[way] ?? 'zoom-phone-sms',
      cpu: two(spread(cpu).median),
      costs: costs === undefined ? '' : two(costs),
      goal: goal ? `${goal.aim} / ${goal.hold}` : '',
      size: (size / MB).toFixed(1),
      sizes: isOurs ? '' : two(ours.size / size),
      rss: Math.round(rss / MB),
      verdict: verdicts.filter(Boolean).join(', '),
    };
  });
}

const HEAD = ['work', 'way', 'CPU s', 'ours : it', 'aim / hold', 'MB', 'ours : it', 'RSS MB', ''];

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function runFormats(args) {
  const { check, json, messages, rounds, only } = parseArgs({
    args,
    options: {
      check: { type: 'boolean', default: false },
      json: { type: 'string', default: join(relative(process.cwd(), FOLDER), 'formats.json') },
      messages: { type: 'string', default: '100000' },
      rounds: { type: 'string', default: '5' },
      only: { type: 'string', default: '' },
    },
  }).values;
  mkdirSync(FOLDER, { recursive: true });
  const pages = join(FOLDER, `pages-${messages}`);
  await task(`Save ${messages} messages`, async () => savePages(pages, Number(messages)));
  const lines = [];
  for (const work of WORKS.filter(({ ours }) => ours.includes(only))) {
    lines.push(...linesOf(work, await compare(work, pages, Number(rounds))));
  }
  const machine = describeMachine();
  console.log(`\n${Object.values(machine).join(' · ')}; ${messages} messages\n`);
  const rows = lines.map((line) => Object.values(line));
  printTable(HEAD, rows, [0, 1, HEAD.length - 1]);
  writeJson(json, { machine, messages, lines });
  return check && lines.some(({ verdict }) => verdict.includes('MISSED')) ? 1 : 0;
}
