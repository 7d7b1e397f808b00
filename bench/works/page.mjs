/**
 * Bytes → validated page.
 *
 * @module
 */
import { difference } from './equal.mjs';
import { OURS } from './ours.mjs';
import { checkWithAjv } from './schemas/ajv.mjs';
import { checkWithValibot } from './schemas/valibot.mjs';
import { checkWithZod } from './schemas/zod.mjs';
import { parse } from './text.mjs';
import { weighPage } from './weigh.mjs';

/** @import { Works, World } from './types.mjs' */

/**
 * @param {World} world
 * @param {string} stream
 * @returns {Works}
 */
export function pageWorks({ package: { decodeSmsSession }, rust }, stream) {
  const works = [
    { name: OURS, run: decodeSmsSession },
    { name: 'JSON.parse', run: parse },
    {
      name: 'JSON.parse + ajv',
      run: (/** @type {Uint8Array} */ bytes) => checkWithAjv(parse(bytes)),
    },
    {
      name: 'JSON.parse + zod',
      run: (/** @type {Uint8Array} */ bytes) => checkWithZod(parse(bytes)),
    },
    {
      name: 'JSON.parse + valibot',
      run: (/** @type {Uint8Array} */ bytes) => checkWithValibot(parse(bytes)),
    },
    { name: 'serde-wasm-bindgen', run: rust.decodeWithSerde },
  ];
  return {
    // Its structs drop unknown fields.
    works: works.filter(({ name }) => stream !== 'unknown' || name !== 'serde-wasm-bindgen'),
    weigh: weighPage,
    // zod and valibot put known fields first.
    differ: (page, expected, name) => difference(page, expected, { inOrder: name === OURS }),
  };
}
