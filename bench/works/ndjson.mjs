/**
 * Bytes → rows as newline-delimited JSON, as bytes.
 *
 * @module
 */
import { difference } from './equal.mjs';
import { compared, parseAndFlatten } from './flatten.mjs';
import { OURS } from './ours.mjs';
import { decodeText, encodeText } from './text.mjs';

/** @import { Works, World } from './types.mjs' */

/**
 * @param {World} world
 * @returns {Works}
 */
export function ndjsonWorks({ package: { toNdjson } }) {
  return {
    works: [
      { name: OURS, run: (bytes) => toNdjson(bytes) },
      { name: 'JSON.parse + flatten + JSON.stringify', run: writeLines },
    ],
    weigh: (lines) => lines.byteLength,
    differ: (lines, expected) =>
      difference(compared(readLines(lines)), compared(readLines(expected)), { inOrder: true }),
  };
}

/** @param {Uint8Array} bytes */
function writeLines(bytes) {
  let lines = '';
  for (const row of parseAndFlatten(bytes)) lines += `${JSON.stringify(row)}\n`;
  return encodeText(lines);
}

/** @param {Uint8Array} lines */
function readLines(lines) {
  return decodeText(lines)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
