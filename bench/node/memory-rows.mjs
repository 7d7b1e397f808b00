/**
 * `node <MEMORY_FLAGS> memory-rows.mjs <stream> <messages>`: makes rows of page after page, drops them, and
 * prints the peak memory as JSON.
 *
 * @module
 */
import { FULL_PAGE, writePage } from '../data/pages.mjs';
import { peak, sample } from '../memory-peak.mjs';

const SAMPLE_EVERY_PAGES = 50;

const [stream = 'docs', messages = ''] = process.argv.slice(2);
const { flattenSmsHistories } = await import('../../pkg/inline.js');
const pages = Number(messages) / FULL_PAGE;
let rows = 0;
sample();
for (let i = 1; i <= pages; i += 1) {
  const page = writePage(/** @type {import('../data/pages.mjs').Stream} */ (stream), i);
  rows += flattenSmsHistories(page).length;
  if (i % SAMPLE_EVERY_PAGES === 0) sample();
}
sample();
if (rows !== Number(messages)) throw new Error(`${rows} rows came of ${messages} messages.`);
console.log(JSON.stringify(peak));
