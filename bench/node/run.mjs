/**
 * All comparisons in Node, one process after the other.
 *
 * @module
 */
import { styleText } from 'node:util';
import { CATALOGUE } from '../works/catalogue.mjs';
import { runChild } from './child.mjs';

/** @import { Extent, Timed } from '../measure/interleaved.mjs' */
/** @import { Comparison } from '../works/catalogue.mjs' */
/** @import { Stream } from '../data/pages.mjs' */

/** @typedef {{ comparison: Comparison, stream: Stream, timed: Timed[] }} Result */

/** @type {Extent} */
export const EXTENT = { warmUps: 6, rounds: 21, pages: 50 };

/**
 * @param {string} only a part of `<comparison>/<stream>`
 * @param {(id: string, stream: Stream) => Promise<Timed[]>} [measure]
 * @returns {Promise<Result[]>}
 */
export async function runComparisons(only, measure = measureInNode) {
  const results = [];
  for (const comparison of CATALOGUE) {
    for (const stream of comparison.streams) {
      const name = `${comparison.id}/${stream}`;
      if (!name.includes(only)) continue;
      console.error(styleText('dim', `${name} …`));
      results.push({ comparison, stream, timed: await measure(comparison.id, stream) });
    }
  }
  return results;
}

/**
 * @param {string} id
 * @param {Stream} stream
 */
const measureInNode = (id, stream) =>
  runChild('compare.mjs', [id, stream, JSON.stringify(EXTENT)], ['--expose-gc']);
