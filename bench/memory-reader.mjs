/**
 * `node --expose-gc memory-reader.mjs <url of a simulator> <messages>`: reads a history and prints
 * the peak memory as JSON.
 *
 * @module
 */
import { peak, sample } from './memory-peak.mjs';

const [url = '', size = ''] = process.argv.slice(2);
const SAMPLE_EVERY_PAGES = 50;
const TOLD_EVERY_MESSAGES = 100_000;

const { init, SmsClient } = await import('../pkg/inline.js');
await init();

const client = new SmsClient({
  ...{ token: 'simulator-token', baseUrl: `${url}/v2`, rateLimit: false },
});
let [pages, messages] = [0, 0];
const start = performance.now();
sample();
const query = { from: '2023-03-15', to: '2024-03-14' };
for await (const page of client.pages(`history-${size}`, query)) {
  const before = messages;
  messages += page.sms_histories.length;
  pages += 1;
  if (pages % SAMPLE_EVERY_PAGES === 0) sample();
  if (Math.floor(messages / TOLD_EVERY_MESSAGES) > Math.floor(before / TOLD_EVERY_MESSAGES)) {
    const mib = (/** @type {number} */ bytes) => (bytes / 2 ** 20).toFixed(1);
    console.error(`${messages} messages: ${mib(peak.rss)} MiB, of wasm ${mib(peak.wasm)} MiB`);
  }
}
sample();
if (messages !== Number(size)) throw new Error(`${messages} messages came instead of ${size}.`);
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ messages, ...peak, seconds }));
