import { openBrowser } from '../lib/browsers.mjs';

/** The time limit for a page to show its result, in milliseconds. */
const PAGE_MS = 60_000;

/** @type {Record<string, import('../lib/browsers.mjs').Engine>} */
const NAMED = { Chromium: 'chromium', Firefox: 'firefox', WebKit: 'webkit' };

export const ENGINES = Object.keys(NAMED);

/**
 * The browsers, each opened when it is first needed.
 */
export function createBrowsers() {
  /** @type {Map<string, ReturnType<typeof openBrowser>>} */
  const open = new Map();
  /** What each browser is doing: it shows one page at a time. @type {Map<string, Promise<unknown>>} */
  const busy = new Map();
  const browserOf = (/** @type {string} */ name) => {
    const engine = /** @type {import('../lib/browsers.mjs').Engine} */ (NAMED[name]);
    const browser = open.get(name) ?? openBrowser(engine);
    open.set(name, browser);
    return browser;
  };
  const show = async (/** @type {string} */ engine, /** @type {string} */ url) => {
    const { driver } = await browserOf(engine);
    await driver.get(url);
    const script = "return document.getElementById('result')?.textContent ?? ''";
    const text = await driver.wait(() => driver.executeScript(script), PAGE_MS);
    return String(text);
  };
  return {
    /**
     * Opens a page and waits for its result.
     * @param {string} engine
     * @param {string} url
     */
    read(engine, url) {
      const before = busy.get(engine) ?? Promise.resolve();
      const shown = before.then(() => show(engine, url));
      busy.set(
        engine,
        shown.catch(() => {}),
      );
      return shown;
    },
    /** @param {string} engine */
    async version(engine) {
      return (await browserOf(engine)).version;
    },
    /** @param {string} engine */
    async screenshot(engine) {
      const { driver } = await browserOf(engine);
      return Buffer.from(await driver.takeScreenshot(), 'base64');
    },
    async close() {
      await Promise.allSettled([...open.values()].map(async (browser) => (await browser).close()));
    },
  };
}
