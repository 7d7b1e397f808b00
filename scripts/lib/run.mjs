import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { exit } from './exit.mjs';
import { Failure } from './failure.mjs';
import { ROOT, SEARCH_PATH } from './paths.mjs';

/**
 * @typedef {object} RunOptions
 * @property {Record<string, string>} [env] added to this process's environment
 * @property {string} [cwd] the repository, if not given
 * @property {(line: string) => void} [onLine] hears each line as it is printed
 */

/** How long children may take to exit after Ctrl-C. */
const GRACE_MS = 3000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

let isInterrupted = false;

/**
 * Runs a command without a shell, and resolves with its output (both streams in order).
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function execute(command, args, { env = {}, cwd = ROOT, onLine } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: environment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
      // Its own process group, so Ctrl-C reaches browsers that a test runner started.
      detached: true,
    });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (/** @type {string} */ text) => {
        output += text;
        const line = text.trimEnd().split('\n').at(-1);
        if (line) onLine?.(stripVTControlCharacters(line).trim());
      });
    }
    child.on('error', (error) => {
      running.delete(child);
      reject(notStarted(command, error));
    });
    child.on('close', (code, signal) => {
      running.delete(child);
      // The end of an interrupted child is not a failure.
      if (isInterrupted) return;
      if (signal) output += `\n${command} was ended by ${signal}.\n`;
      resolve({ code: code ?? 1, output });
    });
  });
}

/**
 * Runs a command that must succeed, and resolves with its output.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export async function run(command, args, options) {
  const { code, output } = await execute(command, args, options);
  if (code === 0) return output;
  throw new Failure(`${[command, ...args].join(' ')} failed (exit code ${code}).`, output);
}

/**
 * Runs a command on this terminal, and resolves with its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<number>}
 */
export function runInTerminal(command, args, { env = {}, cwd = ROOT } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: environment(env), stdio: 'inherit' });
    child.on('error', (error) => reject(notStarted(command, error)));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** @param {Record<string, string>} more */
function environment(more) {
  return { ...process.env, PATH: SEARCH_PATH.join(delimiter), ...more };
}

/**
 * @param {string} command
 * @param {Error} error
 */
function notStarted(command, error) {
  return new Failure(`The command ${command} could not be started: ${error.message}`);
}

/** @param {NodeJS.Signals} signal */
function killAll(signal) {
  for (const { pid } of running) {
    try {
      if (pid !== undefined) process.kill(-pid, signal);
    } catch {
      // It has just exited.
    }
  }
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.once(signal, () => {
    isInterrupted = true;
    killAll('SIGTERM');
    const start = Date.now();
    const timer = setInterval(() => {
      const isOver = Date.now() - start > GRACE_MS;
      if (!isOver && running.size > 0) return;
      clearInterval(timer);
      killAll('SIGKILL');
      void exit(128 + constants.signals[signal]);
    }, 50);
  });
}
