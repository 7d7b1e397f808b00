import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { task } from './progress.mjs';
import { run } from './run.mjs';

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean }>} Packages */

/** Installs the packages of package-lock.json, unless they are installed. */
export async function installNpmPackages() {
  if (isInstalled(ROOT)) return;
  await task('Install the npm packages of package-lock.json (npm ci, under a minute)', (say) =>
    runNpm(['ci'], { onLine: say }),
  );
}

/**
 * Runs npm, preferably the one that runs this script.
 * @param {string[]} args
 * @param {import('./run.mjs').RunOptions} [options]
 */
export function runNpm(args, options) {
  const { npm_execpath: npm } = process.env;
  if (npm?.endsWith('.js')) return run(process.execPath, [npm, ...args], options);
  return run('npm', args, options);
}

/**
 * Compares package-lock.json with npm's own list of node_modules, which it writes when it is done.
 * @param {string} folder
 * @param {string} [locked] the folder of the lock file, if it is another
 */
export function isInstalled(folder, locked = folder) {
  const wanted = readPackages(join(locked, 'package-lock.json'));
  const installed = readPackages(join(folder, 'node_modules/.package-lock.json'));
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === '') return true;
    const found = installed[path];
    // Optional packages of other platforms are absent.
    if (!found) return optional === true;
    return found.version === version && found.integrity === integrity;
  });
}

/**
 * @param {string} file
 * @returns {Packages | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
