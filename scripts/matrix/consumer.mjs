import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { isInstalled, runNpm } from '../lib/npm-packages.mjs';
import { PKG, ROOT } from '../lib/paths.mjs';
import { run } from '../lib/run.mjs';

const SOURCES = join(ROOT, 'tests', 'consumers');

const { XDG_CACHE_HOME = join(homedir(), '.cache') } = process.env;

/**
 * The installed consumers, kept between runs with the packages of their lock files. They are outside the
 * repository, because tools use files of the folders above: webpack the `paths` of tsconfig.json, all of them
 * node_modules.
 */
const COPIES = join(
  XDG_CACHE_HOME,
  'zoom-phone-sms',
  createHash('sha256').update(ROOT).digest('hex').slice(0, 8),
);

/** Files that each consumer gets besides its own. */
const SHARED = ['scenario.js', 'show.js'];

/**
 * Packs pkg/, as `npm publish` would.
 * @returns {Promise<string>} the tarball
 */
export async function packPackage() {
  mkdirSync(COPIES, { recursive: true });
  const printed = await runNpm(['pack', '--json', '--pack-destination', COPIES], { cwd: PKG });
  const [{ filename }] = JSON.parse(printed.slice(printed.indexOf('[')));
  return join(COPIES, filename);
}

/**
 * Prints what `prepare` will install, if anything.
 * @param {string[]} names
 */
export function announceTools(names) {
  const missing = names.filter((name) => {
    const source = join(SOURCES, name);
    return (
      existsSync(join(source, 'package-lock.json')) && !isInstalled(join(COPIES, name), source)
    );
  });
  if (missing.length === 0) return;
  console.log(`Installing with npm into ${COPIES}, once: the tools of ${missing.join(', ')}.`);
}

/**
 * Prepares a consumer: a copy of its folder, its tools, and the packed package.
 * @param {string} name
 * @param {string} tarball
 * @param {(line: string) => void} [say]
 * @returns {Promise<string>} the copy's folder
 */
export async function prepare(name, tarball, say) {
  const copy = join(COPIES, name);
  mkdirSync(copy, { recursive: true });
  for (const entry of readdirSync(copy)) {
    if (entry !== 'node_modules') rmSync(join(copy, entry), { recursive: true });
  }
  cpSync(join(SOURCES, name), copy, { recursive: true });
  for (const file of SHARED) cpSync(join(SOURCES, file), join(copy, file));

  const hasTools = existsSync(join(copy, 'package-lock.json'));
  if (hasTools && !isInstalled(copy)) {
    await runNpm(['ci', '--no-audit', '--no-fund'], { cwd: copy, ...(say && { onLine: say }) });
  }
  // Tools cache a package as long as the lock file is the same.
  for (const cache of ['.vite', '.cache']) {
    rmSync(join(copy, 'node_modules', cache), { recursive: true, force: true });
  }
  // The same as npm would do: the package has no dependencies and no scripts.
  const place = join(copy, 'node_modules', 'zoom-phone-sms');
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', place]);
  return copy;
}

/**
 * The version of a consumer's tool, from its lock file.
 * @param {string} consumer
 * @param {string} tool
 */
export function versionOf(consumer, tool) {
  const { packages } = JSON.parse(
    readFileSync(join(SOURCES, consumer, 'package-lock.json'), 'utf8'),
  );
  const version = packages[`node_modules/${tool}`]?.version;
  if (!version) throw new Failure(`The lock file of tests/consumers/${consumer} has no ${tool}.`);
  return String(version);
}

/**
 * The binary of a version of Node, which is a package of the consumer `node`.
 * @param {string} name such as `node-24`
 */
export function nodeFolder(name) {
  return join(COPIES, 'node', 'node_modules', name, 'bin');
}
