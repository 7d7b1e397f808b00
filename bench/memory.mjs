/**
 * Whether memory stays bounded: a million messages of one session, read page by page and dropped,
 * compared with ten thousand. The simulator is this process; each reading has its own process, which
 * collects garbage before it is measured.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { serve } from '../simulator/serve.js';
import { MEMORY_FLAGS } from './memory-peak.mjs';
import { runChild } from './node/child.mjs';
import { printTable, rounded, writeJson } from './report.mjs';

const MIDNIGHT = Date.UTC(2024, 2, 15);
const TARGET_GROWTH = 0.1;
const MIB = 2 ** 20;

const { check, json, few, many } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    json: { type: 'string', default: 'target/bench/memory.json' },
    few: { type: 'string', default: '10000' },
    many: { type: 'string', default: '1000000' },
  },
}).values;

/** @typedef {{ messages: number, rss: number, heap: number, wasm: number, seconds: number }} Reading */

/**
 * @param {string} url
 * @param {string} messages
 * @returns {Promise<Reading>}
 */
const read = (url, messages) => runChild('../memory-reader.mjs', [url, messages], MEMORY_FLAGS);

const { url, close } = await serve({ now: () => MIDNIGHT, rateLimit: {} });
const [less, more] = [await read(url, few), await read(url, many)];
await close();

const growth = {
  rss: more.rss / less.rss - 1,
  heap: more.heap / less.heap - 1,
  wasm: more.wasm / less.wasm - 1,
};
const mib = (/** @type {number} */ bytes) => rounded(bytes / MIB, 1);
const percent = (/** @type {number} */ part) => `${rounded(part * 100, 1)} %`;
printTable(
  ['messages', 'peak RSS MiB', 'heap MiB', 'wasm MiB', 's'],
  [
    ...[less, more].map(({ messages, rss, heap, wasm, seconds }) => [
      ...[String(messages), mib(rss), mib(heap), mib(wasm), rounded(seconds, 1)],
    ]),
    ['growth', percent(growth.rss), percent(growth.heap), percent(growth.wasm), ''],
  ],
);
writeJson(json, { readings: [less, more], growth });

const missed = growth.rss > TARGET_GROWTH || growth.wasm > TARGET_GROWTH;
console.log(`${missed ? 'Missed' : 'Within'} the target: RSS and wasm grow by at most 10 %.`);
if (check && missed) process.exitCode = 1;
