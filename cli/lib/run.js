/**
 * Runs the command line: signals, failures and exit codes.
 *
 * @module
 */
import { CommanderError } from 'commander';
import { EXIT, Failure, failureOf } from './failure.js';
import { ClosedOutput, Output } from './output.js';
import { createProgram } from './program.js';

/** @import { Started } from './context.js' */

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function run(args) {
  const signals = watchSignals();
  const output = new Output();
  /** @type {Started} */
  const context = { environment: process.env, output, signal: signals.signal };
  try {
    const code = await execute(args, context);
    return signals.code() ?? code;
  } catch (error) {
    context.progress?.end();
    if (error instanceof ClosedOutput) return EXIT.done;
    if (signals.code() !== undefined && isAbort(error)) {
      process.stderr.write('Stopped.\n');
      return signals.code() ?? EXIT.unexpected;
    }
    return report(error);
  } finally {
    signals.release();
  }
}

/**
 * @param {string[]} args
 * @param {Started} context
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

/** The exit code after each signal: 128 and its number. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 };

/** The first signal asks the command to stop; the second ends the process. */
function watchSignals() {
  const controller = new AbortController();
  /** @type {number | undefined} */
  let code;
  const stop = (/** @type {keyof typeof SIGNALS} */ name) => {
    if (code !== undefined) process.exit(code);
    code = SIGNALS[name];
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
