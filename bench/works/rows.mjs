/**
 * Bytes → rows of messages.
 *
 * @module
 */
import { difference } from './equal.mjs';
import { compared, flatten, parseAndFlatten } from './flatten.mjs';
import { OURS } from './ours.mjs';
import { checkWithZod } from './schemas/zod.mjs';
import { parse } from './text.mjs';
import { weighRows } from './weigh.mjs';

/** @import { Works, World } from './types.mjs' */

/**
 * @param {World} world
 * @returns {Works}
 */
export function rowWorks({ package: { flattenSmsHistories } }) {
  return {
    works: [
      { name: OURS, run: (bytes) => flattenSmsHistories(bytes) },
      { name: 'JSON.parse + flatten', run: parseAndFlatten },
      { name: 'JSON.parse + zod + flatten', run: (bytes) => flatten(checkWithZod(parse(bytes))) },
    ],
    weigh: weighRows,
    differ: (rows, expected) => difference(compared(rows), compared(expected), { inOrder: true }),
  };
}

/**
 * Page objects → rows.
 *
 * @param {World} world
 * @returns {Works}
 */
export function objectWorks({ package: { flattenSmsHistories } }) {
  return {
    works: [
      { name: OURS, prepare: parse, run: (page) => flattenSmsHistories(page) },
      { name: 'flatten', prepare: parse, run: flatten },
    ],
    weigh: weighRows,
    differ: (rows, expected) => difference(compared(rows), compared(expected), { inOrder: true }),
  };
}
