/**
 * Measures works in turn. In each round all works do the same new pages, each round starts with another
 * work, and the results of one page are compared with the baseline's. tinybench and mitata run one work
 * to its end before the next, so that slow noise would change their ratio.
 *
 * @module
 */
import { FULL_PAGE, writePages } from '../data/pages.mjs';

/** @import { Stream } from '../data/pages.mjs' */
/** @import { Work, Works } from '../works/types.mjs' */

/**
 * @typedef {object} Extent
 * @property {number} warmUps rounds that are not counted, in which the engine compiles
 * @property {number} rounds
 * @property {number} pages a round
 */

/** @typedef {{ name: string, times: number[] }} Timed `times`: microseconds per message, of each round */

/**
 * @param {Works} works
 * @param {Stream} stream
 * @param {Extent} extent
 * @returns {Promise<Timed[]>}
 */
export async function measure({ works, weigh, differ }, stream, { warmUps, rounds, pages }) {
  const timed = works.map(({ name }) => ({ name, times: /** @type {number[]} */ ([]) }));
  for (let round = -warmUps; round < rounds; round += 1) {
    const batch = writePages(stream, (round + warmUps) * pages, pages);
    // If it is exposed: no work pays for another's garbage.
    globalThis.gc?.({ type: 'minor' });
    for (let turn = 0; turn < works.length; turn += 1) {
      const place = (turn + round + warmUps) % works.length;
      const work = works[place];
      if (!work) continue;
      const ms = await time(work, batch, weigh);
      if (round >= 0) timed[place]?.times.push((ms * 1000) / (pages * FULL_PAGE));
    }
    await compare(works, works[1]?.name, batch[0] ?? new Uint8Array(), differ);
    // Between tasks, engines finish their background compilation.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return timed;
}

/**
 * @param {Work} work
 * @param {Uint8Array[]} batch
 * @param {Works['weigh']} weigh
 */
async function time({ prepare, run }, batch, weigh) {
  const inputs = prepare ? batch.map(prepare) : batch;
  let weight = 0;
  const start = performance.now();
  for (const input of inputs) {
    const result = run(input);
    weight += weigh(result instanceof Promise ? await result : result);
  }
  const ms = performance.now() - start;
  if (!(weight > 0)) throw new Error('A work gave no result.');
  return ms;
}

/**
 * @param {Work[]} works
 * @param {string | undefined} baseline
 * @param {Uint8Array} page
 * @param {Works['differ']} differ
 */
async function compare(works, baseline, page, differ) {
  const results = [];
  for (const { name, prepare, run } of works) {
    results.push({ name, result: await run(prepare ? prepare(page) : page) });
  }
  const expected = results.find(({ name }) => name === baseline)?.result;
  for (const { name, result } of results) {
    const found = differ(result, expected, name);
    if (found) throw new Error(`${name} differs from ${baseline} at ${found}`);
  }
}
