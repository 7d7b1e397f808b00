import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 */

/** How to read what a runner printed. */
const RUNNERS = {
  /**
   * `cargo test`, and wasm-bindgen's runner: two lines for each test binary. Without the second, none
   * of its tests has a result: Node ends without an error while one of them waits for ever.
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
  /** scripts/matrix.mjs: a line at its end. */
  matrix: (/** @type {string} */ output) =>
    sum([...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].map(([, ...counts]) => counts)),
};

/**
 * Who ran the tests; a check runs none, and counts as one itself.
 * @typedef {'check' | keyof typeof RUNNERS} Runner
 */

/**
 * How many tests passed and failed, and a word about it. A runner that ran none has failed, and so
 * has one that ended badly though every test passed.
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
 * How many of the binaries that cargo ran said nothing at all: neither that they begin, nor that they
 * have no tests, nor that those are for another platform.
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
