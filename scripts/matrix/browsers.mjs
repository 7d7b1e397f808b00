import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Browser, Builder, Capabilities } from 'selenium-webdriver';
import chrome from 'selenium-webdriver/chrome.js';
import firefox from 'selenium-webdriver/firefox.js';
import { Failure } from '../lib/failure.mjs';
import { ROOT } from '../lib/paths.mjs';
import { findProgram } from '../lib/programs.mjs';
import { find } from '../lib/search.mjs';
import { freePort, startServer } from './background.mjs';

/** @import { WebDriver } from 'selenium-webdriver' */

/** How long a page may take until it shows something, in milliseconds. */
const PAGE_MS = 60_000;

const OPTIONS = JSON.parse(readFileSync(join(ROOT, 'webdriver.json'), 'utf8'));

/** @typedef {{ driver: WebDriver, close: () => Promise<void> }} Opened */

/** @type {Record<string, () => Promise<Opened>>} */
const OPEN = {
  async Chromium() {
    const options = new chrome.Options();
    options.addArguments(...OPTIONS['goog:chromeOptions'].args);
    options.setChromeBinaryPath(program('chromium'));
    const service = new chrome.ServiceBuilder(program('chromedriver'));
    const builder = new Builder().forBrowser(Browser.CHROME);
    return opened(await builder.setChromeOptions(options).setChromeService(service).build());
  },
  async Firefox() {
    const { args, prefs } = OPTIONS['moz:firefoxOptions'];
    const options = new firefox.Options().addArguments(...args).setBinary(program('firefox'));
    for (const [name, value] of Object.entries(prefs)) options.setPreference(name, value);
    const service = new firefox.ServiceBuilder(find('geckodriver') ?? 'geckodriver');
    const builder = new Builder().forBrowser(Browser.FIREFOX);
    return opened(await builder.setFirefoxOptions(options).setFirefoxService(service).build());
  },
  async WebKit() {
    const screen = await openScreen();
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = {
      DISPLAY: screen.display,
      // It asks the kernel for more than containers give.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    };
    const args = [`--port=${port}`];
    const server = await startServer(program('WebKitWebDriver'), args, { env, url });
    const capabilities = new Capabilities().setBrowserName('MiniBrowser');
    const driver = await new Builder()
      .usingServer(url)
      .withCapabilities(capabilities.set('webkitgtk:browserOptions', { args: ['--automation'] }))
      .build();
    return opened(driver, async () => {
      await server.close();
      screen.close();
    });
  },
};

export const ENGINES = Object.keys(OPEN);

/**
 * @param {WebDriver} driver
 * @param {() => Promise<void>} [after]
 * @returns {Opened}
 */
function opened(driver, after) {
  return {
    driver,
    async close() {
      await driver.quit().catch(() => {});
      await after?.();
    },
  };
}

/**
 * The browsers, each opened when it is first needed.
 */
export function createBrowsers() {
  /** @type {Map<string, Promise<Opened>>} */
  const open = new Map();
  const driverOf = async (/** @type {string} */ engine) => {
    let browser = open.get(engine);
    if (!browser) {
      browser = /** @type {() => Promise<Opened>} */ (OPEN[engine])();
      open.set(engine, browser);
    }
    return (await browser).driver;
  };
  return {
    /**
     * Opens a page and waits for what it shows as its result.
     * @param {string} engine
     * @param {string} url
     */
    async read(engine, url) {
      const driver = await driverOf(engine);
      await driver.get(url);
      const script = "return document.getElementById('result')?.textContent ?? ''";
      const text = await driver.wait(() => driver.executeScript(script), PAGE_MS);
      return String(text);
    },
    /** @param {string} engine */
    async version(engine) {
      const capabilities = await (await driverOf(engine)).getCapabilities();
      return String(capabilities.getBrowserVersion());
    },
    /** @param {string} engine */
    async screenshot(engine) {
      return Buffer.from(await (await driverOf(engine)).takeScreenshot(), 'base64');
    },
    async close() {
      await Promise.allSettled([...open.values()].map(async (browser) => (await browser).close()));
    },
  };
}

/** A screen that is only in memory. */
async function openScreen() {
  // It chooses a free number, and tells it on this descriptor.
  const args = ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'];
  const child = spawn(program('Xvfb'), args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const close = () => child.kill();
  process.once('exit', close);
  const told = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
  const [number] = await once(told, 'data');
  return { display: `:${String(number).trim()}`, close };
}

/** @param {import('../lib/programs.mjs').Program} name */
function program(name) {
  const path = findProgram(name);
  if (!path) throw new Failure(`${name} is missing.`);
  return path;
}
