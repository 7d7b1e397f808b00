/**
 * `node --expose-gc archive-reader.mjs <url of a simulator> <days>`: reads an account and prints the peak memory as JSON.
 *
 * @module
 */
import { peak, sample } from './memory-peak.mjs';

const [url = '', days = ''] = process.argv.slice(2);
const SAMPLE_EVERY_STEPS = 1000;
const TOLD_EVERY_MS = 5_000;

const { init, SmsClient } = await import('../pkg/inline.js');
await init();

const client = new SmsClient({
  ...{ token: 'simulator-token', baseUrl: `${url}/v2`, rateLimit: false },
});
let [steps, sessions, messages] = [0, 0, 0];
const start = performance.now();
let toldMs = start;
sample();
const from = new Date(Date.now() - Number(days) * 86_400_000);
for await (const { page, done } of client.archive({ from, concurrency: 4 })) {
  steps += 1;
  messages += page?.sms_histories.length ?? 0;
  if (done) sessions += 1;
  if (steps % SAMPLE_EVERY_STEPS === 0) sample();
  if (performance.now() - toldMs < TOLD_EVERY_MS) continue;
  toldMs = performance.now();
  console.error(`${sessions} sessions, ${messages} messages`);
}
sample();
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ sessions, messages, ...peak, seconds }));
