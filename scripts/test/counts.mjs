import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 */

/** How to parse a runner's output. */
const RUNNERS = {
  /**
   * `cargo test` and wasm-bindgen's runner: two lines per test binary. Without the second, its tests have no
   * result: Node exits without an error while one of them waits forever.
   */
  cargo: (/** @type {string} */ output) => {
    const lines = /^(?:running (\d+) tests?|test result: .*?(\d+) passed; (\d+) failed;.*)$/gm;
    let begun = '0';
    const pairs = [...output.matchAll(lines)].map(([, running, passed, failed]) => {
      const unfinished = begun;
      begun = running ?? '0';
      return running ? ['0', unfinished] : [passed, failed];
    });
    return sum([...pairs, ['0', begun], ['0', `${silentBinaries(output)}`]]);
  },
  /** node:test's reporter `spec`. */
  node: (/** @type {string} */ output) => {
    const count = (/** @type {string} */ of) =>
      new RegExp(`^ℹ ${of} (\\d+)$`, 'm').exec(output)?.[1];
    return sum([
      [count('pass'), count('fail')],
      ['0', count('cancelled')],
    ]);
  },
  /** scripts/matrix.mjs: its last line. */
  matrix: (/** @type {string} */ output) =>
    sum([...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].map(([, ...counts]) => counts)),
};

/**
 * The runner of the tests. A check runs none, and counts as one itself.
 * @typedef {'check' | keyof typeof RUNNERS} Runner
 */

/**
 * The numbers of passed and failed tests, and a comment. A runner without tests has failed, and so has one
 * with a bad exit code although every test passed.
 * @param {Runner} runner
 * @param {string} output
 * @param {boolean} succeeded whether it said so by its exit code
 * @returns {Counts & { note: string }}
 */
export function countTests(runner, output, succeeded) {
  if (runner === 'check')
    return { passed: Number(succeeded), failed: Number(!succeeded), note: '' };
  const { passed, failed } = RUNNERS[runner](stripVTControlCharacters(output));
  if (failed > 0) return { passed, failed, note: `${failed} of ${count(passed + failed)} failed` };
  if (passed === 0) return { passed, failed: 1, note: 'no test was run' };
  if (!succeeded) return { passed, failed: 1, note: `${count(passed)} passed, then it broke off` };
  return { passed, failed, note: count(passed) };
}

/**
 * The number of binaries that cargo ran without any output: neither a start, nor a note that they have no
 * tests, or only tests for another platform.
 * @param {string} output
 */
function silentBinaries(output) {
  const binaries = output.match(/^ +(?:Running .+ \(.+\)|Doc-tests .+)$/gm) ?? [];
  const words = output.match(/^running \d+ tests?$|^no tests to run!$|\bso skipping\b/gm) ?? [];
  return Math.max(0, binaries.length - words.length);
}

/** @param {number} tests */
function count(tests) {
  return `${tests} ${tests === 1 ? 'test' : 'tests'}`;
}

/**
 * @param {(string | undefined)[][]} pairs passed and failed
 * @returns {Counts}
 */
function sum(pairs) {
  const counts = { passed: 0, failed: 0 };
  for (const [passed = '0', failed = '0'] of pairs) {
    counts.passed += Number(passed);
    counts.failed += Number(failed);
  }
  return counts;
}
