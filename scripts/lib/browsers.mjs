/**
 * Starts the three browser engines without a visible window.
 *
 * @module
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Builder } from 'selenium-webdriver';
import chrome from 'selenium-webdriver/chrome.js';
import firefox from 'selenium-webdriver/firefox.js';
import safari from 'selenium-webdriver/safari.js';
import { Failure } from './failure.mjs';
import { ROOT } from './paths.mjs';
import { findProgram } from './programs.mjs';
import { find } from './search.mjs';

/** The time limit for a driver to respond: machines are busy. */
const START_MS = 120_000;

const OPTIONS = JSON.parse(readFileSync(join(ROOT, 'webdriver.json'), 'utf8'));

/** @typedef {'chromium' | 'firefox' | 'webkit'} Engine */

/**
 * @typedef {object} More what one use needs beyond what all do
 * @property {string[]} [args] of the browser's command line
 * @property {Record<string, unknown>} [prefs] of Firefox
 * @property {Record<string, string>} [env]
 * @property {number} [patienceMs] how long a page may take to load, and a script in it to end
 */

/** Selenium supports WebKit's driver only for Safari; this service starts either. */
const SERVICES = {
  chromium: () => new chrome.ServiceBuilder(program('chromedriver')),
  firefox: () => new firefox.ServiceBuilder(program('geckodriver')),
  webkit: () => new safari.ServiceBuilder(program('WebKitWebDriver')),
};

/** @type {Record<Engine, (more: { args: string[], prefs: object }) => object>} */
const CAPABILITIES = {
  chromium: (more) => {
    const { args } = OPTIONS['goog:chromeOptions'];
    const binary = program('chromium');
    return {
      browserName: 'chrome',
      'goog:chromeOptions': { binary, args: [...args, ...more.args] },
    };
  },
  firefox: (more) => {
    const { args, prefs } = OPTIONS['moz:firefoxOptions'];
    const options = { args: [...args, ...more.args], prefs: { ...prefs, ...more.prefs } };
    const binary = program('firefox');
    return { browserName: 'firefox', 'moz:firefoxOptions': { binary, ...options } };
  },
  webkit: (more) => ({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { args: ['--automation', ...more.args] },
  }),
};

/**
 * Starts a browser with its own session, which ends with this process at the latest.
 * @param {Engine} engine
 * @param {More} [more]
 */
export async function openBrowser(engine, { args = [], prefs = {}, env = {}, patienceMs } = {}) {
  const timeouts = patienceMs && { timeouts: { script: patienceMs, pageLoad: patienceMs } };
  const capabilities = { ...CAPABILITIES[engine]({ args, prefs }), ...timeouts };
  const builder = SERVICES[engine]();
  const screen = engine === 'webkit' ? await openScreen() : undefined;
  const inherited = /** @type {Record<string, string>} */ (process.env);
  const service = builder.setEnvironment({ ...inherited, ...screen?.env, ...env }).build();
  const end = async () => {
    await service.kill();
    screen?.close();
  };
  try {
    const url = await service.start(START_MS);
    const session = new Builder().disableEnvironmentOverrides().usingServer(url);
    const driver = await session.withCapabilities(capabilities).build();
    const found = await driver.getCapabilities();
    // Chromium outlives its driver if this process ends before it is closed.
    const pid = Number(found.get('goog:processID') ?? 0);
    const kill = () => {
      try {
        if (pid > 0) process.kill(pid);
      } catch {
        // It has already exited.
      }
    };
    process.once('exit', kill);
    return {
      driver,
      name: String(found.getBrowserName()),
      version: String(found.getBrowserVersion()),
      /** Closes the browser before its driver, which would leave it running. */
      async close() {
        process.off('exit', kill);
        await driver.quit().catch(() => {});
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** A virtual screen in memory, and the environment to use it. */
async function openScreen() {
  // Xvfb chooses a free number and writes it to this descriptor.
  const args = ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'];
  const child = spawn(program('Xvfb'), args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  child.unref();
  const kill = () => child.kill();
  process.once('exit', kill);
  const close = () => {
    process.off('exit', kill);
    kill();
  };
  const told = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
  for await (const number of createInterface({ input: told })) {
    const env = {
      DISPLAY: `:${number}`,
      // Containers lack the privileges for its sandbox.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      // There is no graphics card.
      LIBGL_ALWAYS_SOFTWARE: '1',
    };
    return { env, close };
  }
  close();
  throw new Failure('Xvfb did not start.');
}

/** @param {import('./programs.mjs').Program | 'geckodriver'} name */
function program(name) {
  const path = name === 'geckodriver' ? find(name) : findProgram(name);
  if (!path) throw new Failure(`${name} is missing.`);
  return path;
}
