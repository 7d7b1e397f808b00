/**
 * Counts the instructions for a message with Valgrind, from bytes in memory to what JavaScript builds objects from, or to
 * text. The figures are the same in each run, even on a busy machine. They are those of a native build: a wasm with
 * fewer of them is not always faster.
 *
 * @module
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readCrate } from '../scripts/lib/crate.mjs';
import { Failure, main } from '../scripts/lib/failure.mjs';
import { ROOT } from '../scripts/lib/paths.mjs';
import { task } from '../scripts/lib/progress.mjs';
import { run } from '../scripts/lib/run.mjs';
import { find } from '../scripts/lib/search.mjs';
import { FULL_PAGE, writePage } from './data/pages.mjs';
import { judge } from './lines.mjs';
import { printTable, writeJson } from './report.mjs';

const STREAMS = /** @type {const} */ (['docs', 'unique', 'unknown']);
const WORKS = ['page', 'rows', 'csv', 'ndjson'];

/**
 * Instructions for a message: what is wanted, and the present figure with room for another compiler, above which
 * `--check` fails.
 * @type {Record<string, { aim: number, hold: number }>}
 */
const GOALS = {
  'page docs': { aim: 1_950, hold: 3_250 },
  'page unique': { aim: 2_450, hold: 6_400 },
};

/** How often each page is read: what is done once in a process does not count then. */
const TIMES = 20;

const FOLDER = join(ROOT, 'target', 'bench');

await main(async (args) => {
  const { check, json } = parseArgs({
    args,
    options: {
      check: { type: 'boolean', default: false },
      json: { type: 'string', default: join(FOLDER, 'instructions.json') },
    },
  }).values;
  if (!find('valgrind')) throw new Failure('Install valgrind, then run this again.');
  const program = await build();
  mkdirSync(FOLDER, { recursive: true });
  const lines = [];
  for (const stream of STREAMS) {
    const page = join(FOLDER, `${stream}.json`);
    writeFileSync(page, writePage(stream, 0));
    for (const work of WORKS) {
      const instructions = await count(program, work, page);
      const goal = GOALS[`${work} ${stream}`];
      const verdict = goal ? judge(instructions, goal) : '';
      lines.push({ work: `bytes → ${work}`, on: stream, instructions, ...goal, verdict });
    }
  }
  printTable(
    ['work', 'on', 'instructions a message', 'aim', 'hold', ''],
    lines.map(({ work, on, instructions, aim = '', hold = '', verdict }) => [
      ...[work, on, instructions, aim, hold, verdict],
    ]),
    [0, 1, 5],
  );
  writeJson(json, lines);
  const isMissed = lines.some(({ verdict }) => verdict === 'MISSED');
  return check && isMissed ? 1 : 0;
});

/** @returns {Promise<string>} the program's path */
async function build() {
  const { targetDirectory } = await readCrate();
  await task('Build what is counted', (say) => {
    const example = ['--package', 'zoom-phone-sms-messages', '--example', 'instructions'];
    return run('cargo', ['build', '--release', '--locked', ...example], { onLine: say });
  });
  return join(targetDirectory, 'release', 'examples', 'instructions');
}

/**
 * @param {string} program
 * @param {string} work
 * @param {string} page
 */
async function count(program, work, page) {
  const options = ['--tool=callgrind', '--toggle-collect=instructions::work*'];
  const valgrind = [...options, '--callgrind-out-file=/dev/null', program];
  const output = await run('valgrind', [...valgrind, work, String(TIMES), page]);
  const collected = /Collected : (\d+)/.exec(output)?.[1];
  // Nothing is collected if the function has another name.
  if (!Number(collected)) throw new Error(`Valgrind counted nothing:\n${output}`);
  return Math.round(Number(collected) / (TIMES * FULL_PAGE));
}
