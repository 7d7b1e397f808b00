/**
 * As much of WebDriver as the dashboard's tests need, so that all three engines are driven alike.
 *
 * @module
 */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { findProgram } from '../../scripts/lib/programs.mjs';
import { find } from '../../scripts/lib/search.mjs';
import { freePort } from '../../scripts/matrix/background.mjs';

/** How long anything may take that is waited for: machines are busy. */
const PATIENCE_MS = 60_000;

/** In an element's JSON. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

const OPTIONS = JSON.parse(readFileSync(join(ROOT, 'webdriver.json'), 'utf8'));

/** @typedef {'chromium' | 'firefox' | 'webkit'} Engine */

/** A zone that is not UTC, and has summer time. */
export const ZONE = 'America/New_York';

/**
 * @type {Record<Engine, { driver: () => string | undefined, capabilities: () => object,
 *   env?: () => Promise<Record<string, string>> }>}
 */
const ENGINES = {
  chromium: {
    driver: () => findProgram('chromedriver'),
    capabilities: () => ({
      'goog:chromeOptions': {
        binary: findProgram('chromium'),
        args: [...OPTIONS['goog:chromeOptions'].args, '--window-size=1280,900'],
      },
    }),
  },
  firefox: {
    driver: () => find('geckodriver'),
    capabilities: () => ({
      'moz:firefoxOptions': {
        ...OPTIONS['moz:firefoxOptions'],
        binary: findProgram('firefox'),
        args: ['-headless', '-width', '1280', '-height', '900'],
      },
    }),
  },
  webkit: {
    driver: () => findProgram('WebKitWebDriver'),
    capabilities: () => ({
      'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] },
    }),
    env: async () => ({
      DISPLAY: await openDisplay(),
      // Its sandbox wants rights that a container has not.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      // No graphics card is needed, and none is there.
      LIBGL_ALWAYS_SOFTWARE: '1',
    }),
  },
};

/** @typedef {Awaited<ReturnType<typeof openBrowser>>} Browser */

/**
 * Starts a browser with a session of its own, which ends with this process at the latest.
 * @param {Engine} engine
 */
export async function openBrowser(engine) {
  const { driver, capabilities, env } = ENGINES[engine];
  const port = await freePort();
  const program = driver();
  if (!program) throw new Error(`The driver of ${engine} is not installed.`);
  const child = spawn(program, [`--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, TZ: ZONE, ...(await env?.()) },
  });
  const kill = () => child.kill();
  process.once('exit', kill);
  const origin = `http://127.0.0.1:${port}`;
  await until(() => fetch(`${origin}/status`).then(({ ok }) => ok));
  const timeouts = { script: PATIENCE_MS, pageLoad: PATIENCE_MS };
  const alwaysMatch = { ...capabilities(), timeouts };
  const begun = await ask('POST', `${origin}/session`, { capabilities: { alwaysMatch } });
  const session = `${origin}/session/${begun.sessionId}`;
  const { browserName, browserVersion } = begun.capabilities;

  /**
   * Calls a function in the page; what it promises is waited for.
   * @template {unknown[]} Args
   * @template Result
   * @param {(...args: Args) => Result} work
   * @param {Args} args
   * @returns {Promise<Awaited<Result>>}
   */
  function run(work, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      const args = Array.prototype.slice.call(arguments, 0, -1);
      Promise.resolve().then(() => (${work})(...args)).then(
        (value) => done({ value: value === undefined ? null : value }),
        (error) => done({ error: String(error) }));`;
    return ask('POST', `${session}/execute/async`, { script, args }).then(({ value, error }) => {
      if (error) throw new Error(error);
      return value;
    });
  }

  /** @param {string} selector a CSS selector; after `:text=`, words that are in the element */
  async function element(selector) {
    const [css = '', words = ''] = selector.split(':text=');
    /** @type {Record<string, string> | undefined} */
    let found;
    await until(async () => {
      const script = `return [...document.querySelectorAll(arguments[0])].find(
        (e) => e.textContent.includes(arguments[1]) && e.getClientRects().length > 0)`;
      found = await ask('POST', `${session}/execute/sync`, { script, args: [css, words] });
      return Boolean(found);
    }, `There is no ${selector}.`);
    return `${session}/element/${found?.[ELEMENT]}`;
  }

  return {
    engine,
    version: `${browserName} ${browserVersion}`,
    run,
    /**
     * Runs a whole script in the page, which no policy of the page's keeps out.
     * @param {string} script
     */
    inject: (script) => ask('POST', `${session}/execute/sync`, { script, args: [] }),
    /** @param {string} url */
    open: (url) => ask('POST', `${session}/url`, { url }),
    reload: () => ask('POST', `${session}/refresh`, {}),
    /** @param {string} selector */
    async click(selector) {
      // What is drawn anew between the two is looked for again.
      await until(async () => ask('POST', `${await element(selector)}/click`, {}).then(() => true));
    },
    /**
     * Types in place of what is there.
     * @param {string} selector
     * @param {string} text
     */
    async type(selector, text) {
      const place = await element(selector);
      await ask('POST', `${place}/clear`, {});
      if (text) await ask('POST', `${place}/value`, { text });
    },
    /** @param {string} key a character, or one of WebDriver's own for a key */
    async press(key) {
      const actions = [
        { type: 'keyDown', value: key },
        { type: 'keyUp', value: key },
      ];
      await ask('POST', `${session}/actions`, { actions: [{ type: 'key', id: 'keys', actions }] });
    },
    /**
     * Drags from one place of the window to another.
     * @param {{ x: number, y: number }} from
     * @param {{ x: number, y: number }} to
     */
    async drag(from, to) {
      const actions = [
        { type: 'pointerMove', duration: 0, x: Math.round(from.x), y: Math.round(from.y) },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerMove', duration: 100, x: Math.round(to.x), y: Math.round(to.y) },
        { type: 'pointerUp', button: 0 },
      ];
      await ask('POST', `${session}/actions`, {
        actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }],
      });
    },
    /**
     * Waits until a function of the page gives something.
     * @template {unknown[]} Args
     * @template Result
     * @param {(...args: Args) => Result} work
     * @param {Args} args
     * @returns {Promise<NonNullable<Awaited<Result>>>}
     */
    async wait(work, ...args) {
      /** @type {Awaited<Result> | undefined} */
      let value;
      await until(async () => {
        value = await run(work, ...args);
        return Boolean(value);
      }, `Never came true: ${work}`);
      return /** @type {NonNullable<Awaited<Result>>} */ (value);
    },
    async close() {
      await ask('DELETE', session).catch(() => {});
      process.off('exit', kill);
      kill();
    },
  };
}

/**
 * @param {() => Promise<boolean>} isSo
 * @param {string} [complaint]
 */
export async function until(isSo, complaint = 'What was waited for did not come.') {
  const start = Date.now();
  /** @type {unknown} */
  let cause;
  while (Date.now() - start < PATIENCE_MS) {
    try {
      if (await isSo()) return;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await delay(50);
  }
  throw new Error(complaint, { cause });
}

/** A screen that nobody sees, until this process ends. */
async function openDisplay() {
  const program = findProgram('Xvfb');
  if (!program) throw new Error('Xvfb is not installed.');
  const args = ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'];
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  process.once('exit', () => child.kill());
  child.unref();
  const told = /** @type {import('node:net').Socket} */ (child.stdio[3]);
  told.unref();
  told.setEncoding('utf8');
  let number = '';
  // It stays open: a screen whose reader is gone ends.
  told.on('data', (text) => {
    number += text;
  });
  await until(async () => number.endsWith('\n'), 'Xvfb did not start.');
  return `:${number.trim()}`;
}

/** WebKitGTK's own browser, which no search path has. */
function miniBrowser() {
  for (const folder of readdirSync('/usr/lib')) {
    for (const version of ['webkit2gtk-4.1', 'webkit2gtk-4.0', 'webkitgtk-6.0']) {
      const found = find(join('/usr/lib', folder, version, 'MiniBrowser'));
      if (found) return found;
    }
  }
  throw new Error('MiniBrowser is not installed.');
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
