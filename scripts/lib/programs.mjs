import { Failure } from './failure.mjs';
import { task } from './progress.mjs';
import { execute, run, runInTerminal } from './run.mjs';
import { find } from './search.mjs';

/**
 * The browsers with their drivers, Redis, and Python: the names of each program, its packages, and a command
 * that checks whether it is complete.
 * @satisfies {Record<string, { names: string[], debian: string, brew: string, check?: string[] }>}
 */
const PROGRAMS = {
  chromium: {
    names: [
      'chromium',
      'chromium-browser',
      'google-chrome',
      'google-chrome-stable',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
    debian: 'chromium',
    brew: 'google-chrome',
  },
  chromedriver: { names: ['chromedriver'], debian: 'chromium-driver', brew: 'chromedriver' },
  firefox: {
    names: ['firefox', 'firefox-esr', '/Applications/Firefox.app/Contents/MacOS/firefox'],
    debian: 'firefox-esr',
    brew: 'firefox',
  },
  // WebKit has no headless mode: its window opens on a virtual screen.
  WebKitWebDriver: { names: ['WebKitWebDriver'], debian: 'webkit2gtk-driver', brew: 'webkitgtk' },
  Xvfb: { names: ['Xvfb'], debian: 'xvfb', brew: 'xquartz' },
  'redis-server': { names: ['redis-server'], debian: 'redis-server', brew: 'redis' },
  // Debian has the module for virtual environments in a separate package.
  python3: {
    names: ['python3'],
    debian: 'python3-venv',
    brew: 'python',
    check: ['-c', 'import ensurepip, venv'],
  },
};

/** @typedef {keyof typeof PROGRAMS} Program */

/**
 * Installs the missing ones with the system's package manager.
 * @param {readonly Program[]} programs
 */
export async function installPrograms(programs) {
  /** @type {Program[]} */
  const missing = [];
  for (const program of programs) if (!(await isComplete(program))) missing.push(program);
  if (missing.length === 0) return;
  if (!find('apt-get')) {
    const packages = missing.map((program) => PROGRAMS[program].brew).join(' ');
    const how = process.platform === 'darwin' ? `brew install ${packages}` : 'your package manager';
    throw new Failure(
      `The tests need ${missing.join(', ')} on PATH: install them with ${how}, then run this again.`,
    );
  }
  const packages = missing.map((program) => PROGRAMS[program].debian);
  console.log(`Installing with apt-get, once: ${packages.join(', ')} (about 1 min).`);
  await aptGet('Update the list of packages', ['update']);
  await aptGet(`Install ${packages.join(', ')}`, [
    'install',
    '--yes',
    '--no-install-recommends',
    ...packages,
  ]);
}

/** @param {Program} program */
async function isComplete(program) {
  const found = findProgram(program);
  if (!found) return false;
  const about = PROGRAMS[program];
  return !('check' in about) || (await execute(found, about.check)).code === 0;
}

/**
 * The path of a program, or `undefined`.
 * @param {Program} program
 */
export function findProgram(program) {
  return find(...PROGRAMS[program].names);
}

/**
 * @param {string} title
 * @param {string[]} args
 */
async function aptGet(title, args) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  if (process.getuid?.() === 0) {
    await task(title, (say) => run('apt-get', args, { env, onLine: say }));
  } else {
    // On the terminal, because sudo may ask for a password.
    const code = await runInTerminal('sudo', [
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      ...args,
    ]);
    if (code !== 0) throw new Failure(`apt-get ${args.join(' ')} failed (exit code ${code}).`);
  }
}
