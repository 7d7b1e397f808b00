/**
 * Drives a browser like a user would: the same in all three engines.
 *
 * @module
 */
import { Key } from 'selenium-webdriver';
import * as engines from '../../scripts/lib/browsers.mjs';

/** @import { WebElement } from 'selenium-webdriver' */

/** The time limit of every wait: machines are busy. */
const PATIENCE_MS = 60_000;

/** @typedef {engines.Engine} Engine */

/** A zone that is not UTC, and has summer time. */
export const ZONE = 'America/New_York';

/** How large the window is; WebKit's screen is hardly larger. */
const SIZE = {
  chromium: ['--window-size=1280,900'],
  firefox: ['-width', '1280', '-height', '900'],
  webkit: [],
};

/** @typedef {Awaited<ReturnType<typeof openBrowser>>} Browser */

/** @param {Engine} engine */
export async function openBrowser(engine) {
  const { driver, name, version, close } = await engines.openBrowser(engine, {
    args: SIZE[engine],
    env: { TZ: ZONE },
    patienceMs: PATIENCE_MS,
  });

  /**
   * Calls a function in the page; what it promises is waited for.
   * @template {unknown[]} Args
   * @template Result
   * @param {(...args: Args) => Result} work
   * @param {Args} args
   * @returns {Promise<Awaited<Result>>}
   */
  const run = (work, ...args) => driver.executeScript(work, ...args);

  /**
   * Retries until the result is truthy.
   * @template Result
   * @param {() => Promise<Result>} attempt
   * @param {string} [complaint]
   */
  async function until(attempt, complaint = 'Timed out waiting.') {
    /** @type {unknown} */
    let cause;
    const look = () => {
      cause = undefined;
      return attempt().catch((error) => {
        cause = error;
      });
    };
    try {
      return /** @type {NonNullable<Result>} */ (await driver.wait(look, PATIENCE_MS, '', 50));
    } catch (error) {
      throw new Error(complaint, { cause: cause ?? error });
    }
  }

  /**
   * @param {string} selector a CSS selector; after `:text=`, words that are in the element
   * @returns {Promise<WebElement>}
   */
  function element(selector) {
    const [css = '', words = ''] = selector.split(':text=');
    const script = `return [...document.querySelectorAll(arguments[0])].find(
      (e) => e.textContent.includes(arguments[1]) && e.getClientRects().length > 0)`;
    return until(() => driver.executeScript(script, css, words), `There is no ${selector}.`);
  }

  return {
    engine,
    version: `${name} ${version}`,
    run,
    close,
    /**
     * Runs a whole script in the page, which no policy of the page's keeps out.
     * @param {string} script
     */
    inject: (script) => driver.executeScript(script),
    /** @param {string} url */
    open: (url) => driver.get(url),
    /**
     * Makes the window as small as a phone's, or as small as the browser allows, for a time.
     * @param {() => Promise<void>} work
     */
    async onPhone(work) {
      const before = await driver.manage().window().getRect();
      await driver.manage().window().setRect({ width: 390, height: 844 });
      try {
        await work();
      } finally {
        await driver.manage().window().setRect(before);
      }
    },
    /**
     * Does something in another tab, then closes it.
     * @param {() => Promise<void>} work
     */
    async inNewTab(work) {
      const first = await driver.getWindowHandle();
      await driver.switchTo().newWindow('tab');
      try {
        await work();
      } finally {
        await driver.close();
        await driver.switchTo().window(first);
      }
    },
    reload: () => driver.navigate().refresh(),
    /** @param {string} selector */
    async click(selector) {
      // An element that is redrawn between the two is looked up again.
      await until(async () => (await element(selector)).click().then(() => true));
    },
    /**
     * Types over what is there. WebDriver's own way to clear a field tells the page of no input, so that
     * a page drawn before the first key would put the old text back.
     * @param {string} selector
     * @param {string} text
     */
    async type(selector, text) {
      const place = await element(selector);
      await driver.executeScript('arguments[0].focus(); arguments[0].select();', place);
      await place.sendKeys(text || Key.DELETE);
    },
    /** @param {string} key a character, or one of WebDriver's own for a key */
    press: (key) => driver.actions().sendKeys(key).perform(),
    /**
     * Drags from one place of the window to another.
     * @param {{ x: number, y: number }} from
     * @param {{ x: number, y: number }} to
     */
    async drag(from, to) {
      const start = { x: Math.round(from.x), y: Math.round(from.y), duration: 0 };
      const end = { x: Math.round(to.x), y: Math.round(to.y), duration: 100 };
      await driver.actions().move(start).press().move(end).release().perform();
    },
    /** Moves the pointer there. @param {{ x: number, y: number }} at */
    point: ({ x, y }) =>
      driver
        .actions()
        .move({ x: Math.round(x), y: Math.round(y), duration: 50 })
        .perform(),
    /**
     * Waits until a function of the page gives something.
     * @template {unknown[]} Args
     * @template Result
     * @param {(...args: Args) => Result} work
     * @param {Args} args
     */
    wait: (work, ...args) => until(() => run(work, ...args), `Never came true: ${work}`),
  };
}
