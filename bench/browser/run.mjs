/**
 * The same comparisons in Chromium and Firefox, each on a page of its own.
 *
 * @module
 */
import { styleText } from 'node:util';
import { setUp } from '../../scripts/lib/setup.mjs';
import { COLD_MESSAGES, COLD_WAYS } from '../node/cold.mjs';
import { EXTENT, runComparisons } from '../node/run.mjs';
import { servePage } from './serve.mjs';
import { openBrowser } from './webdriver.mjs';

/** @import { Timed } from '../measure/interleaved.mjs' */

const COLD_STARTS = 9;

/** @param {string} only a part of `<comparison>/<stream>` */
export async function runInBrowsers(only) {
  await setUp(['chromium', 'chromedriver', 'firefox', 'geckodriver']);
  const page = await servePage();
  const found = [];
  try {
    for (const name of /** @type {const} */ (['chromium', 'firefox'])) {
      found.push(await runIn(name, page.url, only));
    }
  } finally {
    await page.close();
  }
  return found;
}

/**
 * @param {import('./webdriver.mjs').BrowserName} name
 * @param {string} url
 * @param {string} only
 */
async function runIn(name, url, only) {
  const browser = await openBrowser(name);
  try {
    console.error(styleText('dim', browser.version));
    const measure = (/** @type {Record<string, string>} */ query) =>
      browser.measure(`${url}?${new URLSearchParams(query)}`);
    const extent = JSON.stringify(EXTENT);
    const results = await runComparisons(only, (comparison, stream) =>
      measure({ comparison, stream, extent }),
    );
    const cold = only ? undefined : await startCold(measure);
    return { browser: browser.version, results, cold };
  } finally {
    // The driver would leave it behind.
    await browser.close();
  }
}

/** @param {(query: Record<string, string>) => Promise<number>} measure */
async function startCold(measure) {
  console.error(styleText('dim', 'cold starts …'));
  /** @type {(Timed & { way: string })[]} */
  const timed = COLD_WAYS.map(([way, name]) => ({ way, name, times: [] }));
  for (let turn = 0; turn < COLD_STARTS; turn += 1) {
    for (const { way, times } of timed) {
      times.push(await measure({ cold: way, messages: String(COLD_MESSAGES) }));
    }
  }
  return timed.map(({ name, times }) => ({ name, times }));
}
