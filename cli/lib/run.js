/**
 * Runs the command line: signals, failures and exit codes.
 *
 * @module
 */
import { constants } from 'node:os';
import { CommanderError } from 'commander';
import { EXIT, Failure, failureOf } from './failure.js';
import { ClosedOutput, Output } from './output.js';
import { createProgram } from './program.js';
import { Progress } from './progress.js';

/** @import { Context } from './context.js' */

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function run(args) {
  const signals = watchSignals();
  const output = new Output();
  const context = {
    environment: process.env,
    output,
    progress: new Progress(process.stderr, process.env, false),
    signal: signals.signal,
  };
  try {
    const code = await execute(args, context);
    return signals.code() ?? code;
  } catch (error) {
    context.progress.end();
    if (error instanceof ClosedOutput) return EXIT.done;
    if (signals.code() !== undefined && isAbort(error)) {
      context.progress.say('Stopped.');
      return signals.code() ?? EXIT.unexpected;
    }
    return report(error);
  } finally {
    signals.release();
  }
}

/**
 * @param {string[]} args
 * @param {Context} context
 */
async function execute(args, context) {
  /** @type {number} */
  let code = EXIT.done;
  const program = createProgram(context, (result) => {
    code = result ?? EXIT.done;
  });
  await program.parseAsync(args, { from: 'user' });
  return code;
}

/** @param {unknown} given */
function report(given) {
  // Commander has printed its own.
  if (given instanceof CommanderError)
    return given.exitCode === 0 || given.code === 'commander.version' ? EXIT.done : EXIT.usage;
  const error = failureOf(given);
  if (error instanceof Failure) {
    process.stderr.write(`error: ${error.message}\n`);
    return error.exitCode;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`error: unexpected: ${text}\n`);
  return EXIT.unexpected;
}

/** @param {unknown} error */
const isAbort = (error) => /** @type {{ name?: string }} */ (error)?.name === 'AbortError';

/** The first signal asks the command to stop; the second ends the process. */
function watchSignals() {
  const controller = new AbortController();
  /** @type {number | undefined} */
  let code;
  const stop = (/** @type {NodeJS.Signals} */ name) => {
    if (code !== undefined) process.exit(code);
    code = 128 + constants.signals[name];
    controller.abort();
  };
  const names = /** @type {const} */ (['SIGINT', 'SIGTERM']);
  for (const name of names) process.on(name, stop);
  return {
    signal: controller.signal,
    code: () => code,
    release() {
      for (const name of names) process.off(name, stop);
    },
  };
}
