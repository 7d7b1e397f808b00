/**
 * `node --expose-gc sweep.mjs`: prints as JSON the cost per message in histories of 1 to 1,000,000
 * messages, read in pages of at most 100, each dropped afterwards.
 *
 * @module
 */
import { FULL_PAGE, writePages } from '../data/pages.mjs';
import { spread } from '../measure/statistics.mjs';
import { CATALOGUE } from '../works/catalogue.mjs';
import { loadWasmPeers } from './wasm-peers.mjs';

/** @import { Work } from '../works/types.mjs' */
/** @typedef {{ work: string, name: string, points: { messages: number, us: number }[] }} Series */

const SIZES = [1, 3, 10, 30, 100, 1000, 10_000, 100_000, 1_000_000];

/** The limit for tasks that take ten times as long as the others. */
const SLOW_UNTIL = 10_000;
const SLOW = new Set(['columns', 'csv']);

/** Messages generated before measuring. */
const BATCH = 2500;

/** The fewest messages for a point: the median of seven batches. */
const ENOUGH = 17_500;

const rust = await loadWasmPeers();
const world = { package: await import('../../pkg/inline.js'), rust };

/** @type {(Series & { run: Work['run'], until: number })[]} */
const series = [
  {
    work: 'floor',
    name: 'copy + validate',
    run: rust.copyAndValidate,
    until: Infinity,
    points: [],
  },
];
for (const { id, load } of CATALOGUE) {
  if (!['page', 'rows', 'columns', 'csv'].includes(id)) continue;
  const { works } = await load(world, 'docs');
  for (const [place, { name, run }] of works.slice(0, 2).entries()) {
    const until = place === 1 && SLOW.has(id) ? SLOW_UNTIL : Infinity;
    series.push({ work: id, name, run, until, points: [] });
  }
}

// Warms up the engine for each size.
for (const size of [1, 10, FULL_PAGE]) sweep(size, ENOUGH);
for (const one of series) one.points = [];
for (const size of SIZES) {
  console.error(`${size} messages …`);
  sweep(size, Math.max(size, ENOUGH));
}
console.log(JSON.stringify(series.map(({ work, name, points }) => ({ work, name, points }))));

/**
 * @param {number} size of the histories
 * @param {number} messages of all of them
 */
function sweep(size, messages) {
  const perPage = Math.min(size, FULL_PAGE);
  const pages = Math.ceil(BATCH / perPage);
  const present = series.filter(({ until }) => size <= until);
  const times = present.map(() => /** @type {number[]} */ ([]));
  for (let first = 0; first * perPage < messages; first += pages) {
    const batch = writePages('docs', first, pages, perPage);
    globalThis.gc?.({ type: 'minor' });
    for (const [place, { run }] of present.entries()) {
      const start = performance.now();
      for (const page of batch) run(page);
      times[place]?.push(((performance.now() - start) * 1000) / (pages * perPage));
    }
  }
  for (const [place, { points }] of present.entries()) {
    points.push({ messages: size, us: spread(times[place] ?? []).median });
  }
}
