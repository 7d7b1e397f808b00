/**
 * The same comparisons in Chromium and Firefox, each on its own page.
 *
 * @module
 */
import { setTimeout } from 'node:timers/promises';
import { styleText } from 'node:util';
import { openBrowser } from '../../scripts/lib/browsers.mjs';
import { setUp } from '../../scripts/lib/setup.mjs';
import { COLD_MESSAGES, COLD_WAYS } from '../node/cold.mjs';
import { EXTENT, runComparisons } from '../node/run.mjs';
import { servePage } from './serve.mjs';

/** @import { Timed } from '../measure/interleaved.mjs' */

const COLD_STARTS = 9;

/** A browser is busy just after its start. */
const SETTLING_MS = 5_000;

/** The settings that each browser needs for a fair measurement. */
const BROWSERS = /** @type {const} */ ({
  chromium: { args: ['--js-flags=--expose-gc'] },
  // Otherwise its clock jumps by tens of microseconds, and it asks about long scripts.
  firefox: { prefs: { 'privacy.reduceTimerPrecision': false, 'dom.max_script_run_time': 0 } },
});

/** A comparison takes some seconds; on a busy machine, a minute. */
const PATIENCE_MS = 300_000;

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
 * @param {keyof typeof BROWSERS} name
 * @param {string} url
 * @param {string} only
 */
async function runIn(name, url, only) {
  const more = /** @type {import('../../scripts/lib/browsers.mjs').More} */ (BROWSERS[name]);
  const opened = await openBrowser(name, { ...more, patienceMs: PATIENCE_MS });
  const browser = `${opened.name} ${opened.version}`;
  try {
    console.error(styleText('dim', browser));
    await setTimeout(SETTLING_MS);
    /**
     * Opens a page and waits for its measurement.
     * @template Measured
     * @param {Record<string, string>} query
     * @returns {Promise<Measured>}
     */
    const measure = async (query) => {
      await opened.driver.get(`${url}?${new URLSearchParams(query)}`);
      return opened.driver.executeScript('return measured');
    };
    const extent = JSON.stringify(EXTENT);
    const results = await runComparisons(only, (comparison, stream) =>
      measure({ comparison, stream, extent }),
    );
    const cold = only ? undefined : await startCold(measure);
    return { browser, results, cold };
  } finally {
    await opened.close();
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
