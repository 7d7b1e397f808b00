/**
 * As much of WebDriver as is needed to open a page and hear what came of it; with it, Chromium and Firefox are driven
 * alike, by the drivers that run the tests of the wasm.
 *
 * @module
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { findProgram } from '../../scripts/lib/programs.mjs';
import { find } from '../../scripts/lib/search.mjs';

/** A comparison takes some seconds; on a busy machine, a minute. */
const PATIENCE_MS = 300_000;

const OPTIONS = JSON.parse(readFileSync(join(ROOT, 'webdriver.json'), 'utf8'));

/** @typedef {'chromium' | 'firefox'} BrowserName */

/** @type {Record<BrowserName, { driver: string, args: string[], options: () => object }>} */
const BROWSERS = {
  chromium: {
    driver: 'chromedriver',
    args: ['--port=0'],
    options: () => {
      const { args } = OPTIONS['goog:chromeOptions'];
      const options = {
        binary: findProgram('chromium'),
        args: [...args, '--js-flags=--expose-gc'],
      };
      return { 'goog:chromeOptions': options };
    },
  },
  firefox: {
    driver: 'geckodriver',
    args: ['--port=0'],
    options: () => {
      const { prefs, ...others } = OPTIONS['moz:firefoxOptions'];
      // Its clock jumps by tens of microseconds otherwise, and it asks about scripts that take long.
      const exact = { 'privacy.reduceTimerPrecision': false, 'dom.max_script_run_time': 0 };
      const options = { ...others, binary: findProgram('firefox'), prefs: { ...prefs, ...exact } };
      return { 'moz:firefoxOptions': options };
    },
  },
};

/** @param {BrowserName} name */
export async function openBrowser(name) {
  const { driver, args, options } = BROWSERS[name];
  const child = spawn(find(driver) ?? driver, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const quit = () => child.kill();
  process.once('exit', quit);
  const origin = `http://127.0.0.1:${await portOf(child.stdout)}`;
  const timeouts = { script: PATIENCE_MS, pageLoad: PATIENCE_MS };
  const alwaysMatch = { ...options(), timeouts };
  const { sessionId, capabilities } = await ask('POST', `${origin}/session`, {
    capabilities: { alwaysMatch },
  });
  const session = `${origin}/session/${sessionId}`;
  return {
    version: `${capabilities.browserName} ${capabilities.browserVersion}`,
    /**
     * Opens a page and waits for what it measures.
     *
     * @param {string} url
     */
    async measure(url) {
      await ask('POST', `${session}/url`, { url });
      return ask('POST', `${session}/execute/sync`, { script: 'return measured', args: [] });
    },
    async close() {
      await ask('DELETE', session);
      process.off('exit', quit);
      quit();
    },
  };
}

/**
 * The driver chooses a free port, and tells it in its first lines.
 *
 * @param {import('node:stream').Readable} output
 */
function portOf(output) {
  let heard = '';
  output.setEncoding('utf8');
  return new Promise((resolve, reject) => {
    output.on('data', (text) => {
      heard += text;
      const [, port] = /(?:on port |127\.0\.0\.1:)([1-9]\d*)/.exec(heard) ?? [];
      if (port) resolve(port);
    });
    output.once('end', () => reject(new Error(`The browser's driver ended: ${heard}`)));
  });
}

/**
 * @param {string} method
 * @param {string} url
 * @param {object} [body]
 */
async function ask(method, url, body) {
  const headers = { 'content-type': 'application/json' };
  const sent = body && { headers, body: JSON.stringify(body) };
  const response = await fetch(url, { method, ...sent });
  const { value } = /** @type {{ value: any }} */ (await response.json());
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}
