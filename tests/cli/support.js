/**
 * The command line as a user has it: both packed packages, installed in a project of their own.
 *
 * @module
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { serve } from '../../simulator/serve.js';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const { PATH } = process.env;

const execute = promisify(execFile);

/** What the packages depend on is linked: tests need no registry. */
const LINKED = ['commander', 'hono', '@hono/node-server'];

/** A folder that is deleted when the tests have ended. */
export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), 'zoom-phone-sms-cli-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * @typedef {object} Ended
 * @property {number | null} code
 * @property {NodeJS.Signals | null} signal
 * @property {string} stdout
 * @property {string} stderr
 */

/** Installs the packages, and gives a function that runs the command. */
export async function installCli() {
  const project = scratch();
  const tarballs = [];
  for (const name of ['pkg', 'pkg-cli']) {
    const args = ['pack', '--json', '--pack-destination', project];
    const { stdout } = await execute('npm', args, { cwd: join(ROOT, name) });
    tarballs.push(join(project, JSON.parse(stdout)[0].filename));
  }
  writeFileSync(join(project, 'package.json'), '{ "private": true }\n');
  const links = LINKED.map((name) => `${name}@file:${join(ROOT, 'node_modules', name)}`);
  const install = ['install', '--offline', '--no-audit', '--no-fund', ...tarballs, ...links];
  await execute('npm', install, { cwd: project });
  const program = join(project, 'node_modules', '.bin', 'zoom-phone-sms');

  /**
   * @param {string[]} args
   * @param {{ env?: Record<string, string>, cwd?: string }} [options]
   */
  const begin = (args, { env = {}, cwd = project } = {}) =>
    spawn(process.execPath, [program, ...args], {
      cwd,
      env: { PATH, HOME: project, XDG_CONFIG_HOME: project, ...env },
    });

  /**
   * @param {string[]} args
   * @param {{ env?: Record<string, string>, cwd?: string, input?: string | Uint8Array }} [options]
   */
  const cli = (args, { input, ...options } = {}) => {
    const child = begin(args, options);
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
    return ended(child);
  };
  return { project, begin, cli };
}

/**
 * @param {import('node:child_process').ChildProcessWithoutNullStreams} child
 * @returns {Promise<Ended>}
 */
export async function ended(child) {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const [code, signal] = await once(child, 'close');
  return { code, signal, stdout, stderr };
}

/** Of the simulator. */
export const TOKEN = { ZOOM_TOKEN: 'simulator-token' };
export const OAUTH = {
  ZOOM_ACCOUNT_ID: 'simulator-account',
  ZOOM_CLIENT_ID: 'simulator-client',
  ZOOM_CLIENT_SECRET: 'simulator-secret',
};

/**
 * The lines of all NDJSON files of an export.
 *
 * @param {string} folder
 * @returns {{ session_id: string, message_id: string, date_time: string }[]}
 */
export function rowsOf(folder) {
  return filesOf(folder)
    .filter((file) => file.endsWith('.ndjson'))
    .flatMap((file) => readFileSync(join(folder, 'messages', file), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/**
 * The files below `messages`, with the folder of their month.
 *
 * @param {string} folder
 */
export function filesOf(folder) {
  const found = readdirSync(join(folder, 'messages'), { recursive: true, encoding: 'utf8' });
  return found.filter((name) => name.includes('.')).sort();
}

/** What identifies messages, sorted. @param {Iterable<{ session_id: string, message_id: unknown }>} messages */
export const keysOf = (messages) =>
  Array.from(messages, ({ session_id, message_id }) => `${session_id} ${message_id}`).sort();

/**
 * A generated account of two hours ago, so that its messages are old enough to be exported. Its limit is so high that
 * nothing waits for it.
 *
 * @param {import('../../simulator/command-line.js').ServeOptions} options
 */
export async function serveAccount(options) {
  let behindMs = 7_200_000;
  const zoom = await serve({
    rateLimit: { perSecond: 1000 },
    dateHeaderMs: 0,
    now: () => Date.now() - behindMs,
    ...options,
  });
  after(() => zoom.close());
  return {
    ...zoom,
    /** Lets the time since then pass. */
    catchUp() {
      behindMs = 0;
    },
  };
}
