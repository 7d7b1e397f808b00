import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ROOT } from '../lib/paths.mjs';
import { duration, progress } from '../lib/progress.mjs';
import { execute } from '../lib/run.mjs';
import { countTests } from './counts.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */
/** @typedef {import('./steps.mjs').Step} Step */

/**
 * Runs one step and reports it: in one line if it passed, with its whole output if not.
 * @param {Step} step
 * @returns {Promise<Counts>}
 */
export async function runStep(step) {
  const shown = progress(step.name);
  let output = '';
  let succeeded = true;
  for (const [command = '', ...args] of step.commands) {
    // This Node: a package in node_modules may bring another.
    const program = command === 'node' ? process.execPath : command;
    const result = await execute(program, args.flatMap(expand), {
      env: step.env ?? {},
      onLine: shown.say,
    });
    output += `$ ${[command, ...args].join(' ')}\n${result.output}`;
    succeeded &&= result.code === 0;
  }

  const counts = countTests(step.runner, output, succeeded);
  const took = duration(shown.end());
  if (counts.failed > 0) console.log(`\n${output.trimEnd()}\n`);
  tell(step.name, counts, took, counts.note);
  return counts;
}

/**
 * Reports that a step could not run, because one of its dependencies failed.
 * @param {Step} step
 * @param {string} failed
 * @returns {Counts}
 */
export function skipStep(step, failed) {
  const counts = { passed: 0, failed: 1 };
  tell(step.name, counts, '', `not run, because ${failed} failed`);
  return counts;
}

/**
 * @param {string} name
 * @param {Counts} counts
 * @param {string} took
 * @param {string} more
 */
function tell(name, { failed }, took, more) {
  const line = `${failed === 0 ? 'ok    ' : 'FAIL  '}${name.padEnd(14)}${took.padStart(10)}  ${more}`;
  console.log(line.trimEnd());
}

/**
 * Lists the files of `folder/*.ending`: Node 20 does not expand the pattern, and newer versions treat a folder
 * name differently.
 * @param {string} arg
 */
function expand(arg) {
  if (!basename(arg).startsWith('*')) return [arg];
  const folder = dirname(arg);
  try {
    const names = readdirSync(join(ROOT, folder)).sort();
    return names
      .filter((name) => name.endsWith(basename(arg).slice(1)))
      .map((name) => join(folder, name));
  } catch {
    // The runner will report the missing files.
    return [arg];
  }
}
