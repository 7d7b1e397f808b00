/**
 * A response whose body has arrived → page, or rows.
 *
 * @module
 */
import { difference } from './equal.mjs';
import { flatten } from './flatten.mjs';
import { OURS } from './ours.mjs';
import { weighPage, weighRows } from './weigh.mjs';

/** @import { Works, World } from './types.mjs' */

const HEADERS = { 'content-type': 'application/json;charset=UTF-8' };

/** @param {Uint8Array} bytes */
const respond = (bytes) => new Response(Uint8Array.from(bytes), { headers: HEADERS });

/**
 * @param {World} world
 * @returns {Works}
 */
export function responsePageWorks({ package: { decodeSmsSession } }) {
  return {
    works: [
      {
        name: OURS,
        prepare: respond,
        run: async (response) => decodeSmsSession(await response.arrayBuffer()),
      },
      { name: 'response.json()', prepare: respond, run: (response) => response.json() },
    ],
    weigh: weighPage,
    differ: (page, expected) => difference(page, expected, { inOrder: true }),
  };
}

/**
 * @param {World} world
 * @returns {Works}
 */
export function responseRowWorks({ package: { flattenSmsHistories } }) {
  return {
    works: [
      {
        name: OURS,
        prepare: respond,
        run: async (response) => flattenSmsHistories(await response.arrayBuffer()),
      },
      {
        name: 'response.json() + flatten',
        prepare: respond,
        run: async (response) => flatten(await response.json()),
      },
    ],
    weigh: weighRows,
    differ: (rows, expected) => difference(rows, expected, { inOrder: true }),
  };
}
