/**
 * A scratch project outside the repository with the packed package installed, as a user has it.
 *
 * @module
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { serve } from '../../simulator/serve.js';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const execute = promisify(execFile);

/**
 * Packs pkg/ and installs the tarball into a new project.
 *
 * @returns {Promise<string>} the project's folder, deleted when the tests have ended
 */
export async function installPackage() {
  const tarball = await packPackage();
  const project = dirname(tarball);
  writeFileSync(join(project, 'package.json'), '{ "private": true }\n');
  await npm(['install', '--offline', '--no-audit', '--no-fund', tarball], project);
  return project;
}

/**
 * Packs pkg/ into a folder of its own.
 *
 * @returns {Promise<string>} the tarball, deleted when the tests have ended
 */
export async function packPackage() {
  const folder = mkdtempSync(join(tmpdir(), 'zoom-phone-sms-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const { stdout } = await npm(['pack', '--json', '--pack-destination', folder], join(ROOT, 'pkg'));
  const [{ filename }] = JSON.parse(stdout);
  return join(folder, filename);
}

/**
 * @param {string[]} args
 * @param {string} cwd
 */
function npm(args, cwd) {
  return execute('npm', args, { cwd });
}

/**
 * Starts the simulator for the tests of one file.
 *
 * @param {Parameters<typeof serve>[0]} [options]
 */
export async function startSimulator(options = {}) {
  const simulator = await serve({ port: 0, ...options });
  after(() => simulator.close());
  return simulator;
}

/**
 * Runs a program in a project, and gives what it prints.
 *
 * @param {string} project
 * @param {string} name the program's file name: its ending says what kind of module it is
 * @param {string} source
 * @param {{ env?: Record<string, string>, flags?: string[] }} [options]
 */
export async function runProgram(project, name, source, { env = {}, flags = [] } = {}) {
  const file = join(project, name);
  writeFileSync(file, source);
  const options = { cwd: project, env: { ...process.env, ...env } };
  const { stdout } = await execute(process.execPath, [...flags, file], options);
  return stdout;
}

/**
 * The installed package, imported into this process.
 *
 * @param {string} project
 * @returns {Promise<typeof import('../../pkg/inline.js')>}
 */
export function importPackage(project) {
  const entry = join(project, 'node_modules', 'zoom-phone-sms', 'inline.js');
  return import(pathToFileURL(entry).href);
}
