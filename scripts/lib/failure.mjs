import { exit } from './exit.mjs';

/** A failure that the user can act on: printed as its message, without a stack. */
export class Failure extends Error {
  /**
   * @param {string} message one sentence: what happened, and what to do
   * @param {string} [output] what a command printed before it failed
   */
  constructor(message, output = '') {
    super(message);
    this.name = 'Failure';
    this.output = output;
  }
}

/**
 * Runs a script and ends the process with its exit code.
 * @param {(args: string[]) => Promise<number | undefined>} script resolves with the exit code, or
 *   with `undefined` to keep the process alive while something runs in it
 */
export async function main(script) {
  try {
    const code = await script(process.argv.slice(2));
    if (code !== undefined) await exit(code);
  } catch (error) {
    if (error instanceof Failure) {
      if (error.output) console.error(`\n${error.output.trimEnd()}\n`);
      console.error(error.message);
    } else {
      console.error(error);
    }
    await exit(1);
  }
}
