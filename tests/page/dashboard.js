/**
 * What a person does on the dashboard, and sees of it.
 *
 * @module
 */
import assert from 'node:assert/strict';

/** @import { Browser } from './webdriver.js' */

/** @typedef {{ session: string, from: string, to: string, view?: string, [more: string]: string }} Address */

/** @typedef {ReturnType<typeof createDashboard>} Dashboard */

/**
 * @param {Browser} browser
 * @param {string} url
 */
export function createDashboard(browser, url) {
  let opened = 0;

  /** The line that says how far reading is; or the title of what ended it. */
  const line = () =>
    browser.run(() => {
      const shown = document.querySelector('.progress .line, .problem h3');
      return shown?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
    });

  /** @param {string} words */
  async function says(words) {
    const said = () => document.querySelector('.progress')?.textContent?.replace(/\s+/g, ' ');
    try {
      await browser.wait(
        (words) => document.querySelector('.progress')?.textContent?.includes(words),
        words,
      );
    } catch (cause) {
      throw new Error(`It does not say "${words}", but ${await browser.run(said)}`, { cause });
    }
  }

  /**
   * Waits until what happens at the start is done: tests that count requests begin after the list. And WebKitGTK 2.50
   * never opens a database again if a page is left while it uses it.
   */
  const ready = () =>
    browser.wait(
      () =>
        document.querySelector('.says')?.textContent &&
        document.querySelector('main')?.ariaBusy === 'false' &&
        /^\d|incomplete/.test(document.querySelector('.found span')?.textContent ?? ''),
    );

  return {
    browser,
    line,
    /**
     * The line when it has become another.
     * @param {string} before
     */
    lineAfter: (before) =>
      browser.wait((before) => {
        const shown = document.querySelector('.progress .line, .problem h3');
        const line = shown?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
        return line === before ? '' : line;
      }, before),
    says,
    ready,

    /**
     * Opens an address on a page that keeps nothing.
     * @param {Address} address
     */
    async open(address) {
      await browser.open(`${url}?empty#view=table`);
      await ready();
      await browser.run(emptyArchive);
      // Another address before the `#`, or it would be no other page.
      opened += 1;
      await browser.open(`${url}?${opened}#${new URLSearchParams(address)}`);
      await ready();
    },

    /**
     * Chooses a day, which a browser lets people type in the order of their own country.
     * @param {'#from' | '#to'} field
     * @param {string} day
     */
    choose: (field, day) =>
      browser.run(
        (field, day) => {
          const input = document.querySelector(field);
          if (input instanceof HTMLInputElement) input.value = day;
          input?.dispatchEvent(new Event('input', { bubbles: true }));
        },
        field,
        day,
      ),

    /** Opens the menu of zones and themes, and chooses. @param {string} selector */
    async display(selector) {
      await browser.click('.menu.display summary');
      await browser.click(selector);
      await browser.press('\uE00C');
    },

    /** Opens or closes the list of sessions, which has no room of its own in a small window. */
    sessions: (isWanted = true) =>
      browser.run((isWanted) => {
        const isShown = document.querySelector('.sidebar')?.checkVisibility();
        const button = document.querySelector('.to-sessions');
        if (isShown === isWanted || !(button instanceof HTMLElement)) return;
        if (button.checkVisibility()) button.click();
      }, isWanted),

    /** Presses the button that reads. */
    read: () => browser.click('.submit button[type=submit]:enabled'),

    /**
     * Waits until reading is in this window, or beyond it.
     * @param {number} number
     */
    inWindow: (number) =>
      browser.wait((number) => {
        const said = document.querySelector('.progress')?.textContent ?? '';
        return Number(/window (\d+) of/.exec(said)?.[1]) >= number;
      }, number),

    /** Notes what is said from now on: it may be gone before a test looks. */
    listen: () =>
      browser.run(() => {
        /** @type {string[]} */
        const heard = [];
        const note = () => {
          const said = document.querySelector('.progress')?.textContent ?? '';
          heard.push(said.replace(/\s+/g, ' '));
        };
        const all = { subtree: true, childList: true, characterData: true };
        new MutationObserver(note).observe(document.body, all);
        Object.assign(window, { heard });
      }),

    /**
     * Whether this was said since `listen`.
     * @param {string} words
     */
    hasSaid: (words) =>
      browser.run((words) => {
        /** @type {string[]} */
        const heard = Reflect.get(window, 'heard');
        return heard.some((said) => said.includes(words));
      }, words),

    /** Waits until all of it has been read. */
    done: () => says('up to date'),

    /** How many messages are there. */
    async size() {
      const [, count = ''] = /([\d,]+) messages?/.exec(await line()) ?? [];
      return Number(count.replaceAll(',', ''));
    },

    /**
     * What is downloaded.
     * @param {'CSV' | 'NDJSON'} format
     */
    async download(format) {
      await browser.run(() => {
        Object.assign(window, { saved: undefined });
        const make = URL.createObjectURL;
        URL.createObjectURL = (file) => {
          // The conversation's pictures have addresses, too.
          if (!/csv|ndjson/.test(Reflect.get(file, 'type'))) return make.call(URL, file);
          URL.createObjectURL = make;
          Object.assign(window, { saved: file });
          // A link to nowhere: nothing is left in the folder for downloads.
          return '#';
        };
        HTMLAnchorElement.prototype.click = function () {
          Object.assign(window, { savedAs: this.download });
        };
      });
      await browser.click('.menu.download summary');
      // It is disabled until the file before it is written.
      await browser.click(`.menu.download button:enabled:text=${format}`);
      const text = await browser.wait(async () => {
        /** @type {Blob | undefined} */
        const saved = Reflect.get(window, 'saved');
        return saved && `.${await saved.text()}`;
      });
      await browser.click('.menu.download summary');
      return text.slice(1);
    },

    /** Checks that no unexpected error is shown. */
    async hasNoFailure() {
      const failure = await browser.run(() => document.querySelector('.failure')?.textContent);
      assert.equal(failure, null);
    },
  };
}

/**
 * @param {string} ndjson
 * @returns {Record<string, unknown>[]}
 */
export function lines(ndjson) {
  return ndjson
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** In the page: takes out what is kept. */
async function emptyArchive() {
  const name = 'zoom-phone-sms';
  /** @type {IDBDatabase} */
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const stores = ['histories', 'pages'];
  const transaction = database.transaction(stores, 'readwrite');
  for (const store of stores) transaction.objectStore(store).clear();
  await new Promise((resolve) => {
    transaction.oncomplete = resolve;
  });
  database.close();
}
