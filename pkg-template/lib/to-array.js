/**
 * All items of an iterator as one array, of a limited size.
 *
 * @module
 */
import { checked, countOf, invalid, issue } from './options.js';

/** @import { SmsArrayOptions } from './types.js' */

const DEFAULT_LIMIT = 10_000;
const RULES = { limit: countOf('items') };

/**
 * Gives an iterator the method `toArray`.
 *
 * @template Step, Item
 * @template {AsyncGenerator<Step, void, void>} Steps
 * @param {Steps & AsyncGenerator<Step, void, void>} steps
 * @param {(step: Step) => readonly Item[]} itemsOf
 */
export function withToArray(steps, itemsOf) {
  return Object.assign(steps, {
    /** @param {SmsArrayOptions | null} [options] */
    async toArray(options) {
      const limit = checked(options ?? {}, RULES).limit ?? DEFAULT_LIMIT;
      /** @type {Item[]} */
      const items = [];
      for await (const step of steps) {
        for (const item of itemsOf(step)) {
          // A part of them could be taken for all.
          if (items.length === limit) throw tooMany(limit);
          items.push(item);
        }
      }
      return items;
    },
  });
}

/** @param {number} limit */
function tooMany(limit) {
  const problem = `is ${limit}, and there are more`;
  const accepted = 'a larger limit or a shorter range, or read them one by one with `for await`';
  return invalid([issue('out-of-bounds', 'limit', problem, accepted)]);
}
